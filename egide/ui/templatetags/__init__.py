"""Template libraries of the design system: `ui` for the house, `ui_gallery` for its gallery.
Components live in `egide.ui.components`; nothing is written here."""
