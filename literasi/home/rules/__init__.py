"""Decisions of the pages across features, pure.

- cards: courses with their flowers, filters, what to go on with;
- notices: what there is to tell somebody, and in which words;
- numbers: which figures about people may be shown.
"""
