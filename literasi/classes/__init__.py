"""Classes: teachers, members, what is assigned to them until when, and what teachers see of it.

Words: class (kelas), member (anggota), assignment (tugas), deadline (tenggat), grace (masa toleransi), extension
(perpanjangan). Membership gives a teacher sight of a pupil's progress, not a role; consent that is not in force takes it.
How an attempt is taken and graded does not belong here: quizzes know no class, they get an AttemptPolicy.
Copying marks into the class was rejected: they are read where they were written, so there is one truth about them.
"""
