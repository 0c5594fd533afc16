"""How the house and its reading child speak: a length, JSON, and open files beside it. No pickle, no path.

Both ends use it. Files pass as descriptors over the socket (SCM_RIGHTS), so neither side names a place.
"""

import json
import os
import socket
import struct
from typing import Any

_LENGTH = struct.Struct("!I")
MOST_DESCRIPTORS = 210
Message = dict[str, Any]


def send(line: socket.socket, message: Message, descriptors: list[int] | None = None) -> None:
    """Will send one message with its open files; the sender still closes its own copies."""
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    socket.send_fds(line, [_LENGTH.pack(len(body))], descriptors or [])
    line.sendall(body)


def receive(line: socket.socket, *, most: int) -> tuple[Message, list[int]]:
    """Will wait for one message, and return it with the descriptors that came, owned by the caller.

    :raises EOFError: the other side is gone. :raises ValueError: longer than `most` bytes, or no message.
    """
    head, descriptors, _, _ = socket.recv_fds(line, _LENGTH.size, MOST_DESCRIPTORS)
    try:
        while 0 < len(head) < _LENGTH.size:
            head += _some(line, _LENGTH.size - len(head))
        if not head:
            raise EOFError
        (length,) = _LENGTH.unpack(head)
        if length > most:
            raise ValueError("the message is too long")
        read = json.loads(_exactly(line, length))
        if not isinstance(read, dict):
            raise ValueError("no message")
        return read, descriptors
    except BaseException:
        for descriptor in descriptors:
            os.close(descriptor)
        raise


def _exactly(line: socket.socket, length: int) -> bytearray:
    body = bytearray(length)
    view, at = memoryview(body), 0
    while at < length:
        count = line.recv_into(view[at:])
        if not count:
            raise EOFError
        at += count
    return body


def _some(line: socket.socket, most: int) -> bytes:
    piece = line.recv(most)
    if not piece:
        raise EOFError
    return piece
