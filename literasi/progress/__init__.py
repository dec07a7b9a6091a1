"""The ledger of learning: what people answered and what they finished.

Below everything that teaches, so quizzes, labs and lessons write down into it and reports read one place.
Words: response (one marked answer), completion (a module finished), flower. Drafts of answers do not belong here.
"""
