"""Typesetting: turns a Typst template and values into an archivable, accessible PDF.

A technical service: it knows nothing of letters, dossiers or the Office.
"""
