"""References are told apart where they are cited."""

from infralens.model.entries import ReferenceSpec
from infralens.render.citations import cite_labels


def test_a_name_that_would_stand_for_two_references_gets_a_letter() -> None:
    labels = cite_labels(
        [_reference("guide", 2026), _reference("card", 2026), _reference("a", 2021)]
    )
    assert labels == {"a": "NVIDIA 2021", "card": "NVIDIA 2026a", "guide": "NVIDIA 2026b"}


def test_letters_go_on_after_z() -> None:
    labels = cite_labels(_reference(f"key-{number:02}", 2026) for number in range(28))
    assert [labels[f"key-{number}"] for number in (25, 26, 27)] == [
        "NVIDIA 2026z",
        "NVIDIA 2026aa",
        "NVIDIA 2026ab",
    ]


def _reference(key: str, year: int) -> ReferenceSpec:
    return ReferenceSpec(
        key=key, authors="NVIDIA", title="A page", year=year, url=f"https://docs.nvidia.com/{key}"
    )
