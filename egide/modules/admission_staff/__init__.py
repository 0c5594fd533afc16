"""Complaints about the Commissioner’s staff: they reach him alone."""
