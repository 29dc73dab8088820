package clients

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// postman runs the Postman CLI: its program, not npm's wrapper around it, so
// that no child outlives a test that is ended.
func postman(t *testing.T, args ...string) done {
	t.Helper()
	return execute(t, postmanProgram(t), args...)
}

// postmanProgram returns the path of the Postman CLI.
func postmanProgram(t *testing.T) string {
	t.Helper()
	system, ok := map[string]string{
		"linux/amd64": "linux-x64", "linux/arm64": "linux-arm64",
		"darwin/amd64": "macos-x64", "darwin/arm64": "macos-arm64",
		"windows/amd64": "windows-x64",
	}[runtime.GOOS+"/"+runtime.GOARCH]
	if !ok {
		t.Skipf("there is no Postman CLI for %s/%s", runtime.GOOS, runtime.GOARCH)
	}
	program := "postman"
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	return filepath.Join("testdata", "node_modules", "@postman", "pm-bin-"+system, "bin", program)
}

// migrate imports a v2.1 file into Postman's v3 format: a folder of YAML files.
func migrate(t *testing.T, file string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "migrated")
	if ran := postman(t, "collection", "migrate", file, "-o", folder); ran.code != 0 {
		t.Fatalf("Postman does not import %s: exit code %d\n%s%s", file, ran.code, ran.stdout, ran.stderr)
	}
	return folder
}

var (
	postmanCLI = runner{name: "Postman CLI", collection: asIs, send: sendWithPostman}
	// Another engine runs Postman's v3 format than v2.1.
	postmanCLIv3 = runner{name: "Postman CLI, v3", collection: migrate, send: sendWithPostman, signsScripts: true}
)

// TestPostmanCLI sends the collection with the Postman CLI.
func TestPostmanCLI(t *testing.T) {
	requireNode(t)
	scenarios(t, postmanCLI)
}

// TestPostmanCLIv3 sends it from Postman's v3 format.
func TestPostmanCLIv3(t *testing.T) {
	requireNode(t)
	scenarios(t, postmanCLIv3)
}

func sendWithPostman(t *testing.T, collection string, args ...string) done {
	t.Helper()
	return postman(t, append([]string{"collection", "run", collection, "--color", "off"}, args...)...)
}

type v3Auth struct {
	Type        string
	Credentials map[string]any
}

type v3Definition struct {
	Kind      string `yaml:"$kind"`
	ID        string
	Name      string
	Variables map[string]string
	Auth      []v3Auth
}

type v3Request struct {
	Kind    string `yaml:"$kind"`
	ID      string
	URL     string
	Method  string
	Auth    *v3Auth
	Scripts []struct{ Type, Code string }
	Body    struct {
		Type    string
		Content []struct{ Key, Value string }
	}
}

func readYAML(t *testing.T, file string, into any) {
	t.Helper()
	if err := yaml.Unmarshal(read(t, file), into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// TestMigrate imports the collection into Postman's v3 format: all of it
// arrives, and the vendor's linter has nothing to say.
func TestMigrate(t *testing.T) {
	requireNode(t)
	eachLevel(t, func(t *testing.T, file string, onCollection bool) {
		folder := migrate(t, file)
		checkLint(t, folder)

		var collection v3Definition
		var user, token v3Request
		readYAML(t, filepath.Join(folder, ".resources", "definition.yaml"), &collection)
		readYAML(t, filepath.Join(folder, getUser+".request.yaml"), &user)
		readYAML(t, filepath.Join(folder, refresh+".request.yaml"), &token)

		if collection.Kind != "collection" || collection.Name != "DrChrono API" || collection.Variables["base_url"] != "https://app.drchrono.com" {
			t.Errorf("the collection became %+v", collection)
		}
		auth := user.Auth
		if onCollection {
			if auth != nil || len(collection.Auth) != 1 {
				t.Fatalf("the authorization is in the wrong place: collection %v, request %v", collection.Auth, auth)
			}
			auth = &collection.Auth[0]
		}
		if auth == nil || auth.Type != "oauth2" {
			t.Fatalf("the authorization became %+v", auth)
		}
		checkOAuth2(t, "Postman's v3 format", auth.Credentials)
		if token.Auth == nil || token.Auth.Type != "noauth" || token.URL != "{{oauth_url}}/o/token/" ||
			token.Body.Type != "urlencoded" || len(token.Body.Content) != 4 {
			t.Errorf("the refresh became %+v", token)
		}
		if got, want := []string{collection.ID, user.ID, token.ID}, ids(t, file); !slices.Equal(got, want) {
			t.Errorf("ids are %v, want %v", got, want)
		}
		for i, request := range []v3Request{user, token} {
			want := script(t, file, i)
			if len(request.Scripts) != 1 || request.Scripts[0].Type != "afterResponse" || strings.TrimSpace(request.Scripts[0].Code) != want {
				t.Errorf("the script of request %d became %+v", i, request.Scripts)
			}
		}
		proven(t, "Postman imports the file, its linter finds nothing, and the article's OAuth2 configuration, ids and scripts are all there")
	})
}

// script returns the only script of a request in a v2.1 file.
func script(t *testing.T, file string, item int) string {
	t.Helper()
	var whole struct {
		Item []struct {
			Event []struct {
				Script struct{ Exec []string }
			}
		}
	}
	if err := json.Unmarshal(read(t, file), &whole); err != nil {
		t.Fatal(err)
	}
	if events := whole.Item[item].Event; len(events) == 1 {
		return strings.TrimSpace(strings.Join(events[0].Script.Exec, "\n"))
	}
	t.Fatalf("request %d of %s has not one script", item, file)
	return ""
}

type lintReport struct {
	Diagnostics                            []map[string]any
	ErrorCount, WarningCount, FilesScanned int
}

func lintFolder(t *testing.T, folder string) (lintReport, int) {
	t.Helper()
	ran := postman(t, "collection", "lint", folder, "-r", "json")
	var report lintReport
	if err := json.Unmarshal([]byte(ran.stdout), &report); err != nil {
		t.Fatalf("lint: exit code %d: %v\n%s%s", ran.code, err, ran.stdout, ran.stderr)
	}
	return report, ran.code
}

// checkLint checks that the vendor's linter reports nothing, and that it could have:
// for a copy whose authorization type is wrong, it does.
func checkLint(t *testing.T, folder string) {
	t.Helper()
	report, code := lintFolder(t, folder)
	if code != 0 || report.ErrorCount != 0 || report.WarningCount != 0 || len(report.Diagnostics) != 0 || report.FilesScanned != 2 {
		t.Errorf("Postman's linter: exit code %d, %+v", code, report)
	}

	spoilt := t.TempDir()
	if err := os.CopyFS(spoilt, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".resources/definition.yaml", getUser + ".request.yaml"} {
		file := filepath.Join(spoilt, filepath.FromSlash(name))
		write(t, file, strings.Replace(string(read(t, file)), "type: oauth2", "type: oath2", 1))
	}
	if report, code := lintFolder(t, spoilt); code == 0 || report.ErrorCount == 0 {
		t.Errorf("Postman's linter takes a wrong authorization type: exit code %d, %+v", code, report)
	}
}
