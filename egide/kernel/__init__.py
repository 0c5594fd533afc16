"""Kernel: what every business module shares.

Direction of imports: config > interfaces > modules > kernel > platform > ui > law, downward only.
"""
