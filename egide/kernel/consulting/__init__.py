"""Questions that cross a wall: asked from a dossier, answered by a unit that never sees it, copies coming back.

Serves the search mandates of the access officer; the answer is signed. Not a share: neither side reads the other.
"""
