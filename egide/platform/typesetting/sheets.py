"""All that one document is set from, as a value: two that are equal give the same bytes.

Whoever sets a document outside a transaction compares, inside it, what it was set from with what is true then.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from egide.platform.typesetting.engine import render


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The arguments of `render`."""

    template: Path
    data: Mapping[str, Any]
    at: datetime
    libraries: Mapping[str, Path] = field(default_factory=dict)
    assets: Mapping[str, bytes] = field(default_factory=dict)

    def rendered(self) -> bytes:
        """Will set it here and now.

        :raises RenderingFailed: the text cannot be set.
        """
        return render(
            template=self.template, data=self.data, at=self.at, libraries=self.libraries, assets=self.assets
        )
