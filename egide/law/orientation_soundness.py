"""The checks that the guide strands nobody: no dead end, no unreachable end, no end without source or preparation.
Not a run: only the declarations are read (egide/law/orientation.py)."""

from collections import Counter
from collections.abc import Callable, Iterator

from egide.law.french import quote
from egide.law.orientation import Destination, Node, Orientation, Question, choices_of

LONGEST_PATH = 4  # questions before an end: a guide that asks more is a form


def problems(guide: Orientation) -> tuple[str, ...]:
    """Will list in French what is unsound. Unknown names come alone: paths make no sense before."""
    return tuple(_names(guide)) or tuple(problem for check in _CHECKS for problem in check(guide))


def _nodes(guide: Orientation) -> tuple[Node, ...]:
    return (*guide.questions, *guide.destinations)


def _names(guide: Orientation) -> Iterator[str]:
    nodes = _nodes(guide)
    known = Counter(node.code for node in nodes)
    yield from (f"code {quote(code)} déclaré deux fois" for code, times in known.items() if times > 1)
    slugs = Counter(destination.slug for destination in guide.destinations)
    yield from (f"adresse {quote(slug)} donnée deux fois" for slug, times in slugs.items() if times > 1)
    if guide.start not in known:
        yield f"première question {quote(guide.start)} inconnue"
    for node in nodes:
        answers = Counter(choice.slug for choice in choices_of(node))
        for slug, times in answers.items():
            if times > 1 or not slug or "." in slug:
                yield f"{quote(node.code)}\u00a0: réponse {quote(slug)} vide, répétée ou avec un point"
        for choice in choices_of(node):
            if choice.to not in known:
                yield f"{quote(node.code)}\u00a0: la réponse {quote(choice.slug)} mène à {quote(choice.to)}, inconnu"


def _dead_ends(guide: Orientation) -> Iterator[str]:
    for question in guide.questions:
        if len(question.choices) < 2:
            yield f"question {quote(question.code)}\u00a0: moins de deux réponses"
        if not _leads_to_an_end(guide, question, frozenset()):
            yield f"question {quote(question.code)}\u00a0: aucune réponse ne mène à une fin"


def _leads_to_an_end(guide: Orientation, question: Question, before: frozenset[str]) -> bool:
    ahead = [guide.node(choice.to) for choice in question.choices if choice.to not in before]
    return any(
        isinstance(node, Destination) or _leads_to_an_end(guide, node, before | {question.code})
        for node in ahead
    )


def _unreachable(guide: Orientation) -> Iterator[str]:
    reached, waiting = {guide.start}, [guide.start]
    while waiting:
        ahead = {choice.to for choice in choices_of(guide.node(waiting.pop()))} - reached
        reached |= ahead
        waiting.extend(ahead)
    yield from (f"{quote(node.code)} inatteignable" for node in _nodes(guide) if node.code not in reached)


def _too_long(guide: Orientation) -> Iterator[str]:
    yield from _longer(guide, guide.start, ())


def _longer(guide: Orientation, code: str, asked: tuple[str, ...]) -> Iterator[str]:
    node = guide.node(code)
    if isinstance(node, Destination):
        return
    if code in asked:
        yield f"question {quote(code)}\u00a0: le parcours tourne en rond"
    elif len(asked) == LONGEST_PATH:
        yield f"question {quote(code)}\u00a0: plus de {LONGEST_PATH} questions avant elle"
    else:
        for choice in node.choices:
            yield from _longer(guide, choice.to, (*asked, code))


def _ends_say_enough(guide: Orientation) -> Iterator[str]:
    for end in guide.destinations:
        name = f"fin {quote(end.code)}"
        missing = {
            "organisme": end.body,
            "source": end.source.act,
            "liste de préparation": end.prepare,
            "délai, ou absence de délai dite": end.delays,
            "ce que l’organisme peut faire": end.can,
            "ce que l’organisme ne peut pas faire": end.cannot,
        }
        yield from (f"{name}\u00a0: {what} absent" for what, value in missing.items() if not value)
        for delay in end.delays:
            if "{length}" in delay.text and not (delay.deadline or delay.term):
                yield f"{name}\u00a0: durée sans terme déclaré"
            if "{length}" not in delay.text and any(letter.isdigit() for letter in delay.text):
                yield f"{name}\u00a0: nombre écrit sans terme ni source"


_CHECKS: tuple[Callable[[Orientation], Iterator[str]], ...] = (
    _dead_ends,
    _unreachable,
    _too_long,
    _ends_say_enough,
)
