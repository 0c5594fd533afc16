"""Requests for access to documents and to one’s own personal information (c. A-2.1)."""
