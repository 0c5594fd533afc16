"""FileMaker's FMPXMLRESULT, read element by element with defusedxml: entities and outside references are refused.

Between two rows only so many bytes may pass: neither a bomb nor a giant value fills the memory.
"""

from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from egide.kernel.imports.plan import Plan
from egide.kernel.imports.problems import SourceProblem
from egide.kernel.imports.rows import Row, check_names, row_of

MOST_BETWEEN = 4 * 1024 * 1024  # bytes from one row to the next
SPACE = "{http://www.filemaker.com/fmpxmlresult}"


class _Bounded:
    """A file that counts what was read since the last row."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        data = self._raw.read(min(size, 65_536) if size > 0 else 65_536)
        self.since += len(data)
        if self.since > MOST_BETWEEN:
            raise SourceProblem("une fiche du fichier XML dépasse 4 Mo.")
        return data


def rows(plan: Plan) -> Iterator[Row]:
    """Will read the rows in their order."""
    try:
        with plan.path.open("rb") as raw:
            yield from _rows(plan, _Bounded(raw))
    except OSError as error:
        raise SourceProblem(f"la liste ne s’ouvre pas\u00a0: {error.strerror}.") from error
    except DefusedXmlException as error:
        raise SourceProblem(
            "le fichier XML définit des entités ou appelle l’extérieur\u00a0: refusé."
        ) from error
    except ParseError as error:
        line = error.position[0]
        raise SourceProblem(f"le fichier XML est abîmé à la ligne {line}.") from error


def _rows(plan: Plan, source: _Bounded) -> Iterator[Row]:
    names: tuple[str, ...] = ()
    found: list[str] = []
    place, checked = 0, False
    parents: list[Any] = []
    for event, element in iterparse(source, events=("start", "end")):
        name = element.tag.removeprefix(SPACE)
        if event == "start":
            if not parents and name != "FMPXMLRESULT":
                raise SourceProblem("le fichier XML n’est pas un FMPXMLRESULT de FileMaker.")
            parents.append(element)
            if len(parents) > 20:
                raise SourceProblem("le fichier XML n’a pas la forme d’un FMPXMLRESULT.")
            continue
        parents.pop()
        if name == "FIELD":
            found.append(element.get("NAME", ""))
        elif name == "ROW":
            if not checked:
                names, checked = tuple(found), True
                check_names(plan, names)
            place += 1
            source.since = 0
            yield row_of(place, names, [_value(column) for column in element.findall(f"{SPACE}COL")])
        if parents and name not in ("COL", "DATA"):
            parents[-1].remove(element)
    if not checked:
        check_names(plan, tuple(found))


def _value(column: Any) -> str:
    """A repeating field has several values: one a line."""
    return "\n".join(data.text or "" for data in column.findall(f"{SPACE}DATA"))
