"""Rules that the design system's own files keep: strict policy, documented components, nothing unused.
They read the sources, not the screens."""

import dataclasses
import inspect
import re
from pathlib import Path

import pytest
from django.test import Client

import egide.ui
from egide.ui import pages
from egide.ui.templatetags import ui_gallery
from egide.ui.templatetags.ui import register

ROOT = Path(egide.ui.__file__).parent
TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))
COMPONENTS = {
    name: getattr(family, name)
    for family in ui_gallery.FAMILIES
    for name in dir(family)
    if name in register.tags
}
FORBIDDEN = re.compile(r"\sstyle=|\son\w+=|hx-on|<style|<script(?![^>]*\ssrc=)|javascript:|hx-vars|\|safe\b")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_nothing_that_the_policy_forbids(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_is_used(path: Path) -> None:
    name = path.relative_to(ROOT / "templates").as_posix()
    sources = [source.read_text() for source in (*TEMPLATES, *ROOT.glob("**/*.py")) if source != path]
    named = (f'"{name}"', f'drawn("{path.stem}"', f'drawn_once("{path.stem}"', f'"{path.stem}",')

    # Layouts are for the rest of the house; the gallery extends all of them.
    assert any(word in source for source in sources for word in named), name


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_a_component_is_seen_in_the_gallery(name: str) -> None:
    # In a page of the gallery, in the layout around it, or inside another component.
    assert any(f"{{% {name} " in path.read_text() for path in TEMPLATES)


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_a_component_is_documented_and_takes_keywords_only(name: str) -> None:
    component = COMPONENTS[name]
    given = [
        parameter
        for parameter in inspect.signature(component).parameters.values()
        if parameter.name not in {"context", "content"}
    ]

    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in given)
    text = inspect.getdoc(component) or ""
    for parameter in given:
        assert f":param {parameter.name}:" in text
    assert "{%" in text or "ui_oob" in text


def test_page_objects_are_frozen_and_keyword_only() -> None:
    objects = [it for _, it in inspect.getmembers(pages, inspect.isclass) if it.__module__ == pages.__name__]

    assert len(objects) > 20
    for it in objects:
        assert it.__dataclass_params__.frozen, it.__name__
        assert all(field.kw_only for field in dataclasses.fields(it)), it.__name__


def test_every_colour_is_a_token() -> None:
    for path in ROOT.glob("static/ui/*.css"):
        if path.name in {"tokens.css", "print.css"}:
            continue
        # The header is blue in both themes: white on it is not a theme's colour.
        assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text())) <= {"#fff", "#095797"}, path.name


def test_the_policy_is_strict_on_every_page(client: Client) -> None:
    policy = client.get("/galerie/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_how_a_day_is_written_is_said_in_one_place() -> None:
    house = ROOT.parent
    said = re.compile(r"Année, mois, jour|help(?:_text)?=.*AAAA-MM-JJ")
    found = [
        path.relative_to(house).as_posix() for path in house.glob("**/*.py") if said.search(path.read_text())
    ]

    # A command's option has no field that would say it.
    assert [name for name in found if not name.startswith("interfaces/commands/")] == [
        "ui/components/fields.py"
    ]
