"""Égide: case, records and oversight management of the Office des professions du Québec.

The layers, from top to bottom: config, interfaces, modules, kernel, platform, ui, law.
"""
