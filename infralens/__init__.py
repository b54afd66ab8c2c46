"""InfraLens: a course generator in which all that is shown is bound to real files and checked."""

__version__ = "0.1.0"
