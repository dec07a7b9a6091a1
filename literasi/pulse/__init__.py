"""When the site was last seen alive and able to write, and what lies between two such moments.

Low in the house, since whoever works against a clock has to ask: the job of `operations` that beats comes once a minute,
and an answer that arrives in the minute after an outage must not be called late for it. Whose time is given back is not
decided here.
"""
