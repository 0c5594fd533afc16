"""Tags of the staff's own layout.

Components of the design system are in egide/ui.
"""
