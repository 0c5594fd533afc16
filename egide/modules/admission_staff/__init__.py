"""Complaints about the Commissioner’s staff: they reach him alone.

None of his clocks starts here. Start with module.py.
"""
