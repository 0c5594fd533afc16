"""Requests for intervention: a person asks the Office to look at how an order's mechanism works.

The Office never rules on the merits and is not a step in the chain of recourses. Read module.py first.
"""
