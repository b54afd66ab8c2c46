"""InfraLens: a static course generator in which everything shown is bound to real files and checked."""

__version__ = "0.1.0"
