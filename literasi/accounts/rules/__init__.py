"""Decisions about people, pure.

- guests: how long somebody without a name is kept; limits: how often may be guessed;
- names, passwords, ages: what may be typed at signing up;
- consent: who agrees for whom, and what follows; tickets: secrets that are good once;
- standing: how an account stands, in one word;
- roles: who may give which role, look at whom, suspend whom; trail: what is written down of it; looking: for how long;
- devices: what a browser is called.
"""
