package clients

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	collectionFile  = "../../dist/drchrono.postman_collection.json"
	environmentFile = "../../dist/drchrono.postman_environment.json"

	getUser = "Get current user"
	refresh = "Refresh access token"
)

// scopes are those of DrChrono's article, in its order.
const scopes = "labs:read labs:write messages:read messages:write patients:read patients:write " +
	"patients:summary:read patients:summary:write settings:read settings:write tasks:read tasks:write " +
	"user:read user:write billing:patient-payment:read billing:patient-payment:write billing:read billing:write " +
	"calendar:read calendar:write clinical:read clinical:write"

// oauth2 is what the article has people type into "Configure New Token", as
// attributes of the file. The token's name is anyone's choice.
var oauth2 = map[string]any{
	"grant_type":            "authorization_code",
	"redirect_uri":          "https://oauth.pstmn.io/v1/browser-callback",
	"useBrowser":            false,
	"authUrl":               "https://drchrono.com/o/authorize/",
	"accessTokenUrl":        "https://drchrono.com/o/token/",
	"clientId":              "{{client_id}}",
	"clientSecret":          "{{client_secret}}",
	"scope":                 scopes,
	"state":                 "",
	"client_authentication": "header",
	"addTokenTo":            "header",
	"headerPrefix":          "Bearer",
	"accessToken":           "{{access_token}}",
}

// checkOAuth2 checks that a client kept every attribute of the article.
func checkOAuth2(t *testing.T, where string, kept map[string]any) {
	t.Helper()
	if name, _ := kept["tokenName"].(string); name == "" {
		t.Errorf("%s: no token name", where)
	}
	for key, want := range oauth2 {
		if got, ok := kept[key]; !ok || got != want {
			t.Errorf("%s: %s is %#v, want %#v", where, key, got, want)
		}
	}
}

// proven logs what a test has shown, unless it has failed.
func proven(t *testing.T, what string) {
	t.Helper()
	if !t.Failed() {
		t.Log(what)
	}
}

// requireNode skips the test if the clients are not installed.
func requireNode(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("the real clients are not run with -short; run `make clients`")
	}
	if _, err := os.Stat("testdata/node_modules/.package-lock.json"); err == nil {
		return
	}
	const missing = "real clients are not installed; run `make clients`"
	if os.Getenv("CI") != "" {
		t.Fatal(missing)
	}
	t.Skip(missing)
}

// eachLevel runs a test with the authorization on the collection and with it on
// the request.
func eachLevel(t *testing.T, test func(t *testing.T, file string, onCollection bool)) {
	t.Run("authorization on the collection", func(t *testing.T) {
		t.Parallel()
		test(t, collectionFile, true)
	})
	t.Run("authorization on the request", func(t *testing.T) {
		t.Parallel()
		test(t, requestLevel(t), false)
	})
}

// done is a process that has ended.
type done struct {
	code           int
	stdout, stderr string
}

// lastOfRun is what the Postman CLI says last, when all is sent and reported. At times it
// does not end then, and is killed.
const lastOfRun = "Postman credentials are required for publishing run details"

// execute runs a program for at most four minutes, in a home folder of its own and
// without proxies.
func execute(t *testing.T, program string, args ...string) done {
	t.Helper()
	return executeFor(t, 4*time.Minute, program, args...)
}

// executeFor is like execute, with another limit.
func executeFor(t *testing.T, limit time.Duration, program string, args ...string) done {
	t.Helper()
	return executePrepared(t, limit, func(*exec.Cmd) {}, program, args...)
}

// executePrepared prepares the program once more before it starts.
func executePrepared(t *testing.T, limit time.Duration, prepare func(*exec.Cmd), program string, args ...string) done {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	var stdout, stderr bytes.Buffer
	process := exec.CommandContext(ctx, program, args...)
	process.Stdout, process.Stderr = &stdout, &stderr
	process.WaitDelay = 5 * time.Second
	process.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home(t), "TMPDIR=" + temporary(t), "NO_COLOR=1"}
	prepare(process)
	err := process.Run()
	var exit *exec.ExitError
	if ctx.Err() != nil && strings.Contains(stdout.String()+stderr.String(), lastOfRun) {
		return done{process.ProcessState.ExitCode(), stdout.String(), stderr.String()}
	}
	if ctx.Err() != nil || err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s %v: %v, %v\n%s%s", program, args, err, ctx.Err(), &stdout, &stderr)
	}
	return done{process.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// temporary returns a folder with a path that is short enough for a browser's sockets.
func temporary(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "pw")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

// home returns a home folder in which the Postman CLI believes that it has just
// looked for updates: otherwise its first run asks the vendor's server.
func home(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, ".postman"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(folder, ".postman", "postmanrc"), `{"updates": {"updateCheckedTimestamp": 4102444800000}}`)
	return folder
}

// convert decodes what clients.mjs prints about a file.
func convert(t *testing.T, client, file string, into any) {
	t.Helper()
	ran := execute(t, "node", "testdata/clients.mjs", client, file)
	if ran.code != 0 {
		t.Fatalf("%s refuses %s: exit code %d\n%s", client, file, ran.code, ran.stderr)
	}
	if err := json.Unmarshal([]byte(ran.stdout), into); err != nil {
		t.Fatalf("%s: %v\n%.500s", client, err, ran.stdout)
	}
}

// command is the folder of the built command; empty until a test needs it.
var command struct {
	sync.Mutex
	folder string
}

// build returns the command, built once for all tests.
func build(t *testing.T) string {
	t.Helper()
	command.Lock()
	defer command.Unlock()
	program := filepath.Join(command.folder, "postwright")
	if command.folder != "" {
		return program
	}
	folder, err := os.MkdirTemp("", "postwright-clients-")
	if err != nil {
		t.Fatal(err)
	}
	program = filepath.Join(folder, "postwright")
	compile := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./cmd/postwright")
	compile.Dir = "../.."
	if out, err := compile.CombinedOutput(); err != nil {
		_ = os.RemoveAll(folder)
		t.Fatalf("%v\n%s", err, out)
	}
	command.folder = folder
	return program
}

func TestMain(m *testing.M) {
	code := m.Run()
	if command.folder != "" {
		_ = os.RemoveAll(command.folder)
	}
	os.Exit(code)
}

// requestLevel returns the collection with the authorization on the request, as the
// command writes it.
func requestLevel(t *testing.T) string {
	t.Helper()
	return generated(t, "--auth-level", "request")
}

// generated returns the collection that the command writes with the given flags.
func generated(t *testing.T, flags ...string) string {
	t.Helper()
	made := execute(t, build(t), append([]string{"generate", "drchrono", "-o", "-"}, flags...)...)
	if made.code != 0 {
		t.Fatalf("generate %v: exit code %d\n%s", flags, made.code, made.stderr)
	}
	file := filepath.Join(t.TempDir(), "generated.postman_collection.json")
	write(t, file, made.stdout)
	return file
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	if err := json.Unmarshal(read(t, file), into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// fill writes a copy of a file in which the values of the named variables are
// set, and returns its path. The list of variables is at key.
func fill(t *testing.T, file, key string, values map[string]string) string {
	t.Helper()
	var whole map[string]any
	if err := json.Unmarshal(read(t, file), &whole); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	missing := maps.Clone(values)
	list, _ := whole[key].([]any)
	for _, each := range list {
		variable := each.(map[string]any)
		if value, ok := values[variable["key"].(string)]; ok {
			variable["value"] = value
			delete(missing, variable["key"].(string))
		}
	}
	if len(missing) > 0 {
		t.Fatalf("%s declares no variables %v", file, missing)
	}
	text, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	filled := filepath.Join(t.TempDir(), filepath.Base(file))
	write(t, filled, string(text))
	return filled
}

// plain returns a text with every run of white space, also of a wrapped line, as one
// space.
func plain(text string) string { return strings.Join(strings.Fields(text), " ") }
