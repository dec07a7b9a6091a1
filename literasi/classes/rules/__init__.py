"""Decisions of classes, pure.

- assigning: what an assignment may ask, and how it may be moved;
- calendar: school years and terms;
- days: on which days there is no school;
- deadline: until when something is taken, and as what;
- naming: what a class may be called;
- paths: ready-made orders of modules;
- tasks: how a pupil stands with what she was given.
"""
