"""Dossiers documentaires: the plain files of any unit, of any class of the scheme, open or closed.

The archivist's screens are in the staff's interface; the scheme and the schedule, in kernel/records.
"""
