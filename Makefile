# The commands that people and CI share. `make check` is exactly what CI runs.

CARGO ?= cargo

.PHONY: test check format clippy doc

## Runs every test.
test:
	$(CARGO) test --workspace --locked

## Format, lints, tests and documentation; warnings are errors.
check: format clippy test doc

format:
	$(CARGO) fmt --all --check

clippy:
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

doc:
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --document-private-items --locked
