"""The pages that look across features: Beranda, the list of courses, a course, Ruang Belajar.

They stand here and not in `catalogue` because they show courses together with one's own progress, which lies above it.
"""
