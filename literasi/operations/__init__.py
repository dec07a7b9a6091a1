"""Running a library's own literasi: serve, jobs, health, doctor.

Words: doctor (checks that say what to mend), heartbeat (the jobs process is alive). Nothing of learning belongs here.
"""
