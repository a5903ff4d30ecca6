# The front door. Each target works from a fresh clone, on its own.

PRESET ?= release
BUILD = build/$(PRESET)
SOURCES = $(shell git ls-files --cached --others --exclude-standard '*.cpp' '*.h')

.PHONY: help deps configure build demo test mutants bench fuzz check-format format check-sanitize install clean

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' Makefile

deps: ## Install the Debian packages the project needs
	@scripts/deps

configure: deps
	@cmake --preset $(PRESET) >/dev/null

build: configure ## Build the tools and the tests (release; PRESET=debug, asan or tsan for others)
	@cmake --build --preset $(PRESET)

demo: configure ## Judge the mock by the contract suite, over HTTP
	@cmake --build --preset $(PRESET) --target sp-mock sp-contract
	@scripts/demo $(BUILD)/bin

test: build ## Build and run all tests
	@ctest --preset $(PRESET) -j 2

mutants: configure ## Break one thing at a time and see what the suite misses (MUTANTS=--help)
	@cmake --build --preset $(PRESET) --target sp-mutants
	@$(BUILD)/bin/sp-mutants $(MUTANTS)

bench: configure ## Measure the mock side by side with bare cpp-httplib
	@cmake --build --preset $(PRESET) --target sp-bench-http
	@$(BUILD)/bin/sp-bench-http

fuzz: ## Read requests made by chance, under the address sanitizer (SECONDS=60)
	@$(MAKE) --no-print-directory configure PRESET=asan
	@cmake --build --preset asan --target sp-fuzz-request-reader
	@build/asan/bin/sp-fuzz-request-reader $(or $(SECONDS),60)

check-format: deps ## Check the formatting of the sources
	@test -n "$(SOURCES)" || { echo "git lists no sources here" >&2; exit 1; }
	@clang-format --dry-run --Werror $(SOURCES)

format: deps ## Format the sources
	@clang-format -i $(SOURCES)

check-sanitize: ## Run all tests under the address, undefined and thread sanitizers
	@$(MAKE) --no-print-directory test PRESET=asan
	@$(MAKE) --no-print-directory test PRESET=tsan

install: build ## Install the tools (DESTDIR and PREFIX as usual)
	@cmake --install $(BUILD) $(if $(PREFIX),--prefix $(PREFIX))

clean: ## Remove everything that was built
	@rm -rf build
