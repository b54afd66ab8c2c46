"""The units in which people give and read quantities, each with its size in base units."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """A unit as it is written: how many base units it holds, and of which dimension."""

    name: str
    factor: float
    dimension: str

    @property
    def letters(self) -> str:
        """How it is shown: what is typed in ASCII has a letter of its own, and 1/s is /s."""
        if self.name == "1/s":
            return "/s"
        micro = self.name.startswith(("us", "uJ", "uW"))
        return f"µ{self.name[1:]}" if micro else self.name


def _measures() -> dict[str, Measure]:
    found = [
        Measure("", 1.0, ""),
        Measure("%", 0.01, ""),
        Measure("thousand", 1e3, ""),
        Measure("million", 1e6, ""),
        Measure("billion", 1e9, ""),
        Measure("trillion", 1e12, ""),
        Measure("bit", 1.0, ""),
        Measure("tokens", 1.0, "token"),
        Measure("million tokens", 1e6, "token"),
        Measure("billion tokens", 1e9, "token"),
        Measure("trillion tokens", 1e12, "token"),
        Measure("requests", 1.0, "request"),
        Measure("FLOP/B", 1.0, "flop / byte"),
        Measure("tokens/s", 1.0, "token / second"),
        Measure("requests/s", 1.0, "request / second"),
        Measure("tokens/request", 1.0, "token / request"),
        Measure("s/request", 1.0, "second / request"),
        Measure("1/s", 1.0, "1 / second"),
        Measure("$", 1.0, "usd"),
        Measure("$/h", 1 / 3600, "usd / second"),
        Measure("$/million tokens", 1e-6, "usd / token"),
    ]
    for letter, power in (("", 0), ("k", 1), ("M", 2), ("G", 3), ("T", 4), ("P", 5)):
        factor = 1000.0**power
        found += [
            Measure(f"{letter}B", factor, "byte"),
            Measure(f"{letter}B/s", factor, "byte / second"),
            Measure(f"{letter}B/token", factor, "byte / token"),
            Measure(f"{letter}FLOP", factor, "flop"),
            Measure(f"{letter}FLOP/s", factor, "flop / second"),
            Measure(f"{letter}FLOP/token", factor, "flop / token"),
        ]
    for letter, power in (("Ki", 1), ("Mi", 2), ("Gi", 3), ("Ti", 4)):
        found += [
            Measure(f"{letter}B", 1024.0**power, "byte"),
            Measure(f"{letter}B/token", 1024.0**power, "byte / token"),
        ]
    for unit, dimension in (("J", "joule"), ("W", "joule / second")):
        for letter, size in (("n", 1e-9), ("u", 1e-6), ("m", 1e-3), ("", 1.0)):
            found.append(Measure(f"{letter}{unit}", size, dimension))
    for name, seconds in (
        ("s", 1.0),
        ("ms", 1e-3),
        ("us", 1e-6),
        ("ns", 1e-9),
        ("min", 60.0),
        ("h", 3600.0),
        ("d", 86400.0),
    ):
        found += [
            Measure(name, seconds, "second"),
            Measure(f"{name}/token", seconds, "second / token"),
        ]
    return {measure.name: measure for measure in found}


MEASURES = _measures()
"""By name. Written with letters of ASCII: 'us' is shown as 'µs'."""
