"""Measures docctl as ratios against floors and peers, in one run: `python -m benchmarks`."""
