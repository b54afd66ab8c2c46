"""What a step reads."""

BYTES = 2


def read(parameters: int) -> int:
    """Bytes of all weights."""
    # Every weight is read once.
    return parameters * BYTES


# region: report
answer = read(8)
print(answer, "bytes")
# endregion
