# Two commands on a fresh Debian machine with Swift: `make demo` and `make test`.
# Both install the Debian packages that are missing, and say so.

SWIFT ?= swift
# Imports go downward only: a target may import what Package.swift says it stands on, and nothing else.
CHECKED := --explicit-target-dependency-import-check error
BINARY := .build/release/replyledger
# Swift's own libraries are linked in where the toolchain has them to link: the command takes less memory and runs on
# machines without Swift. Where it has not, the command finds them beside the compiler, as it would anyway.
STATIC = $(if $(wildcard $(SWIFT_STATIC)/linux/libswiftCore.a),--static-swift-stdlib)
SWIFT_STATIC = $(shell $(SWIFT)c -static-stdlib -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
RELEASE = $(SWIFT) build -c release $(STATIC) $(CHECKED)

.DEFAULT_GOAL := build
.PHONY: build demo test test-swift test-browser test-desk test-rt lint format bench bench-programs clean packages test-packages bench-packages

build: packages  ## the command, at .build/release/replyledger
	$(RELEASE) --product replyledger

demo: build  ## the demo company on the embedded store, served on this machine
	$(BINARY) demo

# The help desk comes before the Swift tests, whose summary and the browser's stand last; it needs the command that the
# browser needs too.
test: test-packages lint test-desk test-swift test-browser  ## all: lint, a real help desk, both stores, a real browser

test-swift: test-packages
	scripts/test-swift.sh

test-browser: build .venv/ready
	.venv/bin/python -m pytest Tests/Browser -q -p no:cacheprovider

test-desk: build
	scripts/test-rt.sh --if-possible $(BINARY)

test-rt: build  ## a real Request Tracker from Debian, filled, synced and compared (as root)
	scripts/test-rt.sh $(BINARY)

.venv/ready: Tests/Browser/requirements.txt
	python3 -m venv .venv
	.venv/bin/pip install -q --disable-pip-version-check -r Tests/Browser/requirements.txt
	touch $@

lint:
	$(SWIFT) format lint --strict -r Sources Tests Benchmarks Package.swift

format:
	$(SWIFT) format -i -r Sources Tests Benchmarks Package.swift

bench: bench-packages  ## speed against named peers, as ratios
	python3 Benchmarks/run.py

bench-programs: build  ## what the benchmarks measure
	$(RELEASE) --product benchmark-columns
	$(RELEASE) --product benchmark-desk

packages:
	@scripts/install-packages.sh build

test-packages:
	@scripts/install-packages.sh test

bench-packages:
	@scripts/install-packages.sh bench

clean:
	rm -rf .build .venv
