"""A letter's default wording: a short header, then the body, in one plain text file.

Serves the jurist who proofreads it; the header's keys are French because she edits them.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from egide.platform.typesetting.blocks import Block, merged, parse
from egide.platform.typesetting.errors import MergeFailed
from egide.platform.typesetting.merge import Fields, fields_of, merge

_KEYS = {"objet": "subject", "appel": "salutation", "formule": "closing"}


@dataclass(frozen=True, slots=True)
class Wording:
    """The parts of a letter that words make; fields stay as `{{ champ }}` until `filled`."""

    subject: str
    salutation: str
    closing: str
    blocks: tuple[Block, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Will read « objet : », « appel : », « formule : », a line « --- », then the body.

        :raises MergeFailed: a key is missing or unknown, or a field is badly written.
        """
        header, separator, body = text.replace("\r\n", "\n").partition("\n---\n")
        if not separator:
            raise MergeFailed("Le libellé n’a pas de ligne «\u00a0---\u00a0» entre son en-tête et son texte.")
        parts: dict[str, str] = {}
        for line in filter(str.strip, header.split("\n")):
            key, _, value = line.partition(":")
            if key.strip() not in _KEYS:
                raise MergeFailed(
                    f"L’en-tête du libellé contient une ligne inconnue\u00a0: «\u00a0{key.strip()}\u00a0»."
                )
            parts[_KEYS[key.strip()]] = value.strip()
        missing = [key for key, name in _KEYS.items() if not parts.get(name)]
        if missing:
            raise MergeFailed(f"L’en-tête du libellé n’a pas\u00a0: {', '.join(missing)}.")
        fields_of(text)
        return cls(**parts, blocks=parse(body))

    @classmethod
    def read(cls, path: Path) -> Self:
        """Will read a wording from its file (UTF-8)."""
        return cls.parse(path.read_text(encoding="utf-8"))

    @property
    def fields(self) -> tuple[str, ...]:
        """Will list the fields that must be given to `filled`."""
        lines = (line for block in self.blocks for line in block.lines)
        return fields_of("\n".join((self.subject, self.salutation, self.closing, *lines)))

    def filled(self, fields: Fields) -> Self:
        """Will return the same wording with its fields replaced.

        :raises MergeFailed: a field is unknown or a list stands where a text is expected.
        """
        return type(self)(
            subject=merge(self.subject, fields),
            salutation=merge(self.salutation, fields),
            closing=merge(self.closing, fields),
            blocks=merged(self.blocks, fields),
        )
