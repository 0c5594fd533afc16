"""Installs the tuple of modules in the kernel's registry at start-up.

Config is the only layer that knows both.
"""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Will give the kernel the modules of config/modules.py."""

    name = "egide.config"
    label = "house"

    def ready(self) -> None:
        """Will install the modules."""
        from egide.config.modules import MODULES
        from egide.kernel import registry

        registry.install(MODULES)
