"""The side navigation: what each one works with stays in sight, the rest folds away, nobody loses a way in."""

import re

import pytest

from tests.interfaces.staff.conftest import SignIn

GROUP = re.compile(r'<details class="side-group"([^>]*)><summary[^>]*>([^<]*)</summary>(.*?)</details>', re.S)


def groups(text: str) -> dict[str, tuple[bool, str]]:
    """The folding groups of a page: whether each is open, and its links."""
    return {title: (" open" in f" {marks}", links) for marks, title, links in GROUP.findall(text)}


@pytest.mark.parametrize(("name", "opened"), [("rene", True), ("marc", False)])
def test_the_records_office_is_open_for_whom_it_is_the_work(sign_in: SignIn, name: str, opened: bool) -> None:
    found = groups(sign_in(name).get("/travail/").text)

    assert found["Gestion documentaire"][0] is opened
    assert "Numérisation" in found["Gestion documentaire"][1]


def test_the_group_of_the_page_one_reads_is_open_whatever_was_folded(sign_in: SignIn) -> None:
    text = sign_in("marc").get("/archives/plan/").text

    assert groups(text)["Gestion documentaire"][0] is True
    assert 'data-remember="menu-gestion-documentaire"' not in text
    assert 'data-remember="menu-suivi"' in text


def test_ones_own_matters_stand_with_the_account(sign_in: SignIn) -> None:
    text = sign_in("nadia").get("/travail/").text
    account = text.partition('<div class="popup">')[2].partition("</header>")[0]

    assert 'href="/travail/absences/"' in account
    assert "Mes intérêts" in account
    assert "Mes intérêts" not in text.partition('<nav class="side"')[2].partition("</nav>")[0]


def test_a_few_lines_are_never_folded_away(sign_in: SignIn) -> None:
    text = sign_in("bruno").get("/travail/").text

    assert "Gestion documentaire" not in groups(text)
    assert ">Numérisation<" in text


@pytest.mark.parametrize("name", ["bruno", "marc", "helene", "claire", "pierre", "odile", "nadia"])
def test_every_entry_of_the_records_office_opens_and_so_does_its_trail(sign_in: SignIn, name: str) -> None:
    person = sign_in(name)
    home = person.get("/travail/").text
    side = home.partition('<nav class="side"')[2].partition("</nav>")[0]

    for entry in re.findall(r'href="(/archives/[^"]*)"', side):
        shown = person.get(entry)
        assert shown.status_code == 200, entry
        trail = shown.text.partition('<nav class="crumbs"')[2].partition("</nav>")[0]
        for above in re.findall(r'href="([^"]+)"', trail):
            assert person.get(above).status_code == 200, (entry, above)
