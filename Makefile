# The doors of the house; what is behind them is in run, test, tools/ and CMakeLists.txt.

BUILD ?= build

.DEFAULT_GOAL := help
.PHONY: help run test build bench check routes report docs clean

help: ## list what one can ask for
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build, load the demo and serve on http://127.0.0.1:8080
	@./run

test: ## everything: both compilers, sanitizers, both databases, browser journeys
	@./test

build: $(BUILD)/build.ninja ## compile into build/
	@ninja -C $(BUILD)

$(BUILD)/build.ninja:
	@cmake -S . -B $(BUILD) -G Ninja

clean: ## remove what was built; the demo's data in var/ stays
	@rm -rf build build-*
