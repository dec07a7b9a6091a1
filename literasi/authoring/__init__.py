"""Writing and publishing: check sources, make releases, write them out again. Owns `literasi course …`.

Words: problem (file:line: message), publish, export. Showing courses does not belong here.
Publishing straight from parsed files without a release was rejected: a half-written file would reach a learner.
"""
