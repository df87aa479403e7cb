# make alone lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash

SITE ?= demo
OUT  ?= out
FUZZTIME ?= 10s
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null)

GOLANGCI := v2.15.0

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo '  make audit SITE=http://swj.example.gov.cn/ OUT=out   audits a real site (or SITE=site.yaml)'

.PHONY: build
build: ## builds bin/lanmu
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.release=$(VERSION)' -o bin/lanmu ./cmd/lanmu

# Exit code 3 says that there are findings: the audit itself went well.
.PHONY: audit
audit: build ## audits the sample portal, or SITE=..., and says where the report is
	@bin/lanmu audit '$(SITE)' --out '$(OUT)'; code=$$?; \
	if [ $$code -eq 0 ] || [ $$code -eq 3 ]; then echo; echo "report: $(abspath $(OUT))/report.html"; exit 0; fi; exit $$code

.PHONY: test
test: ## runs the tests
	go test ./...

# Where goroutines meet; RACE=./... for everything.
# Not internal/attachment: to stop a PDF reader under way is to write where its
# call reads, by the library's own design, and the detector says so each time.
RACE = ./crawler ./extract ./rules $$(go list ./internal/... | grep -v /internal/attachment)

.PHONY: race
race: ## runs the tests under the race detector (needs gcc)
	CGO_ENABLED=1 go test -race -short $(RACE)

.PHONY: vet
vet: ## go vet
	go vet ./...

.PHONY: accuracy
accuracy: ## how often lanmu is right: tables for the sample portals (and LANMU_CORPUS)
	go test -count=1 -v ./accuracy

PAGES ?= 1000,10000
ROUNDS ?= 1

.PHONY: bench
bench: build ## speed and memory beside floors and other checkers (PAGES=1000,10000 ROUNDS=1)
	go build -o bin/bench ./bench
	bin/bench run -pages '$(PAGES)' -rounds '$(ROUNDS)' -lanmu bin/lanmu

.PHONY: bench-peers
bench-peers: ## link checkers of npm for make bench, into bin/peers (others: apt-get install wget2 linkchecker python3-scrapy)
	npm install --prefix bin/peers --no-fund --no-audit linkinator crawlee

.PHONY: fuzz-short
fuzz-short: ## every fuzz test for FUZZTIME (10s)
	@set -e; for pkg in $$(go list ./...); do \
	  for f in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
	    echo "== $$pkg $$f"; go test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) $$pkg; \
	  done; done

.PHONY: lint
lint: bin/golangci-lint-$(GOLANGCI) ## golangci-lint, kept in bin/
	$< run ./...

bin/golangci-lint-$(GOLANGCI):
	GOBIN='$(CURDIR)/bin' GOFLAGS=-mod=mod go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI)
	mv bin/golangci-lint $@

.PHONY: clean
clean: ## removes what was built and written
	rm -rf bin out coverage.out
