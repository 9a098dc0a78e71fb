# Two commands for a newcomer: `make run` and `make test`. `make help` lists the others.
# The work is done by tools/ and CMake; nothing here is needed to use CMake directly.

PRESET ?= release
FILE   ?= examples/quickstart.mjs
ARGS   ?=
KAZE   := build/current/kaze

.PHONY: help run build test test262 programs bench format clean

help:
	@echo 'make run                      build Kaze and run examples/quickstart.mjs'
	@echo 'make run FILE=app.js ARGS=…   build Kaze and run a program'
	@echo 'make test                     build Kaze and run all its tests'
	@echo 'make test262                  run the whole ECMAScript conformance suite (docs/testing.md)'
	@echo 'make bench                    run the benchmarks beside the peers found (docs/performance.md)'
	@echo 'make build PRESET=debug       build a preset: release debug asan tsan gcc'
	@echo 'make format                   format the C++ sources'
	@echo 'make clean                    remove everything that was built'

run:
	@tools/build $(PRESET) --target kaze
	@$(KAZE) $(FILE) $(ARGS)

build:
	@tools/build $(PRESET)

test: build
	@tools/test

test262: build
	@tools/test262 --kaze $(KAZE) --expected tests/test262/expected-failures.txt --summary 1 \
	  --without built-ins/Temporal language built-ins annexB harness

programs: build
	@tools/run-programs $(KAZE)

bench: build
	@bench/run compute start-up micro --kaze $(KAZE) --rounds 1 --busy \
	  --json build/bench/results.json --html build/bench/results.html

format:
	@git ls-files '*.cpp' '*.h' | xargs clang-format-19 -i

clean:
	rm -rf build
