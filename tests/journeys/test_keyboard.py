"""The heart of the work without a mouse: search, open the dossier, fill the form of a step, submit a letter.

Tab, Space, Enter and the slash only; where the focus is can always be seen.
"""

from tests.journeys import backstage
from tests.journeys.stage import Person, Stage

FOCUSED = """([kind, words]) => {
  const at = document.activeElement;
  return at.matches(kind) && (at.innerText || at.labels?.[0]?.innerText || "").trim().startsWith(words);
}"""
VISIBLE = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none";
}"""
MOST_STEPS = 60


def test_a_dossier_moves_on_by_keyboard_alone(number: str, scene: Stage) -> None:
    nadia = scene.at_work("nadia")

    nadia.goes("/travail/")
    nadia.page.keyboard.press("/")
    nadia.page.keyboard.type(number)
    _confirms(nadia)
    assert nadia.path == f"/dossiers/{number}/"
    _tabs_to(nadia, "a", "Commencer la qualification")
    _confirms(nadia)
    _tabs_to(nadia, "button", "Commencer la qualification")
    _confirms(nadia)
    _tabs_to(nadia, "a", "Demander des précisions")
    _confirms(nadia)
    _tabs_to(nadia, "textarea", "Précisions à demander")
    nadia.page.keyboard.type("La date de votre demande au syndic.")
    _tabs_to(nadia, "input", "Date de réponse souhaitée")
    nadia.page.keyboard.type(backstage.today())
    _tabs_to(nadia, "button", "Demander des précisions")
    _confirms(nadia)
    nadia.sees("Incomplète")
    _tabs_to(nadia, "a", "Relire")
    _confirms(nadia)
    _tabs_to(nadia, "button", "Soumettre à l’approbation")
    _confirms(nadia)

    nadia.sees("La lettre est soumise à l’approbation.")


def _tabs_to(person: Person, kind: str, words: str) -> None:
    for _ in range(MOST_STEPS):
        person.page.keyboard.press("Tab")
        if person.page.evaluate(FOCUSED, [kind, words]):
            assert person.page.evaluate(VISIBLE), (kind, words)
            return
    raise AssertionError(f"{kind} « {words} » is not reached by Tab on {person.path}")


def _confirms(person: Person) -> None:
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
