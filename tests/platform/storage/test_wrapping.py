"""Keys inside keys: only the right wrapping key and the right owner give the key back.

The database part is tested in test_keys.
"""

import uuid

import pytest

from egide.platform.storage.errors import Tampered
from egide.platform.storage.wrapping import compartment_bond, mark, new_key, object_bond, unwrap, wrap

OBJECT = uuid.UUID(int=7)


def test_it_gives_the_key_back_to_its_owner_only() -> None:
    key, under = new_key(), new_key()
    wrapped = wrap(key, under=under, bound_to=object_bond(OBJECT, 1))

    assert unwrap(wrapped, under=under, bound_to=object_bond(OBJECT, 1)) == key
    for other in (object_bond(OBJECT, 2), object_bond(uuid.UUID(int=8), 1), compartment_bond("office")):
        with pytest.raises(Tampered):
            unwrap(wrapped, under=under, bound_to=other)


def test_it_refuses_another_wrapping_key() -> None:
    wrapped = wrap(new_key(), under=new_key(), bound_to=b"x")

    with pytest.raises(Tampered):
        unwrap(wrapped, under=new_key(), bound_to=b"x")


@pytest.mark.parametrize("place", [0, 1, 20, -1])
def test_it_refuses_a_changed_byte(place: int) -> None:
    under = new_key()
    wrapped = bytearray(wrap(new_key(), under=under, bound_to=b"x"))
    wrapped[place] ^= 1

    with pytest.raises(Tampered):
        unwrap(bytes(wrapped), under=under, bound_to=b"x")


@pytest.mark.parametrize("rubbish", [b"", b"\x01", b"\x01" * 13, b"\x01" * 20])
def test_it_refuses_rubbish(rubbish: bytes) -> None:
    with pytest.raises(Tampered):
        unwrap(rubbish, under=new_key(), bound_to=b"x")


def test_it_never_wraps_twice_alike() -> None:
    key, under = new_key(), new_key()

    assert wrap(key, under=under, bound_to=b"x") != wrap(key, under=under, bound_to=b"x")


def test_it_marks_a_master_key_without_showing_it() -> None:
    key = new_key()

    assert mark(key) == mark(key) != mark(new_key())
    assert mark(key) not in key.hex()
