"""A low shelf: features push what learners may find, in the transaction in which it becomes visible.

Words: entry, stem. Only learner-visible text comes here, so nothing hidden can be found. Deciding who may see what
does not belong here. Asking the course tables at search time was rejected: every feature would need to be known below.
"""
