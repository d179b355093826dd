# `make demo` and `make test` are all that a newcomer needs; both install what is missing.

SWIFT ?= swift
LINTED := $(wildcard Sources Tests Benchmarks/Sources Benchmarks/Package.swift) Package.swift Scripts/check-architecture.swift

.PHONY: demo test build bench bench-fits validate-fits validate-starts validate-recovery lint check-architecture setup setup-plots clean

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

check-architecture:
	@Scripts/check-architecture

setup:
	@Scripts/setup

# What figures and reports are drawn with; on request, because it is some 70 MB from PyPI.
setup-plots:
	@Scripts/setup-plots

clean:
	rm -rf .build Benchmarks/.build demo
