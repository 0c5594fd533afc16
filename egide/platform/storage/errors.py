"""The refusals of the document store, each with the French sentence that the person will read.

Every page and job that stores or opens a file catches these; the sentences name no key, path or hidden row.
"""

from egide.platform.errors.failures import HouseFailure

MIB = 1024 * 1024


class StorageProblem(HouseFailure):
    """Will carry a French sentence that can be shown as it is; uncaught, it makes a page with its status."""

    status = 400
    title = "Le document ne peut pas être traité"
    sentence = "Le document ne peut pas être traité."

    def __init__(self, sentence: str | None = None) -> None:
        self.sentence = sentence or self.sentence
        super().__init__(self.sentence)


class TooLarge(StorageProblem):
    """The file is longer than the limit, in bytes."""

    status = 413
    title = "Le fichier est trop volumineux"

    def __init__(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        super().__init__(f"Le fichier dépasse la limite de {_weight(limit_bytes)}. Rien n’a été conservé.")


class EmptyFile(StorageProblem):
    """The file holds no byte."""

    sentence = "Le fichier est vide. Vérifiez qu’il s’ouvre sur votre appareil, puis joignez-le de nouveau."


class RefusedType(StorageProblem):
    """The file is a program, or a type that runs when it is opened."""

    sentence = (
        "Les programmes et les scripts ne sont pas acceptés. Joignez un document, une image ou un courriel."
    )


class Tampered(StorageProblem):
    """The stored bytes are not those that were written."""

    status = 500
    title = "Ce document ne peut pas être affiché"
    sentence = (
        "Le document conservé a été altéré : son contenu ne correspond plus à ce qui a été déposé. "
        "Il n’est pas affiché. Prévenez l’équipe informatique."
    )


class Missing(StorageProblem):
    """The row exists and its stored bytes do not."""

    status = 500
    title = "Ce document ne peut pas être affiché"
    sentence = "Le contenu de ce document est introuvable dans l’entrepôt. Prévenez l’équipe informatique."


class KeyUnavailable(StorageProblem):
    """No key: another compartment's, or destroyed."""

    status = 403
    title = "Ce document ne vous est pas accessible"
    sentence = "La clé de ce document n’est pas accessible dans votre compartiment."


class Quarantined(StorageProblem):
    """The scanner has not cleared the file."""

    status = 409
    title = "Ce document est en quarantaine"
    sentence = (
        "Ce document est en quarantaine : l’analyse antivirus n’a pas pu être faite. "
        "Il sera analysé de nouveau dès que l’analyseur répondra."
    )


class Infected(Quarantined):
    """The scanner found something; `threat` is its name for it."""

    status = 409
    title = "Ce document est isolé"

    def __init__(self, threat: str) -> None:
        self.threat = threat
        super().__init__(f"Ce document est isolé : l’analyse antivirus y a trouvé « {threat} ».")


class Destroyed(StorageProblem):
    """The content was destroyed by a decision."""

    status = 410
    title = "Ce document a été détruit"

    def __init__(self, decision: str) -> None:
        super().__init__(f"Ce document a été détruit, décision n° {decision}.")


def _weight(size: int) -> str:
    """Will return « 50 Mo » or « 900 Ko » with a non-breaking space."""
    if size >= MIB:
        return f"{size / MIB:.1f}".removesuffix(".0").replace(".", ",") + " Mo"
    return f"{max(1, size // 1024)} Ko"
