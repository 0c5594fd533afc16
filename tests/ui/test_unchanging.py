"""What a process keeps of its pages is nobody's: addresses without variable part, stretches drawn without context.

And a component that is kept is kept with everything that it shows.
"""

import pytest
from django.template import Context, Template

from egide.ui.components.library import draw
from egide.ui.pages import Figure


def drawn(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


def test_a_stretch_that_does_not_change_can_keep_nothing_of_a_reader() -> None:
    template = Template(
        "{% unchanging %}<b>{% if name %}{{ name }}{% endif %}</b>{% endunchanging %}{{ name }}"
    )

    first, second = (template.render(Context({"name": name})) for name in ("Nadia", "Bruno"))

    assert (first, second) == ("<b></b>Nadia", "<b></b>Bruno")


def test_an_address_without_variable_part_is_that_of_django() -> None:
    assert drawn("{% url 'staff:home' %}") == "/travail/"
    assert drawn("{% url 'staff:dossier' number=n %}", n="INT-2026-00142") == "/dossiers/INT-2026-00142/"
    assert drawn("{% url name %}", name="staff:box") == "/boite/"
    assert drawn("{% url 'staff:home' as there %}[{{ there }}]") == "[/travail/]"


@pytest.mark.parametrize("name", ["Nadia", "Bruno"])
def test_a_component_that_is_kept_is_drawn_anew_for_other_values(name: str) -> None:
    figure = Figure(value="3", label=f"dossiers de {name} <b>", url="/travail/")

    kept = [drawn("{% load ui %}{% ui_figure figure=it %}", it=figure) for _ in range(2)]

    assert kept[0] == kept[1] == draw("figure", {"figure": figure})
    assert f"dossiers de {name} &lt;b&gt;" in kept[0]
