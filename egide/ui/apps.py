"""Declares the design system to Django under the label `ui`.
It holds no model: only templates, template tags and static files."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "egide.ui"
    label = "ui"
    verbose_name = "Interface"
