"""What a person outside is told of a dossier: where it stands, what comes next and by when, what may be asked.

Pure. Each module gives one for its dossiers (`Module.follow_up`); the public site shows it as it is.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Plain words for the person. `next_date` is the raw date of the Office's own commitment, if one runs.

    `date_words` says what that date is, when it is not the Office that chose it.
    """

    state_sentence: str
    next_step: str
    next_date: date | None = None
    date_words: str = ""
    can_withdraw: bool = False
    can_correct: bool = False
