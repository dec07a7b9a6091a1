"""Words that every feature shares: time, identifiers, errors and news. Pure; imports nothing of ours."""
