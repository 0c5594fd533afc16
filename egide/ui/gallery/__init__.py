"""The live gallery: every component in every state, and pages as the house builds them.
It serves whoever designs a screen, and the accessibility tests; its data are invented."""
