# What to do here: make help

GO         ?= go
CLIENTS    := internal/clients/testdata
VSCODE     := editors/vscode
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0
GORELEASER := v2.16.0
VERSION    ?=

.DEFAULT_GOAL := help
.PHONY: help build generate catalogue commands man completions licences vulnerabilities goreleaser release-snapshot release release-notes test test-all lint bench bench-check fuzz clients race survey wasm playground vscode clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## build bin/postwright
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-X main.version=$(VERSION)" -o bin/postwright ./cmd/postwright

generate: ## write the collections and the environment to import, and their page, into dist/
	$(GO) run ./cmd/postwright generate -o dist/
	$(GO) run ./cmd/postwright generate --include all -o dist/drchrono-full.postman_collection.json \
		--environment dist/drchrono-full.postman_environment.json
	$(GO) run ./cmd/postwright generate --to v3 -o dist/v3/
	$(GO) run ./cmd/postwright docs --template drchrono -o dist/drchrono.html dist/drchrono.postman_collection.json

catalogue: ## write the facts of DrChrono's OpenAPI document, OPENAPI=FILE
	$(GO) run ./cmd/postwright import-template --catalogue -o templates/drchrono/operations.json $(OPENAPI)

PAGES = $(GO) run -tags pages -ldflags "-X main.version=$(VERSION)" ./cmd/postwright

commands: ## write docs/commands.md from the commands' own help
	$(PAGES) commands docs/commands.md

man: ## write man pages into build/man/
	$(PAGES) man build/man

completions: ## write completion scripts for bash, zsh, fish and PowerShell into build/completions/
	$(PAGES) completions build/completions

licences: ## write THIRD_PARTY_LICENSES; fails where a licence is not permissive
	$(GO) run ./internal/tools/licences > THIRD_PARTY_LICENSES.tmp
	mv THIRD_PARTY_LICENSES.tmp THIRD_PARTY_LICENSES

vulnerabilities: ## look for known vulnerabilities; needs the network, or VULNDB=file:///a/copy
	$(GO) run $(GOVULNCHECK) $(if $(VULNDB),-db $(VULNDB)) ./...

TOOLS := build/goreleaser-$(GORELEASER)

$(TOOLS)/goreleaser:
	GOBIN=$(CURDIR)/$(TOOLS) $(GO) install github.com/goreleaser/goreleaser/v2@$(GORELEASER)

goreleaser: $(TOOLS)/goreleaser ## build GoReleaser into build/, which takes minutes the first time

release-snapshot: goreleaser ## the release builds, into build/release/, without publishing
	$(TOOLS)/goreleaser release --snapshot --clean

NOTES = awk -v of="$(VERSION)" '/^\#\# / {on = "v" $$2 == of; if (on) {found = 1; next}} on; \
	END {if (!found) {print "CHANGELOG.md has nothing about " of > "/dev/stderr"; exit 1}}' CHANGELOG.md

release-notes: ## print what CHANGELOG.md says of VERSION, such as v0.1.0
	@$(NOTES)

release: goreleaser ## publish the tag VERSION as a draft; see CONTRIBUTING.md
	$(NOTES) > build/release-notes.md
	$(TOOLS)/goreleaser release --clean --release-notes build/release-notes.md

test: ## run the tests (without the real clients, which make clients runs)
	$(GO) test -short ./...
	$(GO) -C internal/tools/bench test -short ./...

test-all: ## run also the tests that take long (without the real clients)
	$(GO) test -timeout 45m $$($(GO) list ./... | grep -v /internal/clients)

race: ## run the tests under the race detector
	$(GO) test -short -race -timeout 45m ./...

lint: ## vet, format check and staticcheck
	$(GO) vet ./...
	$(GO) vet -tags pages ./cmd/postwright
	$(GO) -C internal/tools/bench vet ./...
	@unformatted=$$(gofmt -l cmd collection internal schemas templates); \
		if [ -n "$$unformatted" ]; then echo "run gofmt on: $$unformatted"; exit 1; fi
	$(GO) run $(STATICCHECK) ./...
	cd internal/tools/bench && $(GO) run $(STATICCHECK) ./...

wasm: ## build what must run in a browser
	GOOS=js GOARCH=wasm $(GO) build ./collection/... ./templates/... ./schemas/... ./internal/playground/wasm

playground: ## build the page that works in a browser into build/playground/, and a zip of it
	$(GO) run ./internal/playground/build build/playground build/postwright-playground.zip

fuzz: ## run each fuzz target, or those of PACKAGES, for FUZZTIME (default 20s)
	sh internal/fuzz.sh $(or $(FUZZTIME),20s) $(PACKAGES)

$(CLIENTS)/node_modules/.package-lock.json: $(CLIENTS)/package-lock.json
	cd $(CLIENTS) && npm ci --no-audit --no-fund

clients: $(CLIENTS)/node_modules/.package-lock.json ## try the result in Postman CLI, Newman, Postman's SDK, Bruno, Insomnia; compare with Spectral (needs node)
	$(GO) test -count=1 -timeout 45m -v ./internal/clients/...

$(VSCODE)/node_modules/.package-lock.json: $(VSCODE)/package-lock.json
	cd $(VSCODE) && npm ci --no-audit --no-fund

vscode: build $(VSCODE)/node_modules/.package-lock.json ## check, test and package the extension for VS Code (needs node)
	cd $(VSCODE) && npm run check && POSTWRIGHT=$(CURDIR)/bin/postwright npm test && npm run package

survey: ## what each lint rule finds in FOLDERS (default: the reference collections), with a sample to judge
	$(GO) run ./internal/tools/survey $(or $(FOLDERS),../shared/data/corpus ../shared/data/postman/examples)

bench: ## measure, beside the peers; see docs/performance.md
	$(GO) -C internal/tools/bench test -run '^$$' -bench . -benchtime 3x .
	$(GO) -C internal/tools/bench build -o $(CURDIR)/build/bench .
	build/bench -o docs/performance.md

bench-check: ## measure again what internal/tools/bench/ratios.json says, and fail where a ratio became much worse
	$(GO) -C internal/tools/bench build -o $(CURDIR)/build/bench .
	build/bench -n 3 -check internal/tools/bench/ratios.json

clean: ## remove what was built or installed here
	rm -rf bin build $(CLIENTS)/node_modules $(VSCODE)/node_modules $(VSCODE)/dist $(VSCODE)/build
