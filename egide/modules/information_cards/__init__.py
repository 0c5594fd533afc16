"""Information cards: the twenty-second note of a call or a visit that asked for information only.

No name, no deadline, no dossier: they are counted. Read module.py first.
"""
