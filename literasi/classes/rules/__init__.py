"""Decisions of classes, pure.

- assigning: what an assignment may ask, and how it may be moved;
- calendar: school years and terms;
- deadline: until when something is taken, as what, and on which terms;
- gradebook: how a learner stands with what she was given;
- helping: who needs support, and why;
- items: what a class made of the questions of a quiz;
- naming: what a class, and somebody in it, may be called;
- retention: how long a class that is over knows its people.
- days: on which days there is no school;
- paths: ready-made orders of modules;
- tasks: how a pupil stands with what she was given.
"""
