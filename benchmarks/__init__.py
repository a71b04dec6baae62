"""Commands that make the figures of docs/benchmarks.md: ``python -m benchmarks.NAME``."""
