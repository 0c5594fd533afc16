"""Why a file could not be read, each as the French sentence that the person reads.

The file is always kept; these say only that its content was not opened here.
"""

from egide.platform.errors.failures import HouseFailure


class ReadingProblem(HouseFailure):
    """Will carry a code, which travels between the processes, and a sentence; uncaught, it makes a page."""

    code = "unreadable"
    status = 422
    title = "Ce document ne peut pas être affiché ici"
    sentence = "Ce genre de fichier ne se lit pas ici. Il est conservé tel quel et peut être téléchargé."

    def __init__(self, sentence: str | None = None) -> None:
        self.sentence = sentence or self.sentence
        super().__init__(self.sentence)


class Protected(ReadingProblem):
    """A password closes the file."""

    code = "protected"
    title = "Ce document est protégé par un mot de passe"
    sentence = (
        "Un mot de passe protège ce fichier\u00a0: il est conservé, mais ni lu ni cherchable. "
        "Demandez à l’expéditeur une copie sans mot de passe."
    )


class Broken(ReadingProblem):
    """The file is cut, damaged, or not what it claims to be."""

    code = "broken"
    title = "Ce document est abîmé"
    sentence = (
        "Ce fichier est abîmé ou incomplet\u00a0: il est conservé tel que reçu. "
        "Demandez à l’expéditeur de le transmettre de nouveau."
    )


class TooMuch(ReadingProblem):
    """Reading it would take more memory, pages or pixels than a file deserves."""

    code = "too_large"
    title = "Ce document est trop grand pour être lu ici"
    sentence = "Ce fichier est trop grand pour être lu ici. Il est conservé et peut être téléchargé."


class Killed(TooMuch):
    """The system, or someone, killed the tool: asked again once, since the file may have nothing to do with it."""

    sentence = "La lecture de ce fichier a été interrompue par le système. Il est conservé."


class TookTooLong(ReadingProblem):
    """The tool was stopped: its time was over."""

    code = "timed_out"
    title = "La lecture de ce document a été arrêtée"
    sentence = "La lecture de ce fichier prenait trop de temps\u00a0: elle a été arrêtée. Il est conservé."


class Busy(ReadingProblem):
    """Too many files are being read at this moment: nothing was tried."""

    code = "busy"
    status = 503
    title = "Trop de documents s’ouvrent en même temps"
    sentence = (
        "Trop de documents s’ouvrent en même temps\u00a0: celui-ci n’a pas encore été ouvert. "
        "Réessayez dans quelques secondes."
    )


class ToolMissing(ReadingProblem):
    """The program that reads this kind of file is not installed, or did not start."""

    code = "tool_missing"
    status = 503
    title = "Un outil de lecture manque"
    sentence = (
        "L’outil qui lit ce genre de fichier n’est pas installé sur le serveur. Le fichier est conservé."
    )


BY_CODE: dict[str, type[ReadingProblem]] = {
    problem.code: problem
    for problem in (ReadingProblem, Protected, Broken, TooMuch, TookTooLong, ToolMissing)
}
