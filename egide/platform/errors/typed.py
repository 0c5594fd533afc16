"""What the person had typed, given back on the error page so that it can be read again and copied.

Passwords, codes and the form's own machinery are left out; files cannot be given back by any browser.
"""

import re
from dataclasses import dataclass

from django.http import HttpRequest

LONGEST, MOST = 20_000, 40
_SECRET = re.compile(r"pass|secret|token|code|otp|credential|key|jeton|mot_de_passe", re.IGNORECASE)
_MACHINERY = frozenset({"csrfmiddlewaretoken", "version", "seen", "next", "step", "go", "review", "theme"})
# The value of a radio button or of a list: an identifier, not something that the person wrote.
_IDENTIFIER = re.compile(r"[a-z]+(_[a-z]+)+|\d{1,3}")
LABELS = {
    "address": "Adresse",
    "body": "Texte de la lettre",
    "closing": "Formule de politesse",
    "constats": "Constats",
    "date_precisions": "Date de réponse souhaitée",
    "delai": "Délai à respecter",
    "demandes": "Ce que l’Office demande",
    "demarche": "Comment s’y prendre",
    "destination": "Vers qui diriger la personne",
    "email": "Courriel",
    "enclosures": "Pièces jointes",
    "faits": "Faits",
    "inquiry_requested_on": "Date de la demande au syndic",
    "joined_to": "Numéro du dossier auquel la joindre",
    "mechanism": "Mécanisme de l’ordre",
    "message": "Message",
    "motive": "Motif",
    "name": "Nom",
    "note": "Note",
    "number": "Numéro du dossier",
    "order": "Ordre professionnel",
    "phone": "Téléphone",
    "precisions": "Précisions à demander",
    "preferred_channel": "Façon de vous joindre",
    "reason": "Raison",
    "salutation": "Appel",
    "situation": "Situation",
    "subject": "Objet",
    "suites": "Suites données",
    "summary": "Résumé des faits",
    "syndic_decided_on": "Date de la décision du syndic",
    "text": "Texte",
    "title": "Titre",
    "verifications": "Ce qui a été vérifié",
    "wish": "Ce que vous souhaitez",
}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One answer as it was sent."""

    label: str
    text: str

    @property
    def rows(self) -> int:
        """Lines of the box that shows it."""
        return min(12, max(2, len(self.text) // 70 + self.text.count("\n") + 1))


def typed_by(request: HttpRequest) -> tuple[Typed, ...]:
    """Will return the answers that the request carried, in their order; nothing when it is unreadable."""
    if request.method != "POST":
        return ()
    try:
        sent = list(request.POST.items())
    except Exception:  # whatever made the body unreadable is already being told
        return ()
    kept = [(name, str(value)) for name, value in sent if _worth_showing(name, str(value))]
    return tuple(Typed(label=_label(name), text=text[:LONGEST]) for name, text in kept[:MOST])


def _worth_showing(name: str, text: str) -> bool:
    machinery = name in _MACHINERY or name.startswith("_") or _SECRET.search(name)
    return bool(text.strip()) and not machinery and not _IDENTIFIER.fullmatch(text)


def _label(name: str) -> str:
    return LABELS.get(name) or f"Champ «\u00a0{name[:60].replace('_', ' ')}\u00a0»"
