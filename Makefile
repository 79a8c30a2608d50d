# Two commands on a fresh Debian machine with Swift: `make demo` and `make test`.
# Both install the Debian packages that are missing, and say so.

SWIFT ?= swift
# Imports go downward only: a target may import what Package.swift says it stands on, and nothing else.
CHECKED := --explicit-target-dependency-import-check error
BINARY := .build/release/replyledger

.DEFAULT_GOAL := build
.PHONY: build demo test test-swift test-browser test-rt lint format bench fuzz clean packages test-packages bench-packages

build: packages  ## the command, at .build/release/replyledger
	$(SWIFT) build -c release --product replyledger $(CHECKED)

demo: build  ## the demo company on the embedded store, served on this machine
	$(BINARY) demo

test: test-packages lint test-swift test-browser  ## everything: lint, unit tests on both stores, a real browser

test-swift: test-packages
	scripts/test-swift.sh

test-browser: build .venv/ready
	.venv/bin/python -m pytest Tests/Browser -q -p no:cacheprovider

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

bench: bench-packages build  ## speed against named peers, as ratios
	python3 Benchmarks/run.py

packages:
	@scripts/install-packages.sh build

test-packages:
	@scripts/install-packages.sh test

bench-packages:
	@scripts/install-packages.sh bench

clean:
	rm -rf .build .venv
