"""Recommendations: written to a party of a dossier, sent by letter, answered, carried out, looked at again.

Every module whose dossiers recommend something uses these; each declares at which steps (law/recommending.py).
"""
