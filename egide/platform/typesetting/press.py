"""The child's side of `presses`: reads one sheet by line, writes its PDF, until its entrance is closed.

Knows no database, no key and no secret: values come in, bytes go out.
"""

import base64
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import IO

from egide.platform.typesetting.errors import RenderingFailed
from egide.platform.typesetting.sheets import Sheet


def written(sheet: Sheet) -> bytes:
    """Will spell a sheet on one line."""
    told = {
        "template": str(sheet.template),
        "data": sheet.data,
        "at": sheet.at.isoformat(),
        "libraries": {name: str(folder) for name, folder in sheet.libraries.items()},
        "assets": {name: base64.b64encode(content).decode() for name, content in sheet.assets.items()},
    }
    return json.dumps(told).encode() + b"\n"


def read(line: bytes) -> Sheet:
    """Will return the sheet of a line."""
    told = json.loads(line)
    return Sheet(
        template=Path(told["template"]),
        data=told["data"],
        at=datetime.fromisoformat(told["at"]),
        libraries={name: Path(folder) for name, folder in told["libraries"].items()},
        assets={name: base64.b64decode(content) for name, content in told["assets"].items()},
    )


def serve(entrance: IO[bytes], exit_: IO[bytes]) -> None:
    """Will set each sheet: a line that says how many bytes follow, or why there are none."""
    for line in entrance:
        content = b""
        try:
            content = read(line).rendered()
            answer = {"size": len(content)}
        except RenderingFailed as problem:
            answer = {"failed": str(problem), "detail": problem.detail}  # type: ignore[dict-item]
        exit_.write(json.dumps(answer).encode() + b"\n" + content)
        exit_.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
