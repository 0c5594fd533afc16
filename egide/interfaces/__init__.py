"""Interfaces: where modules meet the people; no rule lives here.

Direction of imports: config > interfaces > modules > kernel > platform > ui > law, downward only.
"""
