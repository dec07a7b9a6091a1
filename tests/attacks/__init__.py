"""literasi as an attacker sees it. Numbers in the docstrings are those of the threat model."""
