"""The components, one file per family, all registered in one template library.
Each takes finished values by keyword and draws them; `{% load ui %}` brings them all."""
