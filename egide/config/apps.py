"""Installs the tuple of modules in the kernel's registry at start-up.

Config is the only layer that knows both.
"""

from collections.abc import Mapping
from typing import Any

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
            },
            addressed=_of_the_step,
        )
        sources.declared_in("egide.interfaces.staff.export_sources.declare")


def _of_the_step(arguments: Mapping[str, Any]) -> dict[str, str]:
    """Will return the labels of a step's fields: the number's prefix tells the module, the code tells the step."""
    from egide.kernel import registry

    prefix, code = str(arguments.get("number", "")).partition("-")[0].upper(), arguments.get("code")
    for module in registry.modules():
        if code and module.kind and module.lifecycle and prefix in module.kind.prefixes:
            steps = (step for step in module.lifecycle.transitions if step.code == code)
            return {field.name: field.label for step in steps for field in step.fields}
    return {}
