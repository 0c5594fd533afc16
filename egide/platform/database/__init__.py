"""The databases: the embedded PostgreSQL server, the three roles, the walls of row-level security.

Not a Django application: it has no model, and its cluster manager runs before Django is configured.
"""
