"""What every template of the product keeps: the strict policy, a known layout, a use, French typography.

The design system's own rules are in tests/ui/test_consistency.py. Each rule is one test, which names every template
that breaks it: a test for each template took longer to begin than to run.
"""

import re
from collections.abc import Callable
from pathlib import Path

from tests.consistency.sources import PRODUCT, sources, template_name, templates

FORBIDDEN = re.compile(
    r"\sstyle=|\son[a-z]+=|hx-on|hx-vars|hx-eval|<style|"
    r"<script(?![^>]*\s(?:src=|type=.application/json))|javascript:|\|safe\b|autoescape off|srcdoc="
)
LAYOUTS = {
    "ui/base.html", "ui/shell.html", "ui/public.html", "ui/sign_in.html", "ui/error.html",
    "administration/base.html", "staff/base.html", "staff/step.html",
    "public/frame.html", "public/follow_up.html", "accounts/door.html", "accounts/own.html", "accounts/confirm.html",
}  # fmt: skip
# The sign-in library asks for these by names of its own.
ASKED_BY_THE_LIBRARY = ("account/", "mfa/", "socialaccount/", "usersessions/")
QUERIES = re.compile(r"\.objects\b|_set\.|\.all\b(?!\w)|\.filter\b|\.count\s*\}\}")
COMMENT = re.compile(r"\{% comment.*?\{% endcomment %\}|\{#.*?#\}", re.S)
MARKUP = re.compile(r"<(script|code|pre)\b.*?</\1>|<[^>]*>|\{%.*?%\}", re.S)

# A plain space before a colon, where a line may break: to be made non-breaking, then taken off this list.
PLAIN_COLONS: frozenset[str] = frozenset()  # templates still to mend; keep it empty

TEXTS = {path: path.read_text(encoding="utf-8") for path in templates()}


def broken(rule: Callable[[Path], object]) -> dict[str, object]:
    """Will return what a rule finds, by template."""
    return {template_name(path): found for path in templates() if (found := rule(path))}


def shown(path: Path) -> str:
    """Will return the words of a template, its values as « x »."""
    return re.sub(
        r"\{\{.*?\}\}",
        "x",
        MARKUP.sub(" ", said(path)).replace("  ", " "),
    )


def said(path: Path) -> str:
    """Will return a template without its comments."""
    return COMMENT.sub("", TEXTS[path])


def test_it_holds_nothing_that_the_policy_forbids() -> None:
    assert broken(lambda path: FORBIDDEN.findall(said(path))) == {}


def test_it_extends_a_layout_of_the_house_or_is_a_fragment() -> None:
    def strange(path: Path) -> list[str]:
        extended = [name.strip("\"'") for name in re.findall(r"\{% extends (\S+) %\}", TEXTS[path])]
        whole = not extended and template_name(path) != "ui/base.html" and "<html" in TEXTS[path]
        return [name for name in extended if name not in LAYOUTS] + ["<html"] * whole

    assert broken(strange) == {}


def test_somebody_asks_for_it() -> None:
    code = {source.name: source.text for source in sources()}

    def forgotten(path: Path) -> bool:
        name, stem = template_name(path), path.stem
        if name.startswith(ASKED_BY_THE_LIBRARY):
            return False
        wanted = [f'"{name}"', f'"{name}#', f"'{name}'"]
        # Named through a small function of its package: drawn("badge"), show(request, "about", …), "key_error".
        named = [f'"{stem}"', f'"{path.parent.name}/{stem}"']
        texts = [text for other, text in TEXTS.items() if other != path]
        package = name.partition("/")[0]
        near = [text for file, text in code.items() if f"/{package}/" in file]
        return not (
            any(word in text for word in named for text in near)
            or any(word in text for word in wanted for text in (*texts, *code.values()))
        )

    assert broken(forgotten) == {}, "Ces gabarits ne sont demandés par personne."


def test_it_asks_the_database_nothing() -> None:
    # pages.py builds finished values: a query in a template is one that nobody counted.
    assert broken(lambda path: QUERIES.findall(said(path))) == {}


def test_its_apostrophes_are_curved() -> None:
    assert broken(lambda path: re.findall(r"\w+'\w+", shown(path))) == {}


def test_its_guillemets_and_colons_keep_their_word() -> None:
    def loose(path: Path) -> list[str]:
        text = shown(path).replace("&nbsp;", "\u00a0")
        return re.findall(r"«[^\u00a0\u202f].{0,20}|.{0,20}[^\u00a0\u202f]»", text)

    def plain(path: Path) -> list[str]:
        return re.findall(r".{0,30}\w :(?=\s|$)", shown(path).replace("&nbsp;", "\u00a0"))

    assert broken(loose) == {}
    colons = broken(plain)
    assert set(colons) == PLAIN_COLONS, colons


def test_the_rules_would_see_a_fault() -> None:
    fault = '<p style="x" onclick="y">aujourd\'hui «mal» dit :</p>{{ rows.all }}{# que l\'on tait #}'

    assert FORBIDDEN.findall(fault)
    assert QUERIES.findall(fault)
    assert re.findall(r"\w+'\w+", MARKUP.sub(" ", COMMENT.sub("", fault))) == ["aujourd'hui"]


def test_no_python_file_builds_markup_by_hand() -> None:
    # Templates and format_html escape; mark_safe trusts. Only the design system does, over its own drawings.
    trusting = {s.name for s in sources() if re.search(r"\bmark_safe\b|\bSafeString\(", s.text)}

    assert trusting <= {
        "egide/ui/components/actions.py", "egide/ui/components/icons.py", "egide/ui/components/library.py",
        "egide/ui/process.py", "egide/ui/templatetags/ui_gallery.py",
    }  # fmt: skip


def test_the_house_has_templates() -> None:
    assert len(templates()) > 50
    assert all(path.is_relative_to(PRODUCT) for path in templates())
