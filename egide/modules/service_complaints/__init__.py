"""Complaints and comments about the Office's own services, handled by the president's bureau.

Hidden from the people and units concerned; never the stream of the orders' mechanisms. Read module.py first.
"""
