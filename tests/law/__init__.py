"""Tests of the pure vocabulary, one file per idea; the law's own cases are in vectors.py.
Not tests of the modules' declarations."""
