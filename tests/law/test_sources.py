"""Citations as a lawyer reads them beside the number.
Not a check that the law says so: that is counsel's work."""

import pytest

from egide.law.sources import Source


@pytest.mark.parametrize(
    ("source", "citation"),
    [
        (Source("c. A-2.1", "47"), "art. 47, c. A-2.1"),
        (Source("c. A-2.1", "49", to_validate=True), "art. 49, c. A-2.1 (à valider)"),
        (Source("c. I-16", "61 (23)"), "art. 61 (23), c. I-16"),
        (Source("Plan stratégique", "objectif 2.1"), "objectif 2.1, Plan stratégique"),
        (Source("Déclaration de services", ""), "Déclaration de services"),
    ],
)
def test_it_cites_the_section_before_the_act(source: Source, citation: str) -> None:
    assert source.cite() == citation
