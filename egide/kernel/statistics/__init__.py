"""Statistics: each figure of the house defined once, counted behind the walls, kept by tallies where it must be fast.

Serves the dashboard, the home and the reports; it decides nothing.
"""
