"""Tests of the formula library and of the registries its inputs come from."""
