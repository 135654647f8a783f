"""A made-up shop of any size, and what people ask of it; `python -m tests.bench.shop` runs in the bench's ground."""
