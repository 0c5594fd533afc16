"""A redaction lived through in the scene's dossier: Nadia prepares, Marc reads, the job makes the copy.

The piece is the small PDF of tests/platform/reading/hostile.py, read as any other.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.documents.showing import pdf_bytes
from egide.kernel.redaction import actions, boxes
from egide.kernel.redaction.geometry import Rect
from egide.kernel.redaction.models import Box, Redaction
from egide.kernel.redaction.producing import produce
from egide.platform.accounts.acting import acting_as
from tests.kernel.documents.reading_desk import read_file
from tests.kernel.scene import Scene
from tests.platform.reading import hostile


class Desk:
    """The redaction of one piece."""

    def __init__(self, scene: Scene, folder: Path, make: Callable[[Path], Path] = hostile.plain) -> None:
        self.scene = scene
        scene.give()
        content = make(folder / "piece.pdf").read_bytes()
        self.version: DocumentVersion = read_file(scene, content, f"dossier-{hostile.SECRET}.pdf")
        self.rank = scene.act(
            "nadia", lambda a, d: actions.open_redaction(dossier=d, version=self.version, now=scene.now)
        ).rank

    def do(self, what: Callable[..., Any], who: str = "nadia", **said: Any) -> Any:
        """Will do something on the redaction, as someone."""

        def act(_: Any, dossier: Any) -> Any:
            return what(dossier=dossier, redaction=self._row(), now=self.scene.now, **said)

        return self.scene.act(who, act)

    def draw(self, page: int = 1, who: str = "nadia", **corners: float) -> Any:
        """Will hide the name and the number of the first page."""
        box = {name: value for name, value in hostile.BOX.items() if name != "label"} | corners
        return self.do(boxes.draw, who, page=page, rect=Rect(**box), ground="53")

    def prepare(self) -> None:
        """Will hide, see every page, and hand over."""
        self.draw()
        for page in range(1, self.row.pages + 1):
            self.do(actions.look_at, page=page)
        self.do(actions.submit)

    def read(self, who: str = "marc") -> None:
        """Will read every page and sign."""
        for page in range(1, self.row.pages + 1):
            self.do(actions.look_at, who, page=page)
        self.do(actions.finish_reading, who)

    def make(self, who: str = "nadia") -> Redaction:
        """Will ask for the copy and run its job."""
        self.do(actions.ask_copy, who)
        produce(redaction=self.row.pk, actor=self.scene.cast.actor(who), now=self.scene.now)
        return self.row

    @property
    def row(self) -> Redaction:
        """The redaction as it is stored now."""
        return self.scene.act("marc", lambda a, d: self._row())

    @property
    def boxes(self) -> list[Box]:
        """Its zones, removed ones excluded."""
        return self.scene.act(
            "marc", lambda a, d: list(self._row().boxes.exclude(state="removed").order_by("number"))
        )

    def output(self) -> bytes:
        """The bytes of the copy."""
        with acting_as(self.scene.cast.actor("marc")), pdf_bytes(self.row.output) as path:
            return Path(path).read_bytes()

    def _row(self) -> Redaction:
        rows = Redaction.objects.select_related(
            "version__stored", "document", "output__stored", "dossier", "author", "reader"
        )
        return rows.get(dossier__number=self.scene.number, rank=self.rank)
