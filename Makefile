# The commands that people and CI share. `make check` is exactly what CI runs.

CARGO ?= cargo

.PHONY: test check format clippy doc lint tools build try measure deploy-check

## Runs every test. The tools come into Python environments of their own, below .venv/.
test: tools lint
	$(CARGO) test --workspace --all-features --locked

## Format, lints, tests and documentation; warnings are errors.
check: format clippy test doc

format:
	$(CARGO) fmt --all --check

clippy:
	$(CARGO) clippy --workspace --all-targets --all-features --locked -- -D warnings

doc:
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --all-features --no-deps --document-private-items --locked

## A deployment on a local AWS, to play with until Ctrl-C.
try: $(patsubst %,.venv/%/.done,ministack sam aws)
	$(CARGO) run --quiet --locked --package sluice-tests --bin try

## What ships, for this machine: how large it is, how quickly it starts, and how much processor time a gigabyte takes it.
measure: .venv/cargo-lambda/.done
	for function in $(FUNCTIONS); do $(MAKE) --no-print-directory compile FUNCTION=$$function ARCH=$$(uname -m) || exit; done
	$(CARGO) run --quiet --locked --package sluice-tests --bin measure

# --- tools -----------------------------------------------------------------------------------------------------------

TOOLS := ministack sam aws cargo-lambda cfn-lint

tools: $(TOOLS:%=.venv/%/.done)

# Each has an environment of its own, since they pin each other's libraries.
.venv/%/.done: tests/tools/%.txt
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed" >&2; exit 1; }
	python3 -m venv --clear .venv/$*
	.venv/$*/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

lint: .venv/cfn-lint/.done .venv/sam/.done
	.venv/cfn-lint/bin/cfn-lint template.yaml central.yaml
	AWS_DEFAULT_REGION=eu-west-1 SAM_CLI_TELEMETRY=0 .venv/sam/bin/sam validate --lint >/dev/null

# --- the application -------------------------------------------------------------------------------------------------

FUNCTIONS := redact forward archive metrics remediate

# What the functions are built for: arm64 or x86_64.
ARCH ?= arm64
# As other tools call the same.
override ARCH := $(patsubst aarch64,arm64,$(patsubst amd64,x86_64,$(ARCH)))
BUILD_DIR ?= .aws-sam/build
# Programs that are packed as they are, instead of being built; the tests' own.
SLUICE_BINARIES ?=
export ARCH SLUICE_BINARIES

ARCHITECTURES := arm64 x86_64
TARGET_arm64 := aarch64-unknown-linux-gnu
TARGET_x86_64 := x86_64-unknown-linux-gnu
MACHINE_arm64 := 183
MACHINE_x86_64 := 62

## Builds the application with the SAM command line. What was built for one architecture cannot be deployed for another:
## the built template allows no other.
build: .venv/sam/.done $(if $(SLUICE_BINARIES),,.venv/cargo-lambda/.done)
	$(if $(TARGET_$(ARCH)),,$(error ARCH is arm64 or x86_64))
	SLUICE_MAKE_BUILD=1 SAM_CLI_TELEMETRY=$${SAM_CLI_TELEMETRY:-0} .venv/sam/bin/sam build --build-dir "$(BUILD_DIR)" \
	  --parameter-overrides Architecture=$(ARCH)
	sed -i.bak -e '/^  Architecture:/,/^  [A-Z]/{' -e 's/^    Default: .*/    Default: $(ARCH)/' \
	  -e '/^ *- arm64$$/d' -e 's/^\( *\)- x86_64$$/\1- $(ARCH)/' -e '}' "$(BUILD_DIR)/template.yaml"
	@rm "$(BUILD_DIR)/template.yaml.bak"
	@test "$$(grep -A4 '^  Architecture:' "$(BUILD_DIR)/template.yaml" | grep -c '$(ARCH)$$')" = 2 || \
	  { echo "the built template does not say what it was built for" >&2; exit 1; }

## Everything short of a deployment: the template validated, and built for each architecture of which Rust's standard library
## is here, with the size of each function. More than 8 MiB is told, and fails nothing.
deploy-check: lint $(ARCHITECTURES:%=deploy-check-%)
# One after the other: they pack from one folder.
deploy-check-x86_64: deploy-check-arm64

deploy-check-%:
	@if test -d "$$(rustc --print target-libdir --target $(TARGET_$*))"; then \
	  $(MAKE) --no-print-directory build ARCH=$* BUILD_DIR=.aws-sam/$* && tests/tools/sizes.py .aws-sam/$*; \
	else \
	  echo "$*: not built, for Rust's standard library for it is not here: rustup target add $(TARGET_$*)"; fi

# What `sam build` calls for each function, with ARTIFACTS_DIR set: the program and the rules that it starts with.
build-RedactFunction build-ForwardFunction build-ArchiveFunction build-MetricsFunction build-RemediateFunction: build-%Function:
	@if [ "$(ARCH)" != arm64 ] && [ -z "$$SLUICE_MAKE_BUILD" ]; then \
	  echo "the template would say arm64: build with \`make build ARCH=$(ARCH)\`" >&2; exit 1; fi
	@$(MAKE) --no-print-directory pack FUNCTION=$$(echo $* | tr '[:upper:]' '[:lower:]')

.PHONY: pack
ifneq ($(SLUICE_BINARIES),)
pack: BINARY = $(SLUICE_BINARIES)/$(FUNCTION)
pack: SLUICE = $(SLUICE_BINARIES)/sluice
else
pack: BINARY = target/lambda/$(FUNCTION)/bootstrap
pack: SLUICE = $(CARGO) run --quiet --release --locked --package sluice --
pack: compile
endif
pack:
	$(SLUICE) check --config sluice.yaml --template template.yaml
	@test "$$(od -An -j18 -N2 -tu2 "$(BINARY)" | tr -d ' ')" = $(MACHINE_$(ARCH)) || \
	  { echo "$(BINARY) is not built for $(ARCH)" >&2; exit 1; }
	cp "$(BINARY)" "$(ARTIFACTS_DIR)/bootstrap"
	cp sluice.yaml "$(ARTIFACTS_DIR)/"

.PHONY: compile
compile:
	@rm -f target/lambda/$(FUNCTION)/bootstrap
	PATH="$(CURDIR)/.venv/cargo-lambda/bin:$$PATH" cargo-lambda lambda build --release --locked --quiet \
	  --target $(TARGET_$(ARCH)) --package $(FUNCTION) --lambda-dir target/lambda
