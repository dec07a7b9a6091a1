"""Decisions of classes, pure.

- calendar: school years and terms;
- deadline: until when something is taken, and as what;
- naming: what a class may be called.
"""
