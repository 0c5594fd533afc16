"""What the staff's layout reads beside the page: navigation, account, search.

One helper for every staff view; error pages never call it.
"""

from typing import Any

from egide.interfaces.staff.navigation import shell
from egide.kernel.gate.pages import HouseRequest


def frame(request: HouseRequest, *, current: str = "") -> dict[str, Any]:
    """Will return the layout's context for this reader."""
    return dict(shell(request, current=current))
