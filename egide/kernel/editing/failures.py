"""What stops an edit in place, each with its French sentence.

Shown on the page, and sent as plain text to a program.
"""

from egide.platform.errors.failures import HouseFailure


class EditingProblem(HouseFailure):
    """Will carry a sentence that can be shown as it is."""

    status = 409
    title = "Le document ne peut pas être modifié ainsi"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


class NoRoom(EditingProblem):
    """The scratch room is full (507)."""

    status = 507


class TooOften(EditingProblem):
    """Too many addresses, or too many saves (429)."""

    status = 429
