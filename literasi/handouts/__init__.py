"""What goes out on paper or on the wall, and what comes back from paper: for rooms with one projector and no phones.

Words: paper (lembar kuis), version A or B, sheet (lembar jawaban), key, grid, booklet, guide (panduan fasilitator).
What is typed from paper becomes an attempt by the same actions as one online, so nothing here marks anything.
Scanned answer sheets were rejected: thirty rows are typed faster than thirty photographs are taken and put right.
"""
