"""Modules: one folder per business system; modules never import each other.

Direction of imports: config > interfaces > modules > kernel > platform > ui > law, downward only.
"""
