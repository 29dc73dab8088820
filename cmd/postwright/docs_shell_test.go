package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/internal/testkit"
)

// elsewhere names the tests that run other pages, or single parts of them.
var elsewhere = map[string]string{
	"docs/ci.md":         "TestCIPage",
	"docs/headless.md 1": "TestHeadless", // with Newman, among the clients
	"docs/headless.md 2": "TestTokenByPage",
	"docs/headless.md 3": "TestTokenByPage",
	"docs/headless.md 4": "TestHeadless",
	"docs/headless.md 5": "TestHeadless",
	"docs/headless.md 7": "TestTokenByPage",
}

// Files that examples name, created by the shell.
const (
	collections = "mkdir -p collections && postwright generate -o collections/one.postman_collection.json\n"
	threeSides  = `postwright generate -o - > base.json
sed 's/"description": "/&Ours. /' base.json > ours.json
sed 's/"method": "GET"/"method": "PUT"/' base.json > theirs.json
`
	// Merges that stopped: at neighboring lines, and at output that two
	// branches generated.
	twoLines = `git switch -qC two v3 && (cd 'postman/collections/DrChrono API' && sed 's/^method: GET/method: HEAD/' 'Get current user.request.yaml' > x && mv x 'Get current user.request.yaml') && git commit -qam two
git switch -qC one v3 && (cd 'postman/collections/DrChrono API' && sed 's,^url: .*,url: "{{base_url}}/me",' 'Get current user.request.yaml' > x && mv x 'Get current user.request.yaml') && git commit -qam one
if git merge two; then exit 1; fi
`
	twoLinesRebased = `git merge --abort && git switch -q two
if git rebase one; then exit 1; fi
`
	twoGenerations = `git rebase --abort
git switch -qC two v3 && postwright generate --to v3 -o postman/ --scopes user:read,calendar:read && git commit -qam two
git switch -qC one v3 && postwright generate --to v3 -o postman/ --scopes user:read,clinical:read && git commit -qam one
if git merge two; then exit 1; fi
grep -q '<<<<<<<' postman/postwright.lock
`
	someAPI = `cat > api.yaml <<'EOF'
openapi: 3.0.3
info: {title: Pets, version: "1"}
servers: [{url: https://pets.example.com}]
components: {securitySchemes: {o: {type: oauth2, flows: {authorizationCode: {authorizationUrl: https://pets.example.com/o, tokenUrl: https://pets.example.com/t, scopes: {"pets:read": Read., "pets:write": Write.}}}}}}
paths: {/pets: {get: {operationId: listPets, security: [{o: ["pets:read"]}], responses: {"200": {description: Pets.}}}}}
EOF
`
	someTemplate = `cat > clinic.yaml <<'EOF'
name: clinic
title: Clinic
variables: [{key: base_url, value: https://clinic.example.com}]
auth: {type: oauth2, attributes: {accessToken: "{{access_token}}"}}
scopes:
  - {name: labs:read, description: Read labs.}
items:
  - {id: labs, name: List labs, method: GET, url: "{{base_url}}/labs"}
EOF
`
)

// prepared is the shell code that a page needs before its first part, or that
// a part needs, by its number.
var prepared = map[string]string{
	"README.md":       collections + someAPI,
	"docs/usage.md":   collections,
	"CONTRIBUTING.md": "git init -q --bare ../origin.git && git remote add origin ../origin.git && touch CHANGELOG.md\n",
	"docs/diff.md": `postwright generate -o old.json && postwright generate --scopes user:read -o - > new.json
cp old.json api.json && postwright convert --to v3 old.json -o postman/collections/API
git add api.json postman && git commit -qm api && git branch -f main && cp new.json api.json
`,
	"docs/getting-started.md 6": `sed 's/"name": "Get current user"/"name": "Who am I"/' drchrono/drchrono.postman_collection.json > x && mv x drchrono/drchrono.postman_collection.json
`,
	"docs/limits.md": "postwright generate -o dist/\n",
	"docs/lint.md":   someAPI + "\nmkdir collections && postwright generate --scopes needed -o collections/one.postman_collection.json && postwright generate\n",
	"docs/merging.md 1": someTemplate + `postwright generate ./clinic.yaml -o api/
sed 's/"name": "List labs"/"name": "My labs"/' api/clinic.postman_collection.json > edited && cp edited api/clinic.postman_collection.json
sed 's/^items:/  - {name: labs:write, description: Write labs.}\n&/' clinic.yaml > more && cp more clinic.yaml
`,
	"docs/merging.md 2": threeSides,
	// Branches that changed the same thing, and something else.
	"docs/merging.md 4": `postwright generate -o - > api.postman_collection.json
git add .gitattributes api.postman_collection.json && git commit -qm base
git switch -qc theirs
sed 's/"name": "Get current user"/"name": "Who am I"/; s/"name": "Refresh access token"/"name": "Another token"/' api.postman_collection.json > x && mv x api.postman_collection.json && git commit -qam theirs
git switch -qc ours HEAD^
sed 's/"name": "Get current user"/"name": "Me"/' api.postman_collection.json > x && mv x api.postman_collection.json && git commit -qam ours
if git merge theirs > said; then exit 1; fi
grep -q '^conflict: request Me, name: changed on both sides' said
`,
	"docs/merging.md 5": `postwright generate --to v3 -o postman/ --scopes user:read
git add . && git commit -qm v3 && git tag v3 && git switch -qc other
(cd postman/environments && sed 's/enabled: true/enabled: false/' DrChrono.environment.yaml > x && mv x DrChrono.environment.yaml) && git commit -qam other && git switch -q -
`,
	// Branches that both generated, without the driver.
	"docs/merging.md 6":                 twoLines,
	"docs/merging.md 7":                 twoLinesRebased,
	"docs/merging.md 8":                 twoGenerations,
	"docs/git.md 2":                     "git worktree add -q --detach ../base\n",
	"docs/getting-started.md":           collections,
	"docs/documentation-page.md":        "postwright generate\n",
	"docs/openapi.md":                   someAPI,
	"docs/rules-on-real-collections.md": collections,
}

// shownFiles are files that a page shows and its commands read.
var shownFiles = map[string]struct{ name, language string }{
	"docs/lint.md":      {"postwright.yaml", "yaml"},
	"docs/merging.md":   {".gitattributes", "gitattributes"},
	"docs/templates.md": {"github.yaml", "yaml"},
}

// proofs are checks after a part.
var proofs = map[string]string{
	"docs/getting-started.md 6": "grep -q 'Who am I' drchrono/drchrono.postman_collection.json",
	"docs/git.md 3":             "grep -q 'value: user:read calendar:read' 'postman/collections/DrChrono API/.resources/definition.yaml' && git log -1 --format=%s | grep -q fewer",
	"docs/git.md 7":             "test -s 'exported/DrChrono API.postman_collection.json'",
	"docs/merging.md 2":         "grep -q '\"description\": \"Ours. ' ours.json && grep -q '\"method\": \"PUT\"' ours.json",
	"docs/merging.md 5":         "git diff --exit-code other -- postman && git checkout -q .",
	"docs/merging.md 6":         "cd 'postman/collections/DrChrono API' && grep -q '^method: HEAD' 'Get current user.request.yaml' && grep -q '^url: .*/me' 'Get current user.request.yaml'",
	"docs/merging.md 7":         "cd 'postman/collections/DrChrono API' && grep -q '^method: HEAD' 'Get current user.request.yaml' && grep -q '^url: .*/me' 'Get current user.request.yaml'",
	"docs/merging.md 8":         "postwright generate --to v3 -o postman/ --scopes user:read,calendar:read,clinical:read --check && test -z \"$(git status --porcelain postman)\" && git log -1 --format=%s | grep -q Merge",
	"docs/merging.md 4":         "grep -q 'Who am I' api.postman_collection.json && grep -q 'Another token' api.postman_collection.json && git commit -qm merged",
	"docs/openapi.md 1":         "test -s pets.postman_collection.json",
	"docs/scopes.md 1":          "grep -q patients:read clinic.json && ! grep -q labs:read clinic.json",
}

// stubs writes stubs of programs that examples use and that cannot run here.
func stubs(t *testing.T, w *workplace) {
	t.Helper()
	postwright, err := exec.LookPath("postwright")
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	// The sandbox serves until it is stopped: here, as soon as it listens, on
	// any port. The browser is [browse]. Whoever pastes gets the address from
	// it.
	w.script("stubs/postwright", `case "$1 $* " in
"token "*" --paste "*)
	rm -f "$TMPDIR/pasted"
	mkfifo "$TMPDIR/pasted"
	'`+postwright+`' "$@" < "$TMPDIR/pasted" 2> "$TMPDIR/said" &
	exec 3> "$TMPDIR/pasted"
	until address=$(grep -o 'http://[^ ]*state=[^ ]*' "$TMPDIR/said"); do
		kill -0 $! || { cat "$TMPDIR/said"; exit 2; }
		sleep 0.05
	done
	xdg-open --address "$address" >&3
	exec 3>&-
	wait $! && exit 0
	cat "$TMPDIR/said"
	exit 1 ;;
"token "*)
	DISPLAY=:0 exec '`+postwright+`' "$@" ;;
"sandbox "*) ;;
*) exec '`+postwright+`' "$@" ;;
esac
for word; do
	[ "$word" = 127.0.0.1:8080 ] && word=127.0.0.1:0
	set -- "$@" "$word"
	shift
done
rm -f "$TMPDIR/listening"
'`+postwright+`' "$@" > "$TMPDIR/listening" &
until grep -s '^listening on http://127' "$TMPDIR/listening"; do
	kill -0 $! || exit 2
	sleep 0.05
done
kill -TERM $!
wait $!`)
	// The release is not published yet; the survey reads local files.
	w.script("stubs/go", `case "$*" in
"install github.com/postwright/postwright/cmd/postwright@latest" | "install ./cmd/postwright") ;;
"run ./internal/tools/survey "*)
	here=$PWD
	shift 2
	for word; do
		case $word in ../shared/* | FOLDER...) word=$here/collections ;; esac
		set -- "$@" "$word"
		shift
	done
	cd '`+root+`'
	HOME='`+os.Getenv("HOME")+`' PATH='`+os.Getenv("PATH")+`' exec go run ./internal/tools/survey "$@" ;;
*) exit 2 ;;
esac`)
	// Prints what make would do; .ci/run does it.
	w.script("stubs/make", `PATH='`+os.Getenv("PATH")+`' exec make -n -C '`+root+`' "$@"`)
	// There is no daemon. The arguments are known to the Dockerfile, and the
	// container's command is run directly.
	w.script("stubs/docker", `case $1 in
build)
	while [ $# -gt 1 ]; do
		[ "$1" != --build-arg ] || grep -q "^ARG.* ${2%%=*}=" '`+root+`/Dockerfile'
		shift
	done
	[ "$1" = . ] ;;
run)
	while [ "$1" != postwright ]; do shift; done
	exec "$@" ;;
*) exit 2 ;;
esac`)
	w.script("stubs/gh", "exit 0")
	// Postman's CLI needs an account; here the folders that it reads must
	// exist.
	w.script("stubs/postman", `case "$1 $2" in
"login --with-api-key" | "workspace push") [ -d postman/collections ] ;;
"collection run") [ -d "$3/.resources" ] && [ "$4" = -e ] && [ -s "$5" ] ;;
*) exit 2 ;;
esac`)
	// Newman runs among the clients; here its files must exist.
	w.script("stubs/newman", `[ "$1" = run ] && [ -s "$2" ] && [ "$3" = -e ] && [ -s "$4" ]`)
}

// TestShellParts runs the shell parts of the pages, each page in its own
// folder and from top to bottom, as a reader would. TestDocumentedRuns, among
// the clients, runs the parts with Newman.
func TestShellParts(t *testing.T) {
	requirePrograms(t, "sh", "git", "make")
	pages := map[string][]testkit.ShellPart{}
	known := map[string]bool{}
	for _, p := range testkit.ShellParts(t) {
		pages[p.Page] = append(pages[p.Page], p)
		known[p.Page], known[fmt.Sprint(p.Page, " ", p.Number)] = true, true
	}
	if len(pages) < 10 {
		t.Errorf("only %d pages have shell parts", len(pages))
	}
	for _, table := range []map[string]string{elsewhere, prepared, proofs} {
		for name := range table {
			if !known[name] {
				t.Errorf("there is no %s any more", name)
			}
		}
	}
	knownElsewhere(t)
	for page, parts := range pages {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			w := emptyWorkplace(t)
			w.write("home/.gitconfig", "[user]\n\tname = Test\n\temail = test@example.com\n")
			w.file("README.md", "")
			stubs(t, w)
			w.must("git init -q -b main && git add README.md && git commit -qm base")
			if f, ok := shownFiles[page]; ok {
				w.file(f.name, blocks(t, page, f.language)[0])
			}
			w.must(prepared[page] + ":")
			for _, p := range parts {
				name := fmt.Sprint(page, " ", p.Number)
				if checked := w.shell([]string{"sh", "-n"}, p.Text); checked.code != 0 {
					t.Errorf("%s is not what a shell reads:\n%s", name, checked.output)
				}
				if elsewhere[page] != "" || elsewhere[name] != "" || p.NeedsClient() {
					continue
				}
				w.must(prepared[name] + ":")
				ran := w.shell(posix, p.Text)
				if ran.code != exitFine {
					t.Errorf("%s: exit code %d", name, ran.code)
				}
				if p.Shown != "" && !strings.Contains(p.Text, "sandbox") && strings.TrimSpace(ran.output) != strings.TrimSpace(p.Shown) {
					t.Errorf("%s shows other lines than are printed\n%s", name, testkit.Diff(strings.TrimSpace(ran.output), strings.TrimSpace(p.Shown)))
				}
				w.must(proofs[name] + "\n:")
			}
		})
	}
}

// knownElsewhere checks that the tests named in elsewhere exist.
func knownElsewhere(t *testing.T) {
	t.Helper()
	var all strings.Builder
	for _, folder := range []string{".", "../../internal/clients"} {
		files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
	}
	for part, test := range elsewhere {
		if !strings.Contains(all.String(), "\nfunc "+test+"(") {
			t.Errorf("there is no %s, which should run %s", test, part)
		}
	}
}

// exampleFiles are the files that examples in the commands' help name.
const exampleFiles = collections + threeSides + someAPI + someTemplate + `
cp clinic.yaml my-api.yaml && cp api.yaml api-2.yaml && echo user:read > scopes.txt
postwright generate -o dist/ && postwright generate
postwright generate ./clinic.yaml -o clinic.postman_collection.json && cp clinic.postman_collection.json c.json && cp c.json clinic.json
postwright generate --openapi api.yaml -o my.json
postwright generate --to v3 && git add postman && git commit -qm v3 && git branch other
cp base.json new.json
echo '{"info": {"name": "Old", "schema": "https://schema.getpostman.com/json/collection/v2.0.0/collection.json"}, "item": []}' > old.json
echo '{"type": "object", "required": ["values"]}' > environment.schema.json
cp drchrono.postman_environment.json environment.json && cp drchrono.postman_environment.json clinic.postman_environment.json
mkdir -p functions ../home/.config/fish/completions
fpath=(- functions)
`

// besideSandbox runs a sandbox beside the examples, with files that name it.
const besideSandbox = `sandbox=$(type -ap postwright | sed -n 2p)
"$sandbox" sandbox --environment e.json --collection api.json > listening & trap "kill $!; wait" EXIT
until grep -q '^listening' listening; do sleep 0.05; done
at=$(sed 's/listening on //' listening)
cp e.json drchrono.postman_environment.json
cat > api.yaml <<OF
openapi: 3.0.3
info: {title: Pets, version: "1"}
servers: [{url: $at}]
components: {securitySchemes: {o: {type: oauth2, flows: {authorizationCode: {authorizationUrl: $at/o/authorize/, tokenUrl: $at/o/token/, scopes: {"user:read": Read.}}}}}}
paths: {/pets: {get: {operationId: listPets, security: [{o: ["user:read"]}], responses: {"200": {description: Pets.}}}}}
OF
`

// TestHelpExamples runs the examples of each command's help as written, with
// their comments, one after another.
func TestHelpExamples(t *testing.T) {
	requirePrograms(t, "bash", "git")
	base := emptyWorkplace(t)
	base.write("home/.gitconfig", "[user]\n\tname = Test\n\temail = test@example.com\n")
	base.file("README.md", "")
	stubs(t, base)
	base.must("git init -q -b main && git add README.md && git commit -qm base")
	if made := base.shell(githubShell, exampleFiles); made.code != 0 {
		t.Fatal(made.output)
	}
	root := silentRoot()
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		if c.Example == "" {
			continue
		}
		t.Run(c.Name(), func(t *testing.T) {
			t.Parallel()
			w := base.copy(t)
			script := "fpath=(- functions)\n"
			if c.Name() == "diff" {
				script += "cp base.json api.json && git add api.json && git commit -qm api\n"
			}
			if c.Name() == "token" {
				script += besideSandbox
			}
			if ran := w.shell(githubShell, script+c.Example); ran.code != exitFine {
				t.Errorf("exit code %d of\n%s", ran.code, script+c.Example)
			}
		})
	}
}
