"""What exports leave in the journal: who, which list, what filters, how many rows, for each compartment told of.

Codes and counts in the data; words that someone typed go to the notes, which a destruction can delete.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from egide.kernel.exports.sources import coded_in
from egide.platform.accounts.models import Compartment
from egide.platform.journal.append import access_chain, append

_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


def note_export(
    code: str,
    *,
    compartment_id: int,
    source: str,
    form: str,
    now: datetime,
    rows: int | None = None,
    filters: Mapping[str, str] | None = None,
) -> None:
    """Will add one entry to the compartment's chain of the day."""
    told, codes = filters or {}, coded_in(source)
    coded = {name: value for name, value in told.items() if name in codes and _CODE.fullmatch(value)}
    typed = {name: value for name, value in told.items() if name not in coded}
    place = Compartment.objects.get(pk=compartment_id)
    data: dict[str, object] = {"source": source, "format": form, "filters": coded}
    if rows is not None:
        data["rows"] = rows
    append(
        chain=access_chain(place.code, now),
        compartment_id=compartment_id,
        code=code,
        data=data,  # type: ignore[arg-type]
        notes={f"filter_{name}": value for name, value in typed.items()},
        at=now,
    )
