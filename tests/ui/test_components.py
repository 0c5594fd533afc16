"""What each component says in its HTML: reasons, descriptions, proofs, escapes.
Looks are for the gallery; here, the words and the links between them."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django import forms

from egide.ui.gallery.forms import RecourseForm, SpecimenForm
from egide.ui.pages import Action, Bar, Cell, Chart, Column, DeadlineView, Pager, Series, Table

Draw = Callable[..., str]
TODAY = date(2026, 11, 21)


def test_a_refused_action_says_why_and_posts_nothing(draw: Draw) -> None:
    reason = "Pour fermer : la réponse motivée n’a pas été transmise."
    closing = {"label": "Fermer le dossier", "url": "/fermer/", "method": "post"}

    refused = draw("{% ui_action action=it %}", it=Action(**closing, reason=reason))  # type: ignore[arg-type]
    allowed = draw("{% ui_action action=it %}", it=Action(**closing))  # type: ignore[arg-type]

    assert 'aria-disabled="true" aria-describedby="motif-fermer-le-dossier"' in refused
    assert f'id="motif-fermer-le-dossier">{reason}' in refused
    assert "<form" not in refused
    assert '<form class="inline" method="post" action="/fermer/">' in allowed
    assert "csrfmiddlewaretoken" in allowed


def test_a_set_of_actions_puts_the_refused_ones_after(draw: Draw) -> None:
    actions = (Action(label="Fermer", reason="Trop tôt."), Action(label="Écrire", url="/e/"))

    html = draw("{% ui_actions actions=it %}", it=actions)

    assert html.index("Écrire") < html.index("Fermer")


def test_a_deadline_gives_its_proof_only_when_it_has_one(draw: Draw) -> None:
    deadline = {"label": "Répondre", "words": "dans 9 jours", "date": "lundi 30 novembre 2026"}

    bare = draw("{% ui_deadline deadline=it %}", it=DeadlineView(**deadline))  # type: ignore[arg-type]
    proven = draw(
        "{% ui_deadline deadline=it %}",
        it=DeadlineView(**deadline, iso="2026-11-30", steps=("Départ : réception",), source="Art. 47"),  # type: ignore[arg-type]
    )

    assert "<details" not in bare
    assert "<li>Départ : réception</li>" in proven
    assert "Source\u00a0: Art. 47" in proven
    assert '<time datetime="2026-11-30">' in proven


def test_a_table_refuses_a_row_that_does_not_fit_its_columns(draw: Draw) -> None:
    table = Table(caption="Liste", columns=(Column(label="A"), Column(label="B")), rows=((Cell(text="1"),),))

    with pytest.raises(ValueError, match="shorter"):
        draw("{% ui_table table=it %}", it=table)


def test_a_pager_draws_nothing_when_there_is_one_page(draw: Draw) -> None:
    assert draw("{% ui_pager pager=it %}", it=Pager()).strip() == ""
    assert "Page suivante" in draw("{% ui_pager pager=it %}", it=Pager(next_url="?apres=9"))


def test_a_chart_gives_its_data_as_a_table_and_survives_missing_values(draw: Draw) -> None:
    bars = (
        Bar(label="juin", value=50, shown="50 %"),
        Bar(label="juill.", value=None, shown="s. o."),
        Bar(label="août", value=250, shown="250 %"),
    )

    html = draw("{% ui_chart chart=it %}", it=Chart(title="Délais", bars=bars, summary="Résumé"))

    assert '<th scope="row">juill.</th><td class="numeric num">s. o.</td>' in html
    heights = [float(height) for height in re.findall(r'height="([\d.]+)" rx', html)]
    assert heights == [48, 96]  # half of the drawing; none without value; never above the top


def test_hostile_words_are_shown_and_not_obeyed(draw: Draw) -> None:
    hostile = '"><script>alert(1)</script>'

    html = draw(
        '{% ui_card title=it %}{{ it }}{% endui_card %}{% ui_badge label=it tone="late" %}', it=hostile
    )

    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 3


@pytest.fixture
def refused() -> forms.Form:
    """A form sent with one answer, badly."""
    return SpecimenForm({"received_on": "2026-13-45", "subject": "", "channel": "pigeon"})


@pytest.mark.parametrize("said", ["", "Le jour où l’avis est parvenu."])
def test_a_day_says_how_it_is_written_besides_its_own_hint(draw: Draw, said: str) -> None:
    form = forms.Form()
    form.fields["seen_on"] = forms.DateField(label="Reçu le", help_text=said)

    html = draw("{% ui_field field=it %}", it=form["seen_on"])

    assert f"{said} Année, mois, jour\u00a0: AAAA-MM-JJ.".lstrip() in html


def test_a_field_links_its_hint_and_its_error_to_its_control(draw: Draw, refused: forms.Form) -> None:
    html = draw("{% ui_field field=it %}", it=refused["received_on"])

    described = re.search(r'<input[^>]*aria-describedby="([^"]*)"', html)
    assert described is not None
    assert described[1] == "id_received_on_indice id_received_on_erreur"
    for name in described[1].split():
        assert f'id="{name}"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="2026-13-45"' in html


def test_every_description_points_to_something(draw: Draw, refused: forms.Form) -> None:
    for form in (refused, SpecimenForm()):
        for field in form:
            html = draw("{% ui_field field=it %}", it=field)
            for names in re.findall(r'aria-describedby="([^"]*)"', html):
                for name in names.split():
                    assert f'id="{name}"' in html, field.name


def test_a_group_is_a_question_with_cards_and_their_hints(draw: Draw) -> None:
    form = RecourseForm({"situation": "silent"}, today=TODAY)

    html = draw("{% ui_field field=it %}", it=form["situation"])

    assert "<legend>Avez-vous déjà demandé une enquête au syndic?</legend>" in html
    assert html.count('type="radio"') == 5
    assert re.search(r'value="silent" id="[^"]*" checked', html)
    assert "tous les 60 jours" in html


def test_optional_is_said_and_required_is_not(draw: Draw) -> None:
    form = SpecimenForm()

    assert "facultatif" in draw("{% ui_field field=it %}", it=form["phone"])
    required = draw("{% ui_field field=it %}", it=form["subject"])
    assert "facultatif" not in required
    assert " required" in required


def test_the_summary_leads_to_every_refused_field(draw: Draw, refused: forms.Form) -> None:
    summary = draw("{% ui_form_errors form=it %}", it=refused)
    fields = "".join(draw("{% ui_field field=it %}", it=field) for field in refused)

    anchors = re.findall(r'href="#([^"]+)"', summary)
    assert len(anchors) == len(refused.errors)
    for anchor in anchors:
        assert f'id="{anchor}"' in fields
    assert f"Il y a {len(anchors)} réponses à corriger" in summary


def test_the_summary_is_silent_when_nothing_is_wrong(draw: Draw) -> None:
    assert draw("{% ui_form_errors form=it %}", it=SpecimenForm()).strip() == ""


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{ it|ui_money }}", 1234.5, "1\u00a0234,50\u00a0$"),
        ("{{ it|ui_number:2 }}", 3, "3,00"),
        ('{{ it|ui_plural:"cheval,chevaux" }}', 2, "2\u00a0chevaux"),
        ("{{ it|ui_date }}", TODAY, "21\u00a0novembre\u00a02026"),
        ("{{ it|ui_date }}", None, ""),
        ("{{ it|ui_typography }}", "<b>l'art. 47</b>", "&lt;b&gt;l’art.\u00a047&lt;/b&gt;"),
    ],
)
def test_a_filter_writes_as_its_format_does(draw: Draw, source: str, value: object, expected: str) -> None:
    assert draw(source, it=value) == expected


def test_a_chart_of_several_series_tells_them_apart_without_colour(draw: Draw) -> None:
    series = (Series(label="Reçus"), Series(label="Fermés", tone="met", pattern="stripes"))
    bars = tuple(Bar(label=f"m{n}", values=(n, 2 * n), said=(str(n), str(2 * n))) for n in (2, 5))
    chart = Chart(title="Par mois", bars=bars, summary="Résumé", maximum=10, series=series)

    html = draw("{% ui_chart chart=it %}", it=chart)

    assert html.count('fill="url(#motif-par-mois-1)"') == 3  # its two columns and its key
    assert '<th scope="col" class="numeric">Fermés</th>' in html
    assert '<th scope="row">m5</th><td class="numeric num">5</td><td class="numeric num">10</td>' in html
    heights = [float(height) for height in re.findall(r'height="([\d.]+)" rx="2"/>', html)]
    assert heights[-4:] == [19.2, 38.4, 48, 96]


def test_stacked_columns_stand_on_one_another(draw: Draw) -> None:
    series = (Series(label="Tenus", tone="met"), Series(label="Manqués", tone="late", pattern="dots"))
    chart = Chart(
        title="Résultats",
        bars=(Bar(label="juin", values=(3, 1), said=("3", "1")),),
        summary="Résumé",
        maximum=4,
        kind="stacked",
        series=series,
    )

    html = draw("{% ui_chart chart=it %}", it=chart)

    assert re.findall(r'class="bar bar-\w+" x="[\d.]+" y="([\d.]+)"', html) == ["42.0", "18.0"]


def test_lying_bars_are_their_own_table(draw: Draw) -> None:
    chart = Chart(
        title="Par thème",
        bars=(Bar(label="Délai", value=4, shown="4", url="/liste/"), Bar(label="Autre", value=1, shown="1")),
        summary="Résumé",
        maximum=4,
        kind="bars",
    )

    html = draw("{% ui_chart chart=it %}", it=chart)

    assert '<th scope="row"><a href="/liste/">Délai</a></th>' in html
    assert 'width="25.0"' in html
    assert "<details" not in html
