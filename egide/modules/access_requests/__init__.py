"""Requests for access to documents and to one’s own personal information (c. A-2.1), in a compartment of their own.

Not the examination of what was found, which is the sub-package `examination`. Read module.py first.
"""
