"""The failures that a person may meet, each with what happened, what was not lost and whom to ask.

Any layer raises them; platform/errors/pages.py turns them into a French page with the right status.
"""

from typing import ClassVar

SUPPORT = "Écrivez au soutien informatique de l’Office en indiquant l’heure et l’adresse de la page."


class HouseFailure(Exception):
    """A failure that is shown in words; `str(failure)` is the sentence that says what happened."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Un problème est survenu"
    kept: ClassVar[str] = "Rien de ce qui était déjà enregistré n’a été modifié."
    ask: ClassVar[str] = SUPPORT

    def __init__(self, what: str = "") -> None:
        super().__init__(what or self.title)
        self.what = what or self.title


class BadInput(HouseFailure):
    """The request cannot be understood (400)."""

    status = 400
    title = "Cette demande n’a pas pu être comprise"
    kept = "Rien n’a été enregistré ni modifié."


class Refused(HouseFailure):
    """The person may see the object but not do this; the sentence is the guard's own (403)."""

    status = 403
    title = "Cette action n’est pas permise"
    kept = "Rien n’a été modifié."
    ask = "Adressez-vous à la personne responsable du dossier ou à votre gestionnaire."


class NotVisible(HouseFailure):
    """There is nothing at this address for this person (404): absent and hidden look the same."""

    status = 404
    title = "Cette page est introuvable"
    kept = "L’adresse est peut-être inexacte, ou la page a été déplacée. Rien n’a été modifié."
    ask = "Vérifiez l’adresse ou le numéro, ou revenez à l’accueil."


class MethodNotAllowed(HouseFailure):
    """The address exists, but not for this verb (405)."""

    status = 405
    title = "Cette adresse ne s’utilise pas de cette façon"
    kept = "Rien n’a été modifié."
    ask = "Revenez à la page précédente et utilisez le bouton prévu."


class Stale(HouseFailure):
    """Someone changed the object meanwhile (409); `fields` holds (label, yours, theirs) rows."""

    status = 409
    title = "Quelqu’un a modifié ce dossier entre-temps"
    kept = "Ce que vous aviez écrit est affiché ci-dessous\u00a0: rien n’est perdu, rien n’a été écrasé."
    ask = "Rechargez le dossier, comparez, puis refaites votre changement."

    def __init__(self, what: str = "", *, fields: tuple[tuple[str, str, str], ...] = ()) -> None:
        super().__init__(what)
        self.fields = fields


class TooLarge(HouseFailure):
    """What was sent is over the limit (413)."""

    status = 413
    title = "Le fichier est trop volumineux"
    kept = "Le reste de votre formulaire n’a pas été enregistré; revenez en arrière pour le retrouver."
    ask = "Réduisez le fichier, partagez-le en plusieurs parties ou écrivez-nous."


class TooMany(HouseFailure):
    """Too many tries in too little time (429)."""

    status = 429
    title = "Trop d’essais en peu de temps"
    kept = "Rien n’a été modifié."
    ask = "Attendez quelques minutes, puis réessayez."


class Unavailable(HouseFailure):
    """A part of the house does not answer (503)."""

    status = 503
    title = "Le service est momentanément indisponible"
    kept = "Ce qui était enregistré est intact. Ce que vous veniez d’envoyer ne l’a pas été."
    ask = "Réessayez dans quelques minutes. Si le problème persiste, écrivez au soutien informatique."


class Expired(HouseFailure):
    """The form's proof of origin is missing or too old (403)."""

    status = 403
    title = "Cette page a expiré"
    kept = (
        "Rien n’a été enregistré. Ce que vous aviez écrit est affiché ci-dessous; "
        "les fichiers sont à joindre de nouveau."
    )
    ask = "Ouvrez de nouveau la page, recopiez vos réponses, puis envoyez-les."


class NotRendered(HouseFailure):
    """A letter could not be set from its wording and its values; the sentence says what is missing (400)."""

    status = 400
    title = "La lettre n’a pas pu être composée"
    kept = "Le dossier et le brouillon n’ont pas été modifiés."
