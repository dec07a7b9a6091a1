"""Decisions of the library's desk, pure.

- profile: what may stand in the fields of the profile; logo: which pictures may be one;
- channels: when an official channel has to be looked at again; first_steps: what a new site still lacks.
"""
