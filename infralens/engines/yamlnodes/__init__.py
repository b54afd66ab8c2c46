"""The one YAML reader: safe events, checked, then nodes with positions, then plain values."""

from infralens.engines.yamlnodes.nodes import Mapping, Node, Scalar, Sequence, node_at
from infralens.engines.yamlnodes.plain import plain
from infralens.engines.yamlnodes.reader import read_yaml, says_nothing
from infralens.engines.yamlnodes.validate import validate

__all__ = [
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "node_at",
    "plain",
    "read_yaml",
    "says_nothing",
    "validate",
]
