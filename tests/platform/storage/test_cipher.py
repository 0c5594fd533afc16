"""The cipher: what comes back is what went in, and any other arrangement of the bytes is refused.

Property tests over lengths around the chunk's borders, with small chunks so that hundreds of cases run.
"""

import os
import uuid
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egide.platform.storage import cipher
from egide.platform.storage.cipher import CHUNK, HEADER, TAG, decrypt, encrypt, encrypted_size, rechunk
from egide.platform.storage.errors import Tampered

SMALL = 64
KEY = bytes(range(32))
OBJECT, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture(autouse=True, scope="module")
def small_chunks() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr(cipher, "CHUNK", SMALL)
    yield
    patch.undo()


def sealed(plain: bytes, *, object_id: uuid.UUID = OBJECT, key: bytes = KEY) -> bytes:
    return b"".join(encrypt([plain], key=key, object_id=object_id))


def opened(blob: bytes, *, object_id: uuid.UUID = OBJECT, key: bytes = KEY) -> bytes:
    return b"".join(decrypt([blob], key=key, object_id=object_id))


def chunks(blob: bytes) -> list[bytes]:
    body, step = blob[len(HEADER) :], SMALL + TAG
    return [body[start : start + step] for start in range(0, len(body), step)]


several = st.integers(2 * SMALL + 1, 6 * SMALL).map(lambda size: bytes(i % 251 for i in range(size)))


@given(st.integers(0, 4 * SMALL + 3), st.integers(1, 3 * SMALL))
def test_it_gives_back_what_it_took_whatever_the_pieces(size: int, piece: int) -> None:
    plain = bytes(i % 251 for i in range(size))

    pieces = [plain[start : start + piece] for start in range(0, size, piece)]
    blob = b"".join(encrypt(pieces, key=KEY, object_id=OBJECT))
    back = [blob[start : start + piece] for start in range(0, len(blob), piece)]

    assert b"".join(decrypt(back, key=KEY, object_id=OBJECT)) == plain


@given(several, st.data())
def test_it_refuses_a_truncation_at_any_byte(plain: bytes, data: st.DataObject) -> None:
    blob = sealed(plain)
    cut = data.draw(st.integers(0, len(blob) - 1))

    with pytest.raises(Tampered):
        opened(blob[:cut])


@given(several, st.data())
def test_it_refuses_a_whole_last_chunk_cut_off(plain: bytes, data: st.DataObject) -> None:
    parts = chunks(sealed(plain))
    kept = data.draw(st.integers(0, len(parts) - 1))

    with pytest.raises(Tampered):
        opened(HEADER + b"".join(parts[:kept]))


@given(several, st.data())
def test_it_refuses_chunks_in_another_order(plain: bytes, data: st.DataObject) -> None:
    parts = chunks(sealed(plain))
    order = data.draw(st.permutations(range(len(parts))).filter(lambda p: p != sorted(p)))

    with pytest.raises(Tampered):
        opened(HEADER + b"".join(parts[i] for i in order))


@given(several, st.data())
def test_it_refuses_a_repeated_chunk(plain: bytes, data: st.DataObject) -> None:
    parts = chunks(sealed(plain))
    repeated = data.draw(st.integers(0, len(parts) - 1))

    with pytest.raises(Tampered):
        opened(HEADER + b"".join([*parts[: repeated + 1], *parts[repeated:]]))


@given(several, st.data())
def test_it_refuses_a_chunk_of_another_object_even_under_the_same_key(
    plain: bytes, data: st.DataObject
) -> None:
    mine, theirs = chunks(sealed(plain)), chunks(sealed(plain, object_id=OTHER))
    swapped = data.draw(st.integers(0, len(mine) - 1))
    mine[swapped] = theirs[swapped]

    with pytest.raises(Tampered):
        opened(HEADER + b"".join(mine))


@given(several, st.data())
def test_it_refuses_any_changed_bit(plain: bytes, data: st.DataObject) -> None:
    blob = bytearray(sealed(plain))
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(Tampered):
        opened(bytes(blob))


@given(several, st.binary(min_size=1, max_size=3 * SMALL))
def test_it_refuses_bytes_after_the_end(plain: bytes, more: bytes) -> None:
    with pytest.raises(Tampered):
        opened(sealed(plain) + more)


def test_it_refuses_another_key_and_another_object() -> None:
    blob = sealed(b"avis")

    assert opened(blob) == b"avis"
    with pytest.raises(Tampered):
        opened(blob, key=bytes(32))
    with pytest.raises(Tampered):
        opened(blob, object_id=OTHER)


def test_it_yields_only_authentic_chunks_before_it_refuses() -> None:
    plain = bytes(range(SMALL)) * 3
    blob = bytearray(sealed(plain))
    blob[-1] ^= 1
    stream = decrypt([bytes(blob)], key=KEY, object_id=OBJECT)

    assert [next(stream), next(stream)] == [plain[:SMALL], plain[:SMALL]]
    with pytest.raises(Tampered):
        next(stream)


def test_it_never_shows_the_plain_bytes() -> None:
    assert b"secret" not in sealed(b"un secret " * 50)


@given(st.lists(st.binary(max_size=200)), st.integers(1, 70))
def test_it_regroups_without_losing_a_byte(pieces: list[bytes], size: int) -> None:
    regrouped = list(rechunk(pieces, size))

    assert b"".join(regrouped) == b"".join(pieces)
    assert all(len(piece) == size for piece in regrouped[:-1])
    assert all(regrouped)


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_it_announces_the_encrypted_size(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cipher, "CHUNK", CHUNK)

    blob = sealed(os.urandom(size))

    assert len(blob) == encrypted_size(size)
