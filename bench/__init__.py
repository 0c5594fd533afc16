"""Measures the house at the size of its whole memory: a million dossiers, beside the limits of the machine.

For developers and operators (docs/operations/performance.md); it is no part of what is installed.
"""
