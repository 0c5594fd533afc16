"""Where a module's letters are: the Typst page, and the file of its words, which is version 0.

The folder's name is the module's code.
"""

from pathlib import Path

from django.conf import settings

from egide.law.modules import Module


def template_of(module: Module, template: str) -> Path:
    """Will return the Typst file of a module's letter."""
    folder = Path(settings.BASE_DIR) / "egide" / "modules" / module.code / "letters"
    return folder / module.letter(template).file


def wording_of(module: Module, template: str) -> Path:
    """Will return the wording's file, beside the template."""
    path = template_of(module, template)
    return path.parent / "wording" / f"{path.stem}.txt"
