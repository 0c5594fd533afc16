"""The plans shipped as examples are plans: each reads, and each target has one."""

from pathlib import Path

import pytest

from egide.kernel import imports
from egide.kernel.imports.models import Target
from egide.kernel.imports.plan import read_plan

PLANS = sorted((Path(imports.__file__).parent / "examples").glob("*.toml"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_each_example_is_a_plan(path: Path) -> None:
    assert read_plan(path).target in (Target.FILES, Target.BOXES)


def test_there_is_one_for_each_source() -> None:
    assert [path.stem for path in PLANS] == ["boxes", "filemaker", "network-folder"]
