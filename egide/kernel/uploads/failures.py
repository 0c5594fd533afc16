"""The refusals of an upload, each with the status that the tus protocol gives it and its French sentence.

Serves the people who send files; the protocol itself is spoken by the interface.
"""

from egide.platform.errors.failures import HouseFailure


class UploadProblem(HouseFailure):
    """Will carry the sentence; uncaught, it makes a page with its status."""

    status = 400
    title = "L’envoi ne peut pas continuer"


class Elsewhere(UploadProblem):
    """The bytes do not begin where those already received end (409)."""

    status = 409

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(
            "Cette partie du fichier n’est pas celle qui est attendue\u00a0: "
            "demandez d’abord où l’envoi est rendu, puis continuez de là."
        )


class Gone(UploadProblem):
    """The upload expired, was refused or was given up (410)."""

    status = 410

    def __init__(self, sentence: str = "") -> None:
        super().__init__(
            sentence
            or "Cet envoi n’est plus conservé\u00a0: choisissez de nouveau le fichier pour le recommencer."
        )


class TooLong(UploadProblem):
    """More bytes than announced, or than the house takes (413)."""

    status = 413


class TooManyOpen(UploadProblem):
    """One person left too many uploads unfinished (429)."""

    status = 429


class Altered(UploadProblem):
    """The checksum of what arrived is not the one announced (460, the protocol's own)."""

    status = 460

    def __init__(self) -> None:
        super().__init__(
            "Cette partie du fichier a été altérée en chemin\u00a0: elle n’a pas été gardée. Envoyez-la de nouveau."
        )


class DiskFull(UploadProblem):
    """No room is left on the server's disk (507)."""

    status = 507

    def __init__(self) -> None:
        super().__init__(
            "Le disque du serveur est plein. Ce qui était déjà reçu est gardé jusqu’à demain\u00a0: "
            "prévenez l’équipe informatique, puis continuez l’envoi."
        )
