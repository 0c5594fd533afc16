"""Texts of law and notices of recourse, as dated and validated data: what a letter cites and annexes.

A text is never corrected in place: a new version begins on its day, and a refusal cites the one of its own day.
"""
