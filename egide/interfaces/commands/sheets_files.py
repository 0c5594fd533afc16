"""The sheets as files: one Markdown page and one picture per module, and the page that lists them.

Written from the declarations alone, never from dossiers: no time observed, no day of writing.
"""

from collections.abc import Sequence

from egide.interfaces.staff.pages_sheets import written
from egide.kernel import registry
from egide.law.maps import chart_of, told
from egide.law.maps_layout import lay_out
from egide.law.modules import Module
from egide.law.sheets import Section, Sheet
from egide.ui.process import picture

INDEX = "README.md"
WARNING = "<!-- Écrit par « egide sheets write », d’après les déclarations. Ne pas modifier à la main. -->"
SIGNATURES = ("Lu et validé par (nom, fonction)", "Signature", "Date")


def files() -> dict[str, str]:
    """Will return the contents of every file of docs/sheets, by name."""
    found = {INDEX: _index()}
    for module in registry.modules():
        found[f"{module.code}.md"] = _page(module, written(module))
        if module.lifecycle:
            svg = picture(lay_out(module.lifecycle), title=f"Carte\u00a0: {module.name}", standalone=True)
            found[f"{module.code}.svg"] = f"{svg}\n"
    return found


def _index() -> str:
    rows = [
        (f"[{module.name}]({module.code}.md)", f"`{module.code}`", module.about or "—")
        for module in registry.modules()
    ]
    return "\n".join(
        [
            WARNING,
            "",
            "# Fiches des systèmes",
            "",
            "Une fiche par système\u00a0: ce qu’il fait, ses étapes, ses délais et leurs sources, qui peut quoi, ce "
            "que le contentieux doit encore confirmer.",
            "Chaque fiche est écrite par ce que le logiciel applique\u00a0: un changement de la loi change la fiche.",
            "",
            *_table(("Fiche", "Code", "Objet"), rows),
            "",
        ]
    )


def _page(module: Module, sheet: Sheet) -> str:
    lines = [WARNING, "", f"# {sheet.title}", ""]
    lines += [f"- **{term}**\u00a0: {value}" for term, value in sheet.facts]
    if module.lifecycle:
        lines += [
            "",
            "## Carte du cheminement",
            "",
            f"![Carte du cheminement\u00a0: {module.name}]({module.code}.svg)",
        ]
        lines += ["", *_in_words(module)]
    for section in sheet.sections:
        lines += ["", *_section(section)]
    lines += ["", "## À valider", "", *_doubts(sheet), ""]
    lines += _table(SIGNATURES, [("\u00a0",) * len(SIGNATURES)])
    return "\n".join([*lines, ""])


def _in_words(module: Module) -> list[str]:
    assert module.lifecycle is not None
    lines = ["La carte en mots, dans l’ordre du parcours\u00a0:", ""]
    for state, moves in told(chart_of(module.lifecycle)):
        lines.append(f"1. **{state.label}**")
        for move, target in moves:
            same = "reste au même état" if target == state.code else module.lifecycle.state(target).label
            lines.append(f"   - **{move.number}** {move.label} → {same}")
    return lines


def _section(section: Section) -> list[str]:
    lines = [f"## {section.title}", ""]
    if section.note:
        lines += [section.note, ""]
    lines += _table(section.columns, section.rows)
    if section.keys:
        lines += ["", *(f"- `{mark}` {text}" for mark, text in section.keys)]
    return lines


def _doubts(sheet: Sheet) -> list[str]:
    if not sheet.to_validate:
        return ["Aucune règle de cette fiche n’attend de validation."]
    return [f"- [ ] {line}" for line in sheet.to_validate]


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    return [line(columns), line(["---"] * len(columns)), *(line(row) for row in rows)]
