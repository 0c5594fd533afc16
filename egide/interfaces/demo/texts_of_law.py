"""Texts of law and words of letters in the demonstration: today's texts, said to be samples; two things that wait.

One article waits for its validation, one letter's words for their approval; nothing here is the law.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from egide.interfaces.demo.play import Stage
from egide.kernel import registry
from egide.kernel.legal_texts.entering import TextFacts, enter_text, validate_text
from egide.kernel.legal_texts.shipped import ACT, REFORM, SHIPPED
from egide.kernel.wordings.hands import places
from egide.kernel.wordings.reading import original
from egide.kernel.wordings.writing import submit, write
from egide.platform.accounts.acting import acting_as

SAMPLE = "EXEMPLE de la démonstration\u00a0: texte de 2019, que personne n’a comparé à la loi d’aujourd’hui."
WAITING = TextFacts(
    act=ACT,
    section="37",
    title="Article 37",
    body="EXEMPLE. Écrivez ici le texte de l’article, tel que la version officielle le donne.",
    history="",
    since=REFORM,
    until=None,
    source="EXEMPLE de la démonstration\u00a0: à remplacer par le texte officiel.",
)
CODE, TEMPLATE = "interventions", "redirection"
BEFORE = "Nous fermons par conséquent le dossier {{ numero }}."
AFTER = "Le dossier {{ numero }} est donc fermé. Écrivez-nous si votre situation change."


def prepare(stage: Stage) -> None:
    """Will have today's texts entered by one person and validated by another, marked as samples."""
    at = stage.now - timedelta(days=400)
    for text in SHIPPED:
        facts = replace(
            WAITING,
            section=text.section,
            title=text.title,
            body=text.body,
            history=text.history,
            source=SAMPLE,
        )
        with acting_as(stage.actor("lise")) as lise:
            entered = enter_text(actor=lise, code=text.code, facts=facts, now=at)
        with acting_as(stage.actor("amelie")) as amelie:
            validate_text(actor=amelie, text=entered, now=at + timedelta(hours=2))


def fill(stage: Stage) -> None:
    """Will leave one article to validate, and one letter's words to approve."""
    with acting_as(stage.actor("lise")) as lise:
        enter_text(actor=lise, code="a-2.1:37", facts=WAITING, now=stage.now - timedelta(days=2))
    module = registry.module(CODE)
    letter = module.letter(TEMPLATE)
    with acting_as(stage.actor("nadia")) as nadia:
        common: dict[str, Any] = {"actor": nadia, "module": module, "place": places(nadia, module, letter)[0]}
        row = write(
            **common,
            letter=letter,
            text=original(module=CODE, template=TEMPLATE).text.replace(BEFORE, AFTER),
            reason="Une fin plus accueillante",
            since=timezone.localdate(stage.now) + timedelta(days=7),
            now=stage.now - timedelta(days=1, hours=3),
        )
        submit(**common, row=row, now=stage.now - timedelta(days=1, hours=2))
