# The doors of the house; what is behind them is in run, test, tools/ and CMakeLists.txt.

BUILD ?= build
FUZZ_S ?= 60
SIZE ?= small

.DEFAULT_GOAL := help
.PHONY: help run test test-sizes check analyse tidy cppcheck build bench bench-search bench-import bench-picture bench-record seccomp fuzz fuzz-memory format drill proof proof-kill routes report docs release-statements deb deb-test fresh-test clean

help: ## list what one can ask for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build, load the demo and serve on http://127.0.0.1:8080
	@./run

test: ## everything: what check does, and the journeys in a real browser
	@./test

test-sizes: ## the same, with each journey at both sizes on both databases, and what goes astray
	@EVERY_SIZE=1 ./test

check: ## before a commit: format, lint, keys in the history, both compilers, sanitizers, both databases, and what tidy, cppcheck and analyse do
	@./test check
	@tools/tidy.sh build-asan
	@tools/cppcheck.sh build-asan
	@tools/analyse.sh build-asan

analyse: build ## let gcc follow every way through the sources; some minutes
	@tools/analyse.sh $(BUILD)

tidy: build ## let clang-tidy and its analyser read the sources; four minutes
	@tools/tidy.sh $(BUILD)

cppcheck: build ## let cppcheck read the sources; a minute
	@tools/cppcheck.sh $(BUILD)

build: $(BUILD)/build.ninja ## compile into build/
	@ninja -C $(BUILD)

$(BUILD)/build.ninja:
	@cmake -S . -B $(BUILD) -G Ninja -DDURE_TESTS=ON

bench: build ## how fast it is beside what this machine can do, by its budgets; writes docs/operations/bench.md
	@tools/bench.sh $(BUILD)

bench-search: build ## how fast the search alone answers over 200,000 and 1,000,000 offers, and how well; writes docs/operations/bench-search.md
	@tools/bench_search.sh $(BUILD)

bench-import: build ## how long 100,000 products by the sheet take; writes docs/operations/bench-import.md
	@tools/bench_import.sh $(BUILD)

bench-picture: build ## how long a photo of twelve megapixels takes until it can be shown; writes docs/operations/bench-picture.md
	@$(BUILD)/tests/picture_bench 20 docs/operations/bench-picture.md

bench-record: build ## how long the figures of purchases take over 10,000,000 contract lines; writes docs/operations/bench-record.md
	@tools/bench_record.sh $(BUILD)

seccomp: ## list anew which system calls the workers make, from the journeys; some thirty minutes
	@tools/seccomp.sh

fuzz: ## seek inputs that break a parser, FUZZ_S=60 seconds each, with clang's libFuzzer
	@tools/fuzz.sh build-fuzz $(FUZZ_S)

fuzz-memory: ## the same, seeking reads of memory nobody wrote, with clang's MemorySanitizer
	@tools/fuzz.sh build-memory $(FUZZ_S) -DDURE_MEMORY=ON

format: ## let clang-format have the last word
	@find src sim tools tests -name '*.[ch]' -exec clang-format -i {} +

drill: build ## back up a demo city, restore it into an empty place, serve it, and tell the times; SIZE=town: half a gigabyte, SIZE=city: a large one
	@DURE_BUILD=$(BUILD) SIZE=$(SIZE) tools/drill.sh

proof-kill: build ## that part of the proof alone: purchases on both databases while processes are killed
	@tools/proof.sh $(BUILD) kill

proof: build ## everything that says "it loses nothing", at full count, and what ./test proves besides; writes docs/operations/proof.md
	@tools/proof.sh $(BUILD)

routes: build ## the whole site with who may enter
	@$(BUILD)/dure routes

report: build ## the longest functions and files
	@$(BUILD)/tools/report .

docs: build ## print settings, verbs, jobs and metrics into docs/operations
	@$(BUILD)/dure docs

release-statements: build ## at a release: keep its statements, which the schemas to come must still run
	@tools/release_statements.sh $(BUILD)

deb: ## make the Debian package of the programs as people get them, in build-release; installs what the build needs
	@tools/deb.sh

deb-test: deb ## by root: install it in a Debian of its own, serve, upgrade, remove, purge
	@tools/deb_test.sh build-release

fresh-test: ## by root: ./run and ./test from a clean clone in a Debian that has nothing; half an hour
	@tools/fresh_test.sh

clean: ## remove what was built; the demo's data in var/ stays
	@rm -rf build build-*
