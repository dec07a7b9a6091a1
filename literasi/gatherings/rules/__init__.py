"""Decisions about sessions: times, codes, seats, the plan, totals."""
