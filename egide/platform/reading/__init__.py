"""Reading files: text, pages and pictures of what came from anyone, in a child process with bounds.

A technical service: it knows nothing of dossiers, people or rights.
"""
