"""Texts of law and notices of recourse, as dated and validated data."""
