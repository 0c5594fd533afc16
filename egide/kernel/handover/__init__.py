"""Handing what arrived, or a dossier, to another compartment: one way, with a receipt for the sender.

Serves the walls: a dossier never changes compartment. Not a share: the sender sees nothing of the other side.
"""
