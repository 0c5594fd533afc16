"""Complaints to the Commissioner for admission to professions."""
