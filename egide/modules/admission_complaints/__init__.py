"""Complaints to the Commissioner for admission: received from anywhere in the world, examined apart from the Office.

Start with module.py.
"""
