"""Quizzes that decide on `tuntas`: choose items, keep every answer, grade, explain.

Words: attempt (pengerjaan), item, answer event, mastery, release of keys. An attempt is pinned to the release and the
item digests it began with. Classes and deadlines do not belong here: they hand in an AttemptPolicy.
Overwriting one row per answer was rejected: a stale tab or a late resend would blank what somebody had written.
"""
