"""Decisions of classes, pure.

- calendar: school years and terms;
- standing: who may prepare, teach, and see pupils;
- deadline: until when something is taken, and as what;
- naming: what a class may be called.
"""
