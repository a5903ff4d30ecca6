# The front door. Each target works from a fresh clone, on its own.

PRESET ?= release
BUILD = build/$(PRESET)
SOURCES = $(shell git ls-files --cached --others --exclude-standard '*.cpp' '*.h')

.PHONY: help deps deps-all configure build demo test test-all mutants bench fuzz check-format format lint \
        lint-changed check-sanitize install package clean

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' Makefile

deps: ## Install the Debian packages the project needs
	@scripts/deps

deps-all: deps ## Install these, and what only test-all needs: a browser
	@scripts/deps all

configure: deps
	@cmake --preset $(PRESET) >/dev/null

build: configure ## Build the tools and the tests (release; PRESET=debug, asan or tsan for others)
	@cmake --build --preset $(PRESET)

demo: configure ## Judge the mock by the contract suite, over HTTP
	@cmake --build --preset $(PRESET) --target sp-mock sp-contract
	@scripts/demo $(BUILD)/bin

test: build ## Build and run the tests that need nothing but this machine
	@ctest --preset $(PRESET) -j 2 -LE '^all$$'

test-all: deps-all test ## Run these, and the tests that take more: installed trees, other languages, fresh roots
	@ctest --preset $(PRESET) -j 2 -L '^all$$'

mutants: configure ## Break one thing at a time and see what the suite misses (MUTANTS=--help)
	@cmake --build --preset $(PRESET) --target sp-mutants
	@$(BUILD)/bin/sp-mutants $(MUTANTS)

bench: configure ## Measure the mock (speed beside bare cpp-httplib, start, memory), the reader of JSON and the import
	@cmake --build --preset $(PRESET) --target sp-bench-http sp-bench-memory sp-bench-json sp-bench-import
	@$(BUILD)/bin/sp-bench-http
	@$(BUILD)/bin/sp-bench-memory
	@$(BUILD)/bin/sp-bench-json
	@$(BUILD)/bin/sp-bench-import

fuzz: ## Feed every reader made-up input, a minute each (SECONDS=60 TARGETS="json judge")
	@$(MAKE) --no-print-directory configure PRESET=fuzz
	@cmake --build --preset fuzz --target sp-fuzz
	@scripts/fuzz $(or $(SECONDS),60) $(TARGETS)

check-format: deps ## Check the formatting of the sources
	@test -n "$(SOURCES)" || { echo "git lists no sources here" >&2; exit 1; }
	@clang-format --dry-run --Werror $(SOURCES)

format: deps ## Format the sources
	@clang-format -i $(SOURCES)

lint: check-format ## Check formatting, includes, links and, by clang-tidy, all sources
	@scripts/check-arrows
	@scripts/check-names
	@scripts/check-links
	@scripts/tidy

lint-changed: check-format ## The same of the sources that changed since BASE (the commit before, unless told)
	@scripts/check-arrows
	@scripts/check-names
	@scripts/check-links
	@scripts/tidy --since $(or $(BASE),HEAD~1)

check-sanitize: ## Run all tests under the address, undefined and thread sanitizers
	@$(MAKE) --no-print-directory test PRESET=asan
	@$(MAKE) --no-print-directory test PRESET=tsan

install: build ## Install tools, libraries and docs (DESTDIR and PREFIX as usual)
	@cmake --install $(BUILD) $(if $(PREFIX),--prefix "$(PREFIX)")

package: build ## Make the .deb packages, the .tar.gz and the wheel, in build/release/packages
	@scripts/package $(BUILD)

clean: ## Remove everything that was built
	@rm -rf build
