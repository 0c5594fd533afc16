"""The bag of a dossier (BagIt, RFC 8493): everything that its reader may read, with what proves it.

Written for thirty years from now: files, JSON and text, no table of this house is needed to read it.
"""
