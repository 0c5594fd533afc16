"""The two papers of a redaction: the index of what is removed, by ground and page, and the report of the leak scan.

Neither repeats a removed word: the report gives its first letter and its length.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from egide.kernel.redaction.grounds import BY_CODE, GROUNDS, label_of
from egide.kernel.redaction.models import BoxState, Redaction
from egide.law.dates_fr import plain_date
from egide.platform.typesetting.engine import render

TYPST = Path(__file__).parent / "typst"


def index_pdf(redaction: Redaction, *, now: datetime) -> bytes:
    """Will set the index: each ground, its words, its pages, how many zones."""
    pages: dict[str, list[int]] = {}
    for ground, page in redaction.boxes.filter(state=BoxState.ACCEPTED).values_list("ground", "page"):
        pages.setdefault(ground, []).append(page)
    order = {ground.code: index for index, ground in enumerate(GROUNDS)}
    rows = [_index_row(code, pages[code]) for code in sorted(pages, key=lambda one: order.get(one, 99))]
    by_page: dict[int, dict[str, int]] = {}
    for code, found in pages.items():
        for page in found:
            by_page.setdefault(page, {}).setdefault(label_of(code), 0)
            by_page[page][label_of(code)] += 1
    detail = [
        [f"Page {page}", ", ".join(f"{label}\u00a0: {n}" for label, n in sorted(held.items()))]
        for page, held in sorted(by_page.items())
    ]
    data = _heading(redaction, now) | {
        "rows": rows,
        "pages": detail,
        "total": str(sum(map(len, pages.values()))),
    }
    return render(template=TYPST / "index.typ", data=data, at=now)


def _index_row(code: str, pages: list[int]) -> list[str]:
    ground = BY_CODE.get(code)
    label = f"{label_of(code)}{' (à valider)' if ground and ground.to_validate else ''}"
    shown = ", ".join(str(page) for page in sorted(set(pages)))
    return [label, ground.words if ground else "", shown, str(len(pages))]


def report_pdf(redaction: Redaction, *, now: datetime) -> bytes:
    """Will set the report of the leak scan."""
    told = report_values(redaction)
    data = _heading(redaction, now) | {
        "verdict": told["verdict"],
        "sought": str(told["sought"]),
        "rows": [[one["label"], str(one["count"]) if one["count"] else "rien"] for one in told["surfaces"]],
        "findings": [_finding(one) for one in told["findings"]],
        "stays": [f"{one['word']}\u00a0: {_pages(one['pages'])}" for one in told["stays"]],
        "sha256_out": told["sha256_out"] or "aucune copie n’est sortie",
    }
    return render(template=TYPST / "report.typ", data=data, at=now)


def report_values(redaction: Redaction) -> dict[str, Any]:
    """Will return the report as data, without any removed word."""
    report: Mapping[str, Any] = redaction.report
    clean = not report["findings"]
    return {
        "redaction": redaction.rank,
        "dossier": redaction.dossier.number,
        "document": redaction.document.rank,
        "version": redaction.version.number,
        "sha256_in": redaction.sha256,
        "sha256_out": redaction.output.sha256 if redaction.output else "",
        "verdict": "Aucune fuite trouvée." if clean else "Fuites trouvées\u00a0: la copie est retenue.",
        "sought": report["sought"],
        "surfaces": report["surfaces"],
        "findings": report["findings"],
        "stays": [{"word": one["masked"], "pages": one["pages"]} for one in report["stays"]],
        "pages_as_images": report["pixels"],
        "milliseconds_by_page": redaction.timings,
    }


def _finding(one: Mapping[str, Any]) -> str:
    where = f"page {one['page']}" if one["page"] else "dans le fichier"
    return f"{one['surface']}\u00a0: {one.get('word') or 'élément inattendu'}, {where}"


def _pages(pages: list[int]) -> str:
    return ("page " if len(pages) == 1 else "pages ") + ", ".join(str(page) for page in pages)


def _heading(redaction: Redaction, now: datetime) -> dict[str, Any]:
    return {
        "number": redaction.dossier.number,
        "rank": str(redaction.rank),
        "document": f"Pièce {redaction.document.rank}, version {redaction.version.number}",
        "sha256_in": redaction.sha256,
        "author": redaction.author.full_name,
        "reader": redaction.reader.full_name if redaction.reader else "pas encore",
        "day": plain_date(timezone.localtime(now).date()),
    }
