# readout. `make help` lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help

OUT ?= out
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
# The labelled data and the acceptance checks, which stand beside a checkout and
# are no part of it. Checks that need them say so when they are missing.
SHARED ?= ../shared

export CGO_ENABLED ?= 0

.PHONY: help
help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: ## analyse the embedded sample and say where the report is
	@go run ./cmd/readout run --sample --out $(OUT)

.PHONY: build
build: ## one static binary, bin/readout
	go build -trimpath -ldflags='-s -w' -o bin/readout ./cmd/readout

.PHONY: test
test: ## all tests that need nothing but Go
	go test ./...

.PHONY: check
check: lint docs race seed ## everything, with what needs more than Go
	@echo "all checks passed"

.PHONY: lint
lint: ## gofmt, go vet, staticcheck
	@unformatted=$$(gofmt -l cmd analysis lexicon data reports); \
	  if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...

.PHONY: fmt
fmt: ## format the code
	gofmt -w cmd analysis lexicon data reports

.PHONY: docs
docs: build ## the README's commands run, and what is generated is up to date
	go test -count=1 -run 'Readme|Dictionary|Manual' ./...

.PHONY: race
race: ## the tests that use several goroutines, under the race detector
	CGO_ENABLED=1 go test -race ./analysis ./cmd/... ./data/...

.PHONY: seed
seed: build ## the first real article, when ../shared is there
	@if [ -x $(SHARED)/check/seed ]; then READOUT=bin/readout $(SHARED)/check/seed; \
	  else echo "skipped: $(SHARED)/check/seed is not here"; fi

.PHONY: bench
bench: ## speed and memory
	go test -run '^$$' -bench . -benchmem ./...

.PHONY: clean
clean: ## remove what was built
	rm -rf bin $(OUT) dist
