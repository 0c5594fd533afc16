"""Spreadsheets: XLSX and CSV files written row by row, from values that are never trusted.

A technical service: it knows nothing of dossiers, of permissions or of the Office.
"""
