"""Design system of the house: layouts, components, formats and static files.
Serves every screen; it has no model, makes no query and takes no decision."""
