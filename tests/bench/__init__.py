"""Tests of what the benchmark tells of its runs.
Not measures: those are `script/bench`."""
