"""The pure vocabulary in which the Office's rules are declared; import from its files.
Not a place for rules themselves (they live in modules), nor for Django, a clock or any I/O."""
