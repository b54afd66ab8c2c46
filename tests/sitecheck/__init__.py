"""Tests of the check of a built site."""
