"""Application entry of platform.accounts.

Django reads it; it connects the journal's receivers and the `<opaque:…>` part of addresses.
"""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Will register accounts with Django."""

    name = "egide.platform.accounts"
    label = "accounts"
    verbose_name = "Comptes"

    def ready(self) -> None:
        """Will connect the receivers once every model is loaded."""
        from egide.platform.accounts import journaling, telling  # noqa: F401
