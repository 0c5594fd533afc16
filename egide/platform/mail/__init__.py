"""Outgoing mail: messages kept as they leave, handed over step by step, never lost nor doubled in silence.

A technical service: it knows nothing of letters, dossiers or the Office.
"""
