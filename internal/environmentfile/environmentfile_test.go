package environmentfile_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/environmentfile"
	"github.com/postwright/postwright/internal/testkit"
)

const exported = `{
	"id": "e", "unknown": [1.50, "\u00e9"],
	"values": [
		{
			"key": "client_id",
			"value": "id",
			"enabled": true
		},
		{ "key": "access_token", "value": "old",
		  "type": "secret" },
		{
			"key": "off",
			"value": "not used",
			"enabled": false
		}
	]
}
`

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func none() (string, error) { return "", errors.New("there is a file") }

func open(t *testing.T, path string) *environmentfile.File {
	t.Helper()
	f, err := environmentfile.Open(path, none)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestWrite: values are set and added in the spacing of the file, all other bytes stay, and
// the file is then for its owner only.
func TestWrite(t *testing.T) {
	path := write(t, "e.json", exported)
	f := open(t, path)
	for key, want := range map[string]string{"client_id": "id", "access_token": "old", "off": "", "absent": ""} {
		if got, ok := f.Value(key); got != want || ok != (want != "") {
			t.Errorf("%s is %q, %v", key, got, ok)
		}
	}
	err := f.Write(
		environmentfile.Value{Key: "access_token", Value: `new"\`, Secret: true}, environmentfile.Value{Key: "off", Value: "on"},
		environmentfile.Value{Key: "absent", Value: ""}, environmentfile.Value{Key: "refresh_token", Value: "r", Secret: true})
	if err != nil {
		t.Fatal(err)
	}
	entry := func(key, value, kind string) string {
		return ",\n\t\t{\n\t\t\t\"key\": \"" + key + "\",\n\t\t\t\"value\": \"" + value + "\",\n\t\t\t\"type\": \"" + kind + "\",\n\t\t\t\"enabled\": true\n\t\t}"
	}
	want := strings.Replace(exported, `"old"`, `"new\"\\"`, 1)
	want = strings.Replace(want, "\"enabled\": false\n\t\t}", "\"enabled\": false\n\t\t}"+entry("off", "on", "default")+entry("refresh_token", "r", "secret"), 1)
	if got := testkit.FileText(t, path); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// TestForms: whatever the list looks like, the result is JSON with the value.
func TestForms(t *testing.T) {
	for _, text := range []string{
		`{"values": []}`, `{"values": [ ]}`, `{"values":[{"key":"a","value":"b"}]}`, `{"values": [{}]}`, "{\"values\": [\n\t{\n\t}\n]}", `{"values": [null, 3]}`,
		`{"values": [{"key": "k"}]}`, `{"values": [{"key": "k", "value": null}]}`, `{"values": [{"key": "k", "value": 7}, {"key": "k", "value": "x"}]}`,
	} {
		path := write(t, "e.json", text)
		if err := open(t, path).Write(environmentfile.Value{Key: "k", Value: "v"}, environmentfile.Value{Key: "l", Value: "w"}, environmentfile.Value{Key: "m", Value: "x"}); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		written := testkit.FileText(t, path)
		for key, want := range map[string]string{"k": "v", "l": "w", "m": "x"} {
			if got, ok := open(t, path).Value(key); got != want || !ok || !json.Valid([]byte(written)) {
				t.Errorf("%s becomes %s", text, written)
			}
		}
	}
}

// TestNew: a file that is not there is made of the initial text, for its owner only.
func TestNew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.json")
	f, err := environmentfile.Open(path, func() (string, error) { return `{"values": [{"key": "k", "value": ""}]}`, nil })
	if err != nil {
		t.Fatal(err)
	}
	if err := f.CheckWritable(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("opening or checking writes it")
	}
	if err := f.Write(environmentfile.Value{Key: "k", Value: "v"}); err != nil || testkit.FileText(t, path) != `{"values": [{"key": "k", "value": "v"}]}` {
		t.Errorf("%v, %s", err, testkit.FileText(t, path))
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// TestRefused: what is no environment is left alone, and its values are not in the error.
func TestRefused(t *testing.T) {
	for text, want := range map[string]string{
		`{"values": {"a": "hush-hush"}}`:                            "is not a Postman environment",
		`{"info": {"name": "hush-hush"}, "item": []}`:               "is not a Postman environment",
		"{\"values\": [{\"key\": \"k\", \"value\": \"hush-hush\"]}": "it is not JSON",
		"": "it is not JSON",
	} {
		path := write(t, "e.json", text)
		if _, err := environmentfile.Open(path, none); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "e.json") || strings.Contains(err.Error(), "hush-hush") {
			t.Errorf("%s: %v", text, err)
		}
	}
	for text, want := range map[string]string{
		"values: [{key: k, value: hush-hush": "it is not YAML",
		"name: hush-hush\n":                  "is not a Postman environment",
		"values: {k: hush-hush}\n":           "is not a Postman environment",
		"":                                   "is not a Postman environment",
	} {
		path := write(t, "e.yaml", text)
		if _, err := environmentfile.Open(path, none); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "e.yaml") || strings.Contains(err.Error(), "hush-hush") {
			t.Errorf("%s: %v", text, err)
		}
	}
	path := write(t, "e.json", exported)
	f := open(t, path)
	if err := os.WriteFile(path, []byte(`{"values": []}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := f.Write(environmentfile.Value{Key: "k", Value: "v"}); err == nil || testkit.FileText(t, path) != `{"values": []}` {
		t.Errorf("%v: what was written meanwhile is overwritten", err)
	}
	absent := filepath.Join(t.TempDir(), "absent", "e.json")
	f, err := environmentfile.Open(absent, func() (string, error) { return `{"values": []}`, nil })
	if err != nil {
		t.Fatal(err)
	}
	if err := f.CheckWritable(); err == nil || !strings.Contains(err.Error(), "cannot write") {
		t.Error(err)
	}
}

// TestYAML: values are set in an environment of format v3 as in its JSON, with its quotes
// and comments.
func TestYAML(t *testing.T) {
	path := write(t, "E.environment.yaml", `# ours
name: E
values:
  - key: client_id
    value: 'id' # of the clinic
    enabled: true
  - key: access_token
    value: 'old'
    type: secret
  - key: 'off'
    value: 'not used'
    enabled: false
  - key: 'vault'
    secret: true
    source: {provider: postman}
color: null
`)
	f := open(t, path)
	for key, want := range map[string]string{"client_id": "id", "access_token": "old", "off": "", "absent": ""} {
		if got, ok := f.Value(key); got != want || ok != (want != "") {
			t.Errorf("%s is %q, %v", key, got, ok)
		}
	}
	err := f.Write(
		environmentfile.Value{Key: "access_token", Value: "new: 'x'", Secret: true}, environmentfile.Value{Key: "off", Value: "on"},
		environmentfile.Value{Key: "absent", Value: ""}, environmentfile.Value{Key: "refresh_token", Value: "r", Secret: true})
	if err != nil {
		t.Fatal(err)
	}
	want := `# ours
name: E
values:
  - key: client_id
    value: 'id' # of the clinic
    enabled: true
  - key: access_token
    value: "new: 'x'"
    type: secret
  - key: 'off'
    value: 'not used'
    enabled: false
  - key: 'vault'
    secret: true
    source: {provider: postman}
  - key: off
    value: on
    enabled: true
  - key: refresh_token
    value: r
    enabled: true
    type: secret
color: null
`
	if got := testkit.FileText(t, path); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	absent := filepath.Join(t.TempDir(), "New.environment.yaml")
	f, err = environmentfile.Open(absent, func() (string, error) {
		return `{"id": "1", "name": "N", "values": [{"key": "k", "value": "", "type": "secret", "enabled": true}, {"key": "l", "value": 7, "enabled": false}]}`, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Write(environmentfile.Value{Key: "k", Value: "v"}); err != nil {
		t.Fatal(err)
	}
	if got, want := testkit.FileText(t, absent), `name: N
values:
  - key: k
    value: v
    enabled: true
    type: secret
  - key: l
    value: "7"
    enabled: false
`; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
