"""The certificate of destruction: canonical JSON, whose hash goes into the journal of the compartment’s lists.

It names numbers, dates, rule, approvals, method and the hash of each file; never a title nor a person outside.
"""

import json
from datetime import UTC, datetime
from typing import Any

from egide.kernel.disposal.journaling import chain_of, journal
from egide.kernel.disposal.models import Certificate, DispositionList, Fate, ListItem, Outcome
from egide.kernel.disposal.paper import told_of
from egide.platform.accounts.models import User
from egide.platform.journal.models import Event
from egide.platform.storage.keys import key_room
from egide.platform.storage.models import DestructionEntry, WrappedKey

FORMAT = "egide-certificate-1"
METHOD = (
    "Effacement cryptographique\u00a0: la clé propre à chaque fichier est supprimée, puis le fichier chiffré; "
    "les textes, les noms et les index sont effacés de la base dans la même transaction."
)
NOTICE = (
    "Les sauvegardes de la base des clés gardent les clés détruites jusqu’à leur propre échéance; "
    "après une restauration, «\u00a0egide destructions replay\u00a0» les détruit de nouveau."
)
HASHED = "sha256(JSON canonique de «\u00a0certificate\u00a0»)"


class KeysRemain(Exception):
    """Some key of what is certified as destroyed is still there: nothing is certified."""


def canonical(value: object) -> str:
    """Will spell JSON in one way: keys sorted, no space, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def certify(*, listed: DispositionList, now: datetime) -> Certificate:
    """Will write the certificate of what the list destroyed, and its entry in the journal.

    :raises KeysRemain: a key of it still exists.
    """
    body = certificate_of(listed, now=now)
    text = canonical(body)
    from hashlib import sha256

    digest = sha256(text.encode()).hexdigest()
    entry = journal(
        listed, "certified", now,
        certificate=listed.certificate_number, sha256=digest, dossiers=body["totals"]["dossiers"],
        objects=body["totals"]["objects"],
    )  # fmt: skip
    return Certificate.objects.create(
        compartment_id=listed.compartment_id,
        disposition_list=listed,
        number=listed.certificate_number,
        body=text,
        sha256=digest,
        made_at=now,
        chain=chain_of(listed),
        seq=entry.seq,
    )


def certificate_of(listed: DispositionList, *, now: datetime) -> dict[str, Any]:
    """Will gather what the certificate says."""
    items = ListItem.objects.filter(disposition_list=listed).order_by("place").select_related("dossier")
    destroyed = list(items.filter(outcome=Outcome.DESTROYED))
    paper = told_of(listed, [item.dossier_id for item in destroyed])
    gone = [_line(item, paper.get(item.dossier_id, [])) for item in destroyed]
    others = items.exclude(outcome=Outcome.DESTROYED).values_list("dossier__number", "outcome", "words")
    with key_room():
        register = DestructionEntry.objects.filter(compartment_id=listed.compartment_id)
        entered, total = register.filter(decision=listed.number).count(), register.count()
        left = WrappedKey.objects.filter(
            pk__in=register.filter(decision=listed.number).values("object_id")
        ).count()
    if left:
        raise KeysRemain(f"{left} clés sont encore là.")
    return {
        "format": FORMAT,
        "number": listed.certificate_number,
        "organization": "Office des professions du Québec",
        "compartment": listed.compartment.code,
        "list": {
            "number": listed.number,
            "disposition": Fate(listed.fate).label,
            "unit": listed.unit.name,
            "rule": listed.rule,
            "rule_title": listed.rule_title,
            "class": listed.class_code,
            "digest": listed.digest,
        },
        "approvals": _approvals(listed),
        "objections_until": listed.objections_until.isoformat() if listed.objections_until else None,
        "method": METHOD,
        "notice": NOTICE,
        "started_at": _instant(listed.started_at),
        "done_at": _instant(now),
        "sorting": _sorting(listed),
        "paper": _paper(listed, parts=sum(map(len, paper.values()))),
        "dossiers": gone,
        "not_destroyed": [
            {"number": number, "outcome": str(Outcome(outcome).label), "why": words}
            for number, outcome, words in others
        ],
        "totals": {"dossiers": len(gone), "objects": sum(len(one["objects"]) for one in gone)},
        "register": {"entered_by_this_list": entered, "total_of_compartment": total},
    }


def with_proof(certificate: Certificate) -> dict[str, Any]:
    """Will give the file that anyone verifies: the certificate, its hash, its entry, and the seal that fixed it."""
    entry = Event.objects.get(chain=certificate.chain, seq=certificate.seq)
    from egide.kernel.disposal.proving import sealed_proof

    return {
        "certificate": json.loads(certificate.body),
        "sha256": certificate.sha256,
        "hashed": HASHED,
        "entry": {"body": entry.body, "hash": bytes(entry.hash).hex()},
        "proof": sealed_proof(certificate),
    }


def _line(item: ListItem, paper: list[dict[str, object]]) -> dict[str, Any]:
    dossier = item.dossier
    return {
        "number": dossier.number,
        "kind": dossier.kind,
        "class": dossier.class_code,
        "closed_on": dossier.closed_on.isoformat() if dossier.closed_on else None,
        "kept_until": dossier.semi_active_until.isoformat() if dossier.semi_active_until else None,
        "destroyed_at": _instant(item.settled_at),
        "objects": [
            {"sha256": digest, "size": size, "type": kind} for digest, size, kind in item.objects_told
        ],
        "paper": paper,
    }


def _approvals(listed: DispositionList) -> list[dict[str, str]]:
    steps = (
        ("préparation", listed.made_by, listed.made_at),
        ("révision de l’unité", listed.reviewed_by, listed.reviewed_at),
        ("vérification de la gestion documentaire", listed.checked_by, listed.checked_at),
        ("approbation", listed.approved_by, listed.approved_at),
    )
    return [
        {"step": step, "name": _name(who), "at": _instant(at) or ""}
        for step, who, at in steps
        if who is not None
    ]


def _name(user: User) -> str:
    return ", ".join(filter(None, (user.full_name, user.job_title)))


def _paper(listed: DispositionList, *, parts: int) -> dict[str, Any] | None:
    if listed.paper_on is None:
        return None
    return {
        "destroyed_on": listed.paper_on.isoformat(),
        "method": listed.paper_method,
        "witness": listed.paper_witness,
        "said_by": _name(listed.paper_by) if listed.paper_by else "",
        "parts": parts,
    }


def _sorting(listed: DispositionList) -> dict[str, Any] | None:
    if listed.fate != Fate.SORT:
        return None
    return {
        "text": listed.sampling,
        "seed": listed.seed,
        "percent": listed.sample_percent,
        "method": "Rang par SHA-256 de «\u00a0semence:numéro\u00a0»; les premiers sont retenus.",
    }


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if at else None
