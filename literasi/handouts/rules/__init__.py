"""Decisions about paper, pure: which questions it can carry, in which order, how an answer is written in one cell of a
grid, what the key prints, and as of when what was typed counts.

- cells: one answer in one typed cell, and back; keys: the right one, and why;
- papers: questions that paper can carry, versions A and B; grid: a pupil's typed row;
- shapes: what stands on quiz and sheet to be filled in; booklets, guides: lessons on paper; screens: the projector.
"""
