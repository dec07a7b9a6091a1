"""Running a library's own literasi: serve, jobs, health, doctor; and the demo beside it.

Words: doctor (checks that say what to mend), heartbeat (the jobs process is alive), scene (something that happened at a
moment in the demo), cast (those in whom a state can be seen). Nothing of learning belongs here: people of the demo learn
by the actions of the features. Rejected: rows written for the demo, which no tap could have brought about.
"""
