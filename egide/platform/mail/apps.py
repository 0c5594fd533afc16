"""Application entry of platform.mail.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Will register mail with Django."""

    name = "egide.platform.mail"
    label = "mail"
    verbose_name = "Courriel"
