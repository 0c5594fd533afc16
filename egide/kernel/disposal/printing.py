"""The papers of a disposition as PDF (tagged, PDF/A): the certificate, which carries its JSON, the slip, the labels.

The certificate is its JSON; the page is how people read it, drawn again from it at each download.
"""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from egide.kernel.disposal.certifying import with_proof
from egide.kernel.disposal.models import Certificate, Slip
from egide.kernel.disposal.offline import ATTACHED
from egide.kernel.disposal.slips import about, boxes_of
from egide.kernel.letters.printing import FURNITURE, logo, mark, sender
from egide.kernel.paper.models import Medium
from egide.law.dates_fr import plain_date
from egide.platform.typesetting.engine import render
from egide.ui import formats

FOLDER = Path(__file__).parent / "typst"
SHOWN = 350  # dossiers printed on the page; all of them are in the attached JSON
OFFICE = "Office des professions du Québec"


def certificate_pdf(certificate: Certificate) -> bytes:
    """Will print the certificate, its JSON attached with the proof that exists today.

    :raises RenderingFailed: a text cannot be set.
    """
    told = with_proof(certificate)
    raw = json.dumps(told, ensure_ascii=False, indent=1).encode()
    day = formats.local(certificate.made_at).date()
    body = told["certificate"]
    shown = body["dossiers"][:SHOWN]
    listed = certificate.disposition_list
    more = len(body["dossiers"]) - len(shown)
    sections = [
        _section(
            "Approbations",
            tables=[
                _table(
                    "Qui a fait chaque étape", ("Étape", "Personne", "Jour"), (52, 0, 34),
                    [(one["step"].capitalize(), one["name"], _day(one["at"])) for one in body["approvals"]],
                )
            ],
        ),
        _section("Méthode", [body["method"], body["notice"]]),
        *_sorting(body),
        *_paper(body, shown),
        _section(
            "Dossiers détruits",
            [f"{formats.count(more, 'autre dossier est', 'autres dossiers sont')} dans le fichier joint."]
            if more else [],
            [
                _table(
                    "Les titres ne sont pas repris\u00a0: ils peuvent nommer des personnes.",
                    ("Numéro", "Classe", "Fermé le", "Conservé jusqu’au", "Fichiers"), (0, 24, 28, 32, 18),
                    [
                        (one["number"], one["class"] or "—", _iso(one["closed_on"]), _iso(one["kept_until"]),
                         str(len(one["objects"])))
                        for one in shown
                    ],
                )
            ] if shown else [],
        ),
        _section(
            "Preuve",
            [
                f"Empreinte SHA-256 du certificat\u00a0: {certificate.sha256}",
                f"Entrée n° {certificate.seq} de la chaîne «\u00a0{certificate.chain}\u00a0» du journal, empreinte "
                f"{told['entry']['hash']}.",
                "Le fichier joint à ce PDF contient l’empreinte de chaque fichier détruit. Il se vérifie sans Égide en "
                "service\u00a0: egide verify-certificate, suivi du nom du fichier.",
            ],
        ),
    ]  # fmt: skip
    record = {
        "title": "Certificat de destruction",
        "number": certificate.number,
        "lead": f"L’{OFFICE} certifie avoir détruit {formats.count(body['totals']['dossiers'], 'dossier')} et "
        f"{formats.count(body['totals']['objects'], 'fichier')}, le {plain_date(day)}.",
        "facts": [
            _fact("Liste approuvée", f"{listed.number}, empreinte {listed.digest[:16]}…"),
            _fact("Règle de conservation", f"{listed.rule}\u00a0: {listed.rule_title}"),
            _fact("Unité", listed.unit.name),
            _fact("Opposition possible jusqu’au", _iso(body["objections_until"])),
            _fact(
                "Registre des destructions",
                formats.count(
                    body["register"]["total_of_compartment"], "fichier inscrit", "fichiers inscrits"
                ),
            ),
        ],
        "sections": sections,
        "signatures": [],
        "attached": ATTACHED,
    }
    return _printed(record, certificate.disposition_list, day, {ATTACHED: raw})


def slip_pdf(slip: Slip) -> bytes:
    """Will print the transfer slip with the fields of the regulation (A-21.1, r. 2, s. 7).

    :raises RenderingFailed: a text cannot be set.
    """
    listed = slip.disposition_list
    lines = about(slip)
    record = {
        "title": "Bordereau de versement",
        "number": slip.number,
        "lead": "Versement de documents inactifs à conserver en permanence.",
        "facts": [_fact(label, value) for label, value in lines.facts],
        "sections": [
            _section(
                "Dossiers versés",
                tables=[
                    _table(
                        "Un dossier par ligne, dans l’ordre du plan de classification",
                        ("Boîte", "Numéro", "Classe", "Ouvert", "Fermé", "Fichiers"), (16, 0, 24, 26, 26, 18),
                        [tuple(row) for row in lines.rows[:SHOWN]],
                    )
                ],
            )
        ],
        "signatures": [f"Pour {OFFICE}, {plain_date(slip.signed_on)}", "Pour les archives, date et signature"],
        "attached": "",
    }  # fmt: skip
    return _printed(record, listed, slip.signed_on, {})


def labels_pdf(slip: Slip) -> bytes:
    """Will print one label for each box: body, slip number, name of the box.

    :raises RenderingFailed: a text cannot be set.
    """
    sheet = {
        "organization": OFFICE,
        "number": slip.number,
        "date": slip.signed_on.isoformat(),
        "labels": [{"name": name, "words": words} for name, words in boxes_of(slip)],
    }
    return render(
        template=FOLDER / "labels.typ",
        data={"sheet": sheet},
        at=_noon(slip.signed_on),
        libraries={"letter": FURNITURE},
    )


def _printed(record: dict[str, Any], listed: Any, day: date, attached: dict[str, bytes]) -> bytes:
    head = sender(listed)
    return render(
        template=FOLDER / "record.typ",
        data={"record": {**record, "date": day.isoformat(), "mark": mark(), "sender": head}},
        at=_noon(day),
        libraries={"letter": FURNITURE},
        assets=logo(listed),
        attached=attached,
    )


def _sorting(body: dict[str, Any]) -> list[dict[str, Any]]:
    if not body["sorting"]:
        return []
    told = body["sorting"]
    kept = [one["number"] for one in body["not_destroyed"] if "versement" in one["outcome"].lower()]
    return [
        _section(
            "Tri",
            [
                told["text"],
                f"Échantillon de {told['percent']}\u00a0%, semence {told['seed']}. {told['method']}",
                f"Retenus\u00a0: {', '.join(kept) or 'aucun'}.",
            ],
        )
    ]


def _paper(body: dict[str, Any], shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What people destroyed: said by whom, how, before whom, then part by part; nothing when none did."""
    said = body.get("paper")
    if not said:
        return []
    parts: list[tuple[str, ...]] = [
        (one["number"], str(part["part"]), str(Medium(part["medium"]).label), part["box"] or "hors boîte")
        for one in shown
        for part in one.get("paper", ())
    ]
    return [
        _section(
            "Papier",
            [
                f"{formats.count(said['parts'], 'partie détruite', 'parties détruites')} "
                f"le {_iso(said['destroyed_on'])}. Méthode\u00a0: {said['method']}. Témoin\u00a0: {said['witness']}. "
                f"Consigné par {said['said_by']}."
            ],
            [
                _table(
                    "Les parties détruites, avec leur boîte", ("Dossier", "Partie", "Support", "Boîte"),
                    (0, 18, 34, 40), parts,
                )
            ] if parts else [],
        )
    ]  # fmt: skip


def _section(
    title: str, words: list[str] | None = None, tables: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    return {"title": title, "words": words or [], "tables": tables or []}


def _table(
    caption: str, columns: tuple[str, ...], widths: tuple[int, ...], rows: list[tuple[str, ...]]
) -> dict[str, Any]:
    return {"caption": caption, "columns": columns, "widths": widths, "rows": [list(row) for row in rows]}


def _fact(label: str, value: str) -> dict[str, str]:
    return {"label": label, "value": value}


def _day(iso: str) -> str:
    return formats.day(formats.local(datetime.fromisoformat(iso)).date()) if iso else "—"


def _iso(iso: str | None) -> str:
    return formats.day(date.fromisoformat(iso)) if iso else "—"


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
