"""Small numbers hidden in the totals that leave the compartment: under five, a year may point at one person.

Pure. The parts add up to what was received: a single hidden part would be found by subtraction, so another hides too.
"""

SMALLEST = 5  # complaints; « à valider »
HIDDEN = f"moins de {SMALLEST}"


def masked(received: int, parts: tuple[int, ...]) -> tuple[int | None, tuple[int | None, ...]]:
    """Will return the total and its parts as they may be shown; None hides one."""
    if received < SMALLEST:
        return (None if received else 0), tuple(None if received else 0 for _ in parts)
    hidden = {place for place, value in enumerate(parts) if 0 < value < SMALLEST}
    others = sorted((value, place) for place, value in enumerate(parts) if place not in hidden)
    # One hidden part, or hidden parts that are all ones, would be worked out from the rest.
    while hidden and others and (len(hidden) == 1 or sum(parts[p] for p in hidden) <= len(hidden)):
        hidden.add(others.pop(0)[1])
    return received, tuple(None if place in hidden else value for place, value in enumerate(parts))
