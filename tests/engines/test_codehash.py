"""The hashes of an excerpt: which edits they see, and which they leave alone."""

from __future__ import annotations

import pytest

from infralens.engines.codehash import code_hash, shown_text, text_hash
from infralens.ground.source import SourceFile
from tests.engines.sources import select, source

PYTHON = '''\
class Trainer:
    def step(self, grads):
        """One step.

        Over all parameters.
        """
        # Decay first.
        for k in grads:
            self.state[k] -= self.lr * grads[k] + self.decay * self.state[k]
            self.seen += 1
        return self.state
'''

YAML = """\
# The server.
serve:
  image: vllm  # pinned elsewhere
  env:
    - {name: A, value: "1"}
    - name: B
      value: two
  flags: [x, y]
other: 1
"""

CUDA = """\
#define TWICE(x) \\
  ((x) * 2)
// Scales.
__global__ void scale(float* x, int n) {
  int i = threadIdx.x;  // one block
  if (i < n) { x[i] = TWICE(x[i]) - -1.0f; }
  const char* s = "a b";
}
"""

SAME, DIFFERS = True, False


def _compare(before: SourceFile, after: SourceFile, selector: str) -> tuple[bool, bool]:
    """Whether the text hashes and the code hashes are equal."""
    old, new = select(selector, before), select(selector, after)
    return (
        text_hash(before, old) == text_hash(after, new),
        code_hash(before, old) == code_hash(after, new),
    )


def _two_spaces(text: str) -> str:
    lines = (line[: len(line) - len(line.lstrip())] for line in text.splitlines())
    indented = zip(lines, text.splitlines(), strict=True)
    return "\n".join(" " * (len(i) // 2) + line.strip() for i, line in indented) + "\n"


@pytest.mark.parametrize(
    ("edit", "text", "code"),
    [
        # The rows of the measured table, in its order.
        (("# Decay first.", "# Decay comes first."), DIFFERS, SAME),
        (("        # Decay first.\n", ""), DIFFERS, SAME),
        ((" -= self.lr * grads[k]", "  -=  self.lr*grads[k]"), DIFFERS, SAME),
        (("        for k", "\n        for k"), DIFFERS, SAME),
        (("-= self.lr * grads[k] +", "-= (self.lr * grads[k]) +"), DIFFERS, DIFFERS),
        (("            self.seen += 1", "        self.seen += 1"), DIFFERS, DIFFERS),
        (("seen += 1", "seen += 2"), DIFFERS, DIFFERS),
        # And what the table leaves open.
        (("self.decay * self.state[k]\n", "\\\n  self.decay * self.state[k]\n"), DIFFERS, SAME),
        (("One step.", "A step."), DIFFERS, DIFFERS),
        (("return self.state", "return self.grads"), DIFFERS, DIFFERS),
        (("class Trainer:", "class Trainer(Base):"), SAME, SAME),
        (("class Trainer:\n", "import os\n\nclass Trainer:\n    # region: a\n"), SAME, SAME),
        (("        # Decay first.", "        # region: b"), DIFFERS, SAME),
    ],
)
def test_python_code_is_its_tokens_and_their_depth(
    edit: tuple[str, str], text: bool, code: bool
) -> None:
    after = PYTHON.replace(*edit)
    assert after != PYTHON
    after += "# endregion\n" if "region:" in after else ""
    files = source("a.py", PYTHON), source("a.py", after)
    assert _compare(*files, "sym:Trainer.step") == (text, code)


def test_indenting_python_otherwise_is_cosmetic() -> None:
    narrow = _two_spaces(PYTHON)
    assert narrow.startswith("class Trainer:\n  def step(self, grads):\n    ")
    files = source("a.py", PYTHON), source("a.py", narrow)
    assert _compare(*files, "sym:Trainer.step") == (DIFFERS, SAME)


def test_a_method_that_becomes_a_function_keeps_its_hashes() -> None:
    lines = PYTHON.splitlines()[1:]
    free = source("b.py", "\n".join(line[4:] for line in lines))
    bound = source("a.py", PYTHON)
    old, new = select("sym:Trainer.step", bound), select("sym:step", free)
    assert text_hash(bound, old) == text_hash(free, new)
    assert code_hash(bound, old) == code_hash(free, new)


def test_a_selection_inside_a_string_is_hashed_as_part_of_it() -> None:
    before = source("a.py", 's = f"""\n  # {1}\n  text\n"""\n')
    after = source("a.py", 's = f"""\n  # {2}\n  text\n"""\n')
    assert _compare(before, after, "L2-3") == (DIFFERS, DIFFERS)
    assert _compare(before, after, "L3") == (SAME, SAME)


def test_an_f_string_is_one_token_in_every_python() -> None:
    # Python 3.12 splits f-strings into tokens; the hash in a lock must not depend on that.
    file = source("a.py", "x = f'{a!r:>{w}} {{}} ' + rf\"{b}\"\n")
    assert code_hash(file, select("L1", file)) == "ec243d517b32c3c4"


def test_python_that_does_not_parse_is_hashed_as_text() -> None:
    before, after = source("a.py", "x = (  # a\n"), source("a.py", "x = (  # b\n")
    assert _compare(before, after, "L1") == (DIFFERS, DIFFERS)


@pytest.mark.parametrize(
    ("edit", "text", "code"),
    [
        (("# pinned elsewhere", "# pinned"), DIFFERS, SAME),
        (("# The server.\n", ""), DIFFERS, SAME),
        (("[x, y]", "\n    - x\n    - y"), DIFFERS, SAME),
        (('{name: A, value: "1"}', "name: A\n      value: '1'"), DIFFERS, SAME),
        (("value: two", "value: 'two'"), DIFFERS, SAME),
        (('"1"', "1"), DIFFERS, DIFFERS),
        (("two", "three"), DIFFERS, DIFFERS),
        (("      value: two", "    - value: two"), DIFFERS, DIFFERS),
        (("  flags", "    flags"), DIFFERS, DIFFERS),
        (("[x, y]", "{x: y}"), DIFFERS, DIFFERS),
        (("[x, y]", "[[x], y]"), DIFFERS, DIFFERS),
        (("other: 1", "other: 2"), SAME, SAME),
    ],
)
def test_yaml_code_is_its_nodes(edit: tuple[str, str], text: bool, code: bool) -> None:
    after = YAML.replace(*edit)
    assert after != YAML
    if edit[0] == "  flags":
        after = after.replace("  env:", "  env: &e").replace("    flags: [x, y]", "    - flags")
    files = source("a.yaml", YAML), source("a.yaml", after)
    assert _compare(*files, "key:serve") == (text, code)


def test_a_neighbour_of_a_yaml_key_does_not_change_its_hash() -> None:
    alone = source("a.yaml", "a:\n  b:\n    c: [1, {d: 2}]\n")
    after = source("a.yaml", "a:\n  x: 1\n  b:\n    c: [1, {d: 2}]\n  y: 2\n")
    assert _compare(alone, after, "key:a.b") == (SAME, SAME)
    assert _compare(alone, after, "key:a.b.c") == (SAME, SAME)


def test_an_item_is_a_list_or_a_mapping() -> None:
    before, after = source("a.yaml", "- [a, b]\n"), source("a.yaml", "- {a: b}\n")
    assert _compare(before, after, "key:[0]") == (DIFFERS, DIFFERS)


@pytest.mark.parametrize(
    ("edit", "text", "code"),
    [
        (("// one block", "/* a block */"), DIFFERS, SAME),
        (("// Scales.\n", ""), DIFFERS, SAME),
        (("int i = threadIdx.x;", "int  i=threadIdx.x ;"), DIFFERS, SAME),
        (("{ x[i]", "{\n    x[i]"), DIFFERS, SAME),
        (("\\\n  ((x) * 2)", "((x) * 2)  // twice"), DIFFERS, SAME),
        (("- -1.0f", "--1.0f"), DIFFERS, DIFFERS),
        (("i < n", "i <= n"), DIFFERS, DIFFERS),
        (('"a b"', '"a  b"'), DIFFERS, DIFFERS),
        (("* 2)", "* 3)"), DIFFERS, DIFFERS),
        (("\\\n  ((x)", "\n  ((x)"), DIFFERS, DIFFERS),
    ],
)
def test_cuda_code_is_its_tokens(edit: tuple[str, str], text: bool, code: bool) -> None:
    after = CUDA.replace(*edit)
    assert after != CUDA
    files = source("a.cu", CUDA), source("a.cu", after)
    assert _compare(*files, "re:/#define/../^}/") == (text, code)


def test_other_languages_are_hashed_as_text() -> None:
    before, after = source("a.md", "# A\n\nText.\n"), source("a.md", "# A\n\n Text.\n")
    assert _compare(before, after, "head:A") == (DIFFERS, DIFFERS)


def test_the_text_is_dedented_and_has_no_markers() -> None:
    file = source(
        "a.py", "if x:\n    # region: r\n    y = 1\n\n    if y:\n        z = 2\n    # endregion\n"
    )
    selection = select("L2-7 elide:L5", file)
    assert shown_text(file, selection) == "y = 1\n\nif y:\n    z = 2"
