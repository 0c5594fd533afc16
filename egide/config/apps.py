"""Installs the tuple of modules in the kernel's registry at start-up.

Config is the only layer that knows both.
"""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Will give the kernel the modules of config/modules.py."""

    name = "egide.config"
    label = "house"

    def ready(self) -> None:
        """Will install the modules, then declare what may be taken out of them."""
        from egide.config.modules import MODULES
        from egide.kernel import registry
        from egide.kernel.exports import sources
        from egide.platform.errors import labels

        registry.install(MODULES)
        labels.declare(
            {
                field.name: field.label
                for module in MODULES
                for transition in (module.lifecycle.transitions if module.lifecycle else ())
                for field in transition.fields
            }
        )
        sources.declared_in("egide.interfaces.staff.export_sources.declare")
