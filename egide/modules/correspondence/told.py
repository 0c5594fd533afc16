"""What the reading child told of a message, as values that the database takes: no control, no broken character.

Everything in it was written by someone outside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Self

from egide.platform.mail.reports import Report
from egide.platform.storage import store
from egide.platform.storage.errors import Infected, StorageProblem
from egide.platform.storage.models import ScanState
from egide.platform.storage.store import Sealed
from egide.platform.text.authentication import Said


@dataclass(frozen=True, kw_only=True)
class Told:
    """One message. `automatic` names the header that says that a machine wrote it; `files` are encrypted already.

    `received_at` is what its own headers say; `readable` is false when it is no e-mail at all.
    """

    message_id: str = ""
    mentions: tuple[str, ...] = ()
    automatic: str = ""
    away: bool = False
    body_sha256: str = ""
    report: Report | None = None
    results: tuple[Said, ...] = ()
    sender_name: str = ""
    sender_email: str = ""
    to: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    received_at: datetime | None = None
    readable: bool = True
    text: str = ""
    numbers: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    files: tuple[Sealed, ...] = ()

    @classmethod
    def of(cls, answer: Mapping[str, Any], files: Sequence[IO[bytes]]) -> Self:
        """Will read the child's answer and encrypt what it took out; what cannot be kept is said."""
        kept, refused = _sealed([storable(name) for name in answer["names"]], files)
        report = answer["report"]
        return cls(
            message_id=storable(answer["message_id"])[:255],
            mentions=tuple(storable(one) for one in answer["mentions"]),
            automatic=storable(answer["automatic"])[:40],
            away=bool(answer["away"]),
            body_sha256=storable(answer["body_sha256"])[:64],
            report=_report(report) if report else None,
            results=tuple((storable(name), _triples(told), int(at)) for name, told, at in answer["results"]),
            sender_name=storable(answer["sender_name"])[:200],
            sender_email=storable(answer["sender_email"])[:254],
            to=storable(answer["to"])[:200],
            subject=storable(answer["subject"])[:300],
            sent_at=datetime.fromisoformat(answer["sent_at"]) if answer["sent_at"] else None,
            received_at=datetime.fromisoformat(answer["received_at"]) if answer["received_at"] else None,
            readable=bool(answer["readable"]),
            text=storable(answer["text"]),
            numbers=tuple(storable(one) for one in answer["numbers"]),
            warnings=(*(storable(one)[:300] for one in answer["warnings"]), *refused),
            files=tuple(kept),
        )


def _triples(told: Sequence[Sequence[str]]) -> tuple[tuple[str, str, str], ...]:
    return tuple((storable(method), storable(result), storable(about)) for method, result, about in told)


def storable(text: str) -> str:
    """Will return the text without what PostgreSQL or JSON refuse."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _sealed(names: Sequence[str], files: Sequence[IO[bytes]]) -> tuple[list[Sealed], list[str]]:
    kept, refused = [], []
    for name, file in zip(names, files, strict=True):
        try:
            kept.append(_one(name, file))
        except StorageProblem as problem:
            refused.append(f"«\u00a0{name}\u00a0» reste dans le courriel d’origine\u00a0: {problem.sentence}")
    return kept, refused


def _one(name: str, file: IO[bytes]) -> Sealed:
    file.seek(0)
    sealed = store.seal(stream=file, file_name=name)
    if sealed.verdict.state == ScanState.INFECTED:
        store.discard(sealed)
        raise Infected(sealed.verdict.detail)
    return sealed


def _report(said: Mapping[str, Any]) -> Report:
    return Report(
        message_ids=tuple(storable(one) for one in said["message_ids"]),
        action=storable(said["action"]),
        status=storable(said["status"]),
        words=storable(said["words"]),
        recipients=tuple(storable(one) for one in said["recipients"]),
    )
