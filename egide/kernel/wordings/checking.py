"""What keeps a version of a letter's words from being submitted: a part missing, a field that no letter has.

Serves whoever writes one; the same sentences stop the submission and show under the text.
"""

from egide.kernel.wordings.reading import original
from egide.law.effects import DraftLetter
from egide.law.modules import Module
from egide.platform.typesetting.errors import MergeFailed
from egide.platform.typesetting.wording import Wording

# What every letter of the house has, whatever its module (letters/fields.py, letters/codes.py).
EVERYWHERE = (
    "appel",
    "civilite",
    "destinataire",
    "numero",
    "titre",
    "date_reception",
    "unite",
    "courriel",
    "telephone",
)


def known_fields(module: Module, template: str) -> tuple[str, ...]:
    """Will list the fields that this letter always has: the house's, the original's, those that its steps ask."""
    own = Wording.parse(original(module=module.code, template=template).text).fields
    return tuple(dict.fromkeys((*own, *EVERYWHERE, *_asked(module, template))))


def problems(module: Module, template: str, text: str) -> tuple[str, ...]:
    """Will say what keeps the words from serving; empty when they may."""
    try:
        fields = Wording.parse(text).fields
    except MergeFailed as failure:
        return (str(failure),)
    known = known_fields(module, template)
    return tuple(
        f"Le champ «\u00a0{name}\u00a0» n’existe pas toujours pour cette lettre\u00a0: "
        "choisissez un des champs de la liste."
        for name in fields
        if name not in known
    )


def lost_fields(module: Module, template: str, text: str) -> tuple[str, ...]:
    """Will list the fields of the original that these words no longer say: a date, a recourse may be missing."""
    try:
        fields = Wording.parse(text).fields
    except MergeFailed:
        return ()
    own = Wording.parse(original(module=module.code, template=template).text).fields
    return tuple(name for name in own if name not in fields)


def _asked(module: Module, template: str) -> tuple[str, ...]:
    """What each of the steps that draft the letter asks: what only one of them asks may be missing."""
    steps = [
        {field.name for field in step.fields if field.required}
        for step in (module.lifecycle.transitions if module.lifecycle else ())
        if any(isinstance(effect, DraftLetter) and effect.template == template for effect in step.effects)
    ]
    return tuple(sorted(set.intersection(*steps))) if steps else ()
