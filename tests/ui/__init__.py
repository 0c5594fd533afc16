"""Tests of the design system: formats, components, answers to HTMX, and the gallery in a real browser.
They need no database: a page of the gallery that asked for one would fail here."""
