"""The dated facts to which deadlines and retention bind: something that happened, or a letter that left.
Not the record of a fact (who, when entered), which the kernel keeps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happens on a day; the label reads inside a sentence: « réception de la demande »."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class LetterSent:
    """The sending of a letter of the module, named by its template's code."""

    template: str
