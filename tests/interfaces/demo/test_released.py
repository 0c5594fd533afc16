"""The demonstration shows one document that everyone reads and one that waits for its check.

A request that gave access, closed, stands for that of the demonstration.
"""

from egide.interfaces.demo import released
from egide.modules.access_requests.examination.models_publishing import Publication, PublishedDocument
from tests.cast import NOW, seed_office
from tests.database import Pair, as_owner
from tests.interfaces.demo.test_consulting import Moment
from tests.modules.access_requests.examination.releasing import released as a_request


def test_one_is_published_and_one_waits(fresh: Pair) -> None:
    cast = seed_office()
    scene = a_request(cast)
    with as_owner():
        dossier = scene.dossier
        dossier.closed_on = NOW.date()
        dossier.save(update_fields=["closed_on"])

    released.fill(Moment(cast))  # type: ignore[arg-type]

    with as_owner():
        states = list(Publication.objects.order_by("rank").values_list("state", flat=True))
        assert states == ["published", "proposed"]
        assert bytes(PublishedDocument.objects.get().body).startswith(b"%PDF")
