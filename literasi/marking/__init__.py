"""Marks given by people: the queue of what waits, the rubric, and a history in which nothing is ever replaced.

Words: piece (an answer that a person marks), mark, marker, rubric, level, regrade. What a mark does to a verdict does not
belong here: whoever handed the piece in hears of it and decides. A copy of the answer in the piece was rejected: a
child's text would lie in two places, be erased in two and exported twice; it is read through infra.works instead.
"""
