"""Sesi kelas: a teacher, a projector, a few phones, one module, and no account of a pupil.

Words: gathering (a session with its code), phone (a lent person of accounts), seat (a number in the room), step (of
the plan of 40 minutes), claim (a pupil takes her seat's results home). Names do not belong here, nor classes with members.
Seats as people of their own were rejected: four who bend over one phone answer once, and count as four.
"""
