"""What the codes of notices say, in French: one sentence for each; which ones are urgent.

The kernel and the modules register theirs when they start; a notice itself keeps its code only.
"""

from collections.abc import Mapping

_SENTENCES: dict[str, str] = {}
_URGENT: set[str] = set()


def register(sentences: Mapping[str, str], *, urgent: bool = False) -> None:
    """Will add sentences by code; `urgent` ones may be written about at once.

    :raises ValueError: a code already has another sentence.
    """
    for code, sentence in sentences.items():
        if _SENTENCES.setdefault(code, sentence) != sentence:
            raise ValueError(f"The code {code} already has a sentence.")
        if urgent:
            _URGENT.add(code)


def sentence_for(code: str) -> str:
    """Will say what happened; a code without a sentence says only that something did."""
    return _SENTENCES.get(code, "Le dossier demande votre attention.")


def is_urgent(code: str) -> bool:
    """Will tell whether a person who asked for it is written to at once."""
    return code in _URGENT


register(
    {
        "dossier.assigned": "Le dossier vous est confié.",
        "step": "Une étape vient d’être franchie\u00a0: à vous de voir la suite.",
        "deadline.soon": "Une échéance du dossier approche.",
        "deadline.late": "Une échéance du dossier est dépassée.",
        "binder.ready": "Le cahier des pièces que vous avez demandé est prêt.",
        "binder.failed": "Le cahier des pièces que vous avez demandé n’a pas pu être fait.",
    }
)
register(
    {
        "message.received": "Un message est arrivé dans le dossier.",
        "letter.bounced": "Un courriel est revenu\u00a0: une lettre n’a pas été remise.",
        "message.flagged": "Un message du dossier est signalé\u00a0: lisez-le tout de suite.",
    },
    urgent=True,
)
