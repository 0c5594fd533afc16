"""What every template of the product keeps: the strict policy, a known layout, a use, French typography.

The design system's own rules are in tests/ui/test_consistency.py.
"""

import re
from pathlib import Path

import pytest

from tests.consistency.sources import PRODUCT, sources, template_name, templates

FORBIDDEN = re.compile(
    r"\sstyle=|\son[a-z]+=|hx-on|hx-vars|hx-eval|<style|"
    r"<script(?![^>]*\s(?:src=|type=.application/json))|javascript:|\|safe\b|autoescape off|srcdoc="
)
LAYOUTS = {
    "ui/base.html", "ui/shell.html", "ui/public.html", "ui/sign_in.html", "ui/error.html",
    "administration/base.html", "staff/base.html", "staff/step.html",
    "public/frame.html", "accounts/door.html", "accounts/own.html", "accounts/confirm.html",
}  # fmt: skip
# The sign-in library asks for these by names of its own.
ASKED_BY_THE_LIBRARY = ("account/", "mfa/", "socialaccount/", "usersessions/")
QUERIES = re.compile(r"\.objects\b|_set\.|\.all\b(?!\w)|\.filter\b|\.count\s*\}\}")
COMMENT = re.compile(r"\{% comment.*?\{% endcomment %\}|\{#.*?#\}", re.S)
MARKUP = re.compile(r"<(script|code|pre)\b.*?</\1>|<[^>]*>|\{%.*?%\}", re.S)

# A plain space before a colon, where a line may break: to be made non-breaking, then taken off this list.
PLAIN_COLONS: frozenset[str] = frozenset()  # templates still to mend; keep it empty

each = pytest.mark.parametrize("path", templates(), ids=template_name)


def shown(path: Path) -> str:
    """Will return the words of a template, its values as « x »."""
    return re.sub(
        r"\{\{.*?\}\}",
        "x",
        MARKUP.sub(" ", COMMENT.sub("", path.read_text(encoding="utf-8"))).replace("  ", " "),
    )


@each
def test_it_holds_nothing_that_the_policy_forbids(path: Path) -> None:
    assert FORBIDDEN.findall(COMMENT.sub("", path.read_text(encoding="utf-8"))) == []


@each
def test_it_extends_a_layout_of_the_house_or_is_a_fragment(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    extended = re.findall(r"\{% extends (\S+) %\}", text)

    assert [name.strip("\"'") for name in extended if name.strip("\"'") not in LAYOUTS] == []
    if not extended and template_name(path) != "ui/base.html":
        assert "<html" not in text


@each
def test_somebody_asks_for_it(path: Path) -> None:
    name = template_name(path)
    if name.startswith(ASKED_BY_THE_LIBRARY):
        return
    stem = path.stem
    wanted = [f'"{name}"', f'"{name}#', f"'{name}'"]
    # Named through a small function of its package: drawn("badge"), show(request, "about", …), "key_error".
    named = [f'"{stem}"', f'"{path.parent.name}/{stem}"']
    texts = [other.read_text(encoding="utf-8") for other in templates() if other != path]
    package = name.partition("/")[0]
    code = [source.text for source in sources()]
    near = [source.text for source in sources() if f"/{package}/" in source.name]

    assert any(word in text for word in wanted for text in (*texts, *code)) or any(
        word in text for word in named for text in near
    ), f"« {name} » n’est demandé par personne."


@each
def test_it_asks_the_database_nothing(path: Path) -> None:
    # pages.py builds finished values: a query in a template is one that nobody counted.
    assert QUERIES.findall(COMMENT.sub("", path.read_text(encoding="utf-8"))) == []


@each
def test_its_apostrophes_are_curved(path: Path) -> None:
    assert re.findall(r"\w+'\w+", shown(path)) == []


@each
def test_its_guillemets_and_colons_keep_their_word(path: Path) -> None:
    text = shown(path).replace("&nbsp;", "\u00a0")

    assert re.findall(r"«[^\u00a0\u202f].{0,20}|.{0,20}[^\u00a0\u202f]»", text) == []
    colons = re.findall(r".{0,30}\w :(?=\s|$)", text)
    assert bool(colons) == (template_name(path) in PLAIN_COLONS), colons


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
