"""Decisions about quizzes, pure: what is shown, what an answer is, what it earns, what is asked next, what is
saved.

One file answers one question:

- numbers, folding: how a typed number or word is read;
- answers: the one form in which an answer is kept; reading: from form fields to that form and back;
- arrangement: the secret order in which options are met; presentation: what is seen before handing in;
- foreseen, fractions, parts, grading: what an answer earns, and what the review page prints beside it;
- selection, policy, mastery: which items are asked, on what terms, and what passing means;
- saving: whether a save is taken, is a repeat, or must ask the learner first.

Nothing here knows who the learner is, what time it is, or where anything is kept. A sentence for a person is
a `Sentence`: Indonesian text that is also the key of its translation.
"""
