"""Translates an exception into a failure that can be said in French, or leaves it: then it is a defect.

Serves the middleware and Django's handlers. The technical cause goes to the log, never to the page.
"""

import logging

import psycopg
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from egide.platform.errors.failures import (
    BadInput,
    HouseFailure,
    NotRendered,
    NotVisible,
    Refused,
    Stale,
    TooLarge,
    Unavailable,
)
from egide.platform.typesetting.errors import MergeFailed, RenderingFailed

log = logging.getLogger(__name__)

TOO_BIG = "Ce que vous avez envoyé dépasse la taille permise pour un formulaire."
TOO_MANY = "Le formulaire envoyé contient beaucoup plus de réponses ou de fichiers qu’il n’en demande."
UNREADABLE = "Ce que le navigateur a envoyé est incomplet ou n’est pas écrit en UTF-8."
CROSSED = (
    "Une autre personne changeait les mêmes dossiers au même instant\u00a0: votre changement n’a pas été gardé. "
    "Refaites-le."
)
UNKEPT = "Une des réponses contient un caractère ou une valeur que le système ne peut pas conserver."


def failure_of(exception: BaseException | None) -> HouseFailure | None:
    """Will return the failure to show, or None when the exception is a defect (500)."""
    match exception:
        case HouseFailure():
            return exception
        case Http404():
            return NotVisible()
        case PermissionDenied():
            return Refused(str(exception))
        case RequestDataTooBig():
            return TooLarge(TOO_BIG)
        case TooManyFieldsSent() | TooManyFilesSent():
            return BadInput(TOO_MANY)
        case MultiPartParserError() | UnreadablePostError() | BadRequest():
            return BadInput(UNREADABLE)
        case SuspiciousOperation():
            return BadInput()
        case MergeFailed() | RenderingFailed():
            log.error("A letter could not be set: %s", getattr(exception, "detail", ""), exc_info=exception)
            return NotRendered(str(exception))
        case OperationalError() if isinstance(exception.__cause__, psycopg.errors.DeadlockDetected):
            # Two people who link, or move, two dossiers in opposite orders: PostgreSQL lets one of them through.
            return Stale(CROSSED)
        case OperationalError() | InterfaceError():
            log.error("The database does not answer", exc_info=exception)
            return Unavailable()
        case DataError():
            log.warning("The database refused a value", exc_info=exception)
            return BadInput(UNKEPT)
        case UnicodeEncodeError() if exception.reason == "surrogates not allowed":
            return BadInput(UNKEPT)
        case _:
            return None
