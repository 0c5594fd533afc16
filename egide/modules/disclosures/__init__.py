"""Disclosures of wrongdoing, sealed at once to the designated officer.

Whoever received one keeps a receipt and no more. Read module.py first.
"""
