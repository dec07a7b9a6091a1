"""The reading page: a lesson part by part or whole, with its practice questions, and the place where one stopped.

Words: part, place (where a reader stopped), practice answer. Quizzes that decide on `tuntas` do not belong here.
Noting the place on every page view was rejected: reading must never wait for a writer.
"""
