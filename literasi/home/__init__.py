"""The pages that look across features: Beranda, the list of courses, a course, Ruang Belajar, Kabar, Pengelola, Bantuan.

They stand here and not in `catalogue` because they show courses together with one's own progress, which lies above it.
Words: notice (Kabar is a reader of the news), share (how many began and finished). What is done to people's accounts
does not belong here but in `accounts`; this feature only counts them. A notice with ready text was rejected: it would
speak the writer's language, not the reader's.
"""
