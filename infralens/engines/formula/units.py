"""The units a formula can be annotated with, and the constants that carry one."""

from __future__ import annotations

UNITS = {
    "Count": "",
    "Number": "",
    "Fraction": "",
    "Parameters": "",
    "Bits": "",
    "Bytes": "byte",
    "Flops": "flop",
    "Tokens": "token",
    "Requests": "request",
    "Seconds": "second",
    "Usd": "usd",
    "Joules": "joule",
    "Watts": "joule / second",
    "BytesPerSecond": "byte / second",
    "FlopsPerSecond": "flop / second",
    "TokensPerSecond": "token / second",
    "RequestsPerSecond": "request / second",
    "PerSecond": "1 / second",
    "BytesPerToken": "byte / token",
    "FlopsPerToken": "flop / token",
    "SecondsPerToken": "second / token",
    "TokensPerRequest": "token / request",
    "SecondsPerRequest": "second / request",
    "FlopsPerByte": "flop / byte",
    "UsdPerSecond": "usd / second",
    "UsdPerToken": "usd / token",
}
"""The dimensions of each annotation; values are in base units, so there are no factors."""

LETTERS = {
    "byte": "B",
    "flop": "FLOP",
    "token": "token",
    "request": "request",
    "second": "s",
    "usd": "USD",
    "joule": "J",
}


CONSTANTS: dict[str, tuple[float, str, str]] = {
    "BYTE": (1.0, "byte", "B"),
    "BIT": (0.125, "byte", "bit"),
    "KB": (1e3, "byte", "kB"),
    "MB": (1e6, "byte", "MB"),
    "GB": (1e9, "byte", "GB"),
    "TB": (1e12, "byte", "TB"),
    "KIB": (2.0**10, "byte", "KiB"),
    "MIB": (2.0**20, "byte", "MiB"),
    "GIB": (2.0**30, "byte", "GiB"),
    "TIB": (2.0**40, "byte", "TiB"),
    "FLOP": (1.0, "flop", "FLOP"),
    "GFLOP": (1e9, "flop", "GFLOP"),
    "TFLOP": (1e12, "flop", "TFLOP"),
    "TOKEN": (1.0, "token", "token"),
    "REQUEST": (1.0, "request", "request"),
    "SECOND": (1.0, "second", "s"),
    "MILLISECOND": (1e-3, "second", "ms"),
    "MICROSECOND": (1e-6, "second", "µs"),
    "MINUTE": (60.0, "second", "min"),
    "HOUR": (3600.0, "second", "h"),
    "DAY": (86400.0, "second", "d"),
    "USD": (1.0, "usd", "USD"),
    "PERCENT": (0.01, "", "%"),
}
"""Value in base units, dimension, and the letters print uses."""
