"""Courses: parse their sources, keep immutable releases, list and show them.

Words: course, module, part, item (a question of a bank), release. A release is never changed; a newer one replaces it
for new readers, while attempts stay with the one they began with. Who learned what does not belong here.
One page of HTML a lesson was rejected: blocks can be joined with questions, cut in parts and hidden from learners.
"""
