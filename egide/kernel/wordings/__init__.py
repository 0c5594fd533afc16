"""The wordings of letters, in versions that someone else approves: what the next drafts will say.

A letter that is already drafted keeps its words; without a version, the wording is the file of the module.
"""
