# `make demo` and `make test` are all that a newcomer needs; both install what is missing.

SWIFT ?= swift
LINTED := $(wildcard Sources Tests Benchmarks/Sources Benchmarks/Package.swift) Package.swift Scripts/check-architecture.swift

.PHONY: demo test build bench bench-fits validate-fits validate-starts validate-recovery lint check-architecture setup clean
.PHONY: validate hashes release man completions bindings python

demo: setup
	$(SWIFT) build -c release --product bateman
	@Scripts/demo

# Debug first: traps on overflow and bounds are on. The slow checks (fuzzing, populations) need release.
test: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build
	$(SWIFT) build -c release --build-tests
	$(SWIFT) test -c release --skip-build

build: setup
	$(SWIFT) build -c release

bench: setup
	@Benchmarks/run

bench-fits: build
	@Benchmarks/fits --large

# Published fits again, against NONMEM's results; 50 random starts; recovery of known parameters (half an hour).
validate-fits: build
	@Validation/Fits/validate

validate-starts: build
	@Validation/Fits/starts

validate-recovery: build
	@Validation/Recovery/run

lint:
	$(SWIFT) format lint -r --strict -p $(LINTED)

# Whether this build does what Validation/Requirements.md says.
validate: setup
	$(SWIFT) build -c release --product bateman
	.build/release/bateman validate

# The list that 'bateman validate' holds models and protocols to; run it when one is meant to change.
hashes:
	@find Models Protocols -type f '(' -name '*.pkm' -o -name '*.yaml' ')' | LC_ALL=C sort | xargs sha256sum \
	  > Validation/IQ/hashes/SHA256SUMS

# A binary that needs nothing of the system, in dist/.
release: setup
	@Scripts/release

# The manual page and the completions of bash, zsh and fish, in share/.
man completions: setup
	$(SWIFT) build -c release --product bateman
	@Scripts/manual share

# The shared library of the C interface, and the Python package on it.
bindings python: setup
	@Scripts/bindings

check-architecture:
	@Scripts/check-architecture

setup:
	@Scripts/setup

clean:
	rm -rf .build Benchmarks/.build demo dist share Bindings/build
