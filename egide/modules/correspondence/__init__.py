"""The mail register: what arrived, when, by which door, and what became of it.

It opens no dossier by itself: the mail room's screen calls the module that does.
"""
