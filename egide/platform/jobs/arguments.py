"""What a job may carry: ids and short codes, and whom it acts for. Never content (architecture, 5.6).

Serves the walls: the queue's tables have no row-level security, so nothing in them may need one.
"""

import re
from typing import TypeAlias
from uuid import UUID

from egide.platform.accounts.actors import Actor

Id: TypeAlias = int | str | UUID
Stored: TypeAlias = int | str

SHORT_CODE = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,63}", re.ASCII)
RESERVED = frozenset({"actor", "compartment", "timestamp", "now"})


def stored_arguments(actor: Actor, ids: dict[str, Id]) -> dict[str, Stored]:
    """Will return the arguments as the queue keeps them: the actor's code and the ids.

    :raises ValueError: nobody acts, or an id takes a reserved name.
    :raises TypeError: an argument is neither a whole number, nor a UUID, nor a short lower-case code.
    """
    if actor.is_anonymous:
        raise ValueError("A job acts for a person or for a named service.")
    if taken := RESERVED & ids.keys():
        raise ValueError(f"Reserved argument: {', '.join(sorted(taken))}.")
    arguments: dict[str, Stored] = {"actor": actor.code}
    if actor.compartment_id is not None:
        arguments["compartment"] = actor.compartment_id
    return arguments | {name: _stored(name, value) for name, value in ids.items()}


def _stored(name: str, value: object) -> Stored:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    return short_code(name, value)


def short_code(name: str, value: object) -> str:
    """Will return the value, when it is a short code: no capital, space or accent, hence no name or sentence.

    :raises TypeError: it is anything else.
    """
    if isinstance(value, str) and SHORT_CODE.fullmatch(value):
        return str(value)
    raise TypeError(f"A job carries ids and short codes, never content: see the argument {name}.")
