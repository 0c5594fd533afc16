"""Mandates given by the president, the minister or a unit: dossiers with people, dates and an approval.

Not the small mandates inside a dossier, which are the kernel’s.
"""
