package sandbox_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/sandbox"
	"github.com/postwright/postwright/schemas"
)

// environment reads a Postman environment: values and types by key.
func environment(t *testing.T, text string) (values, types map[string]string) {
	t.Helper()
	var file struct {
		Values []struct{ Key, Value, Type string }
	}
	if err := json.Unmarshal([]byte(text), &file); err != nil {
		t.Fatal(err)
	}
	values, types = map[string]string{}, map[string]string{}
	for _, v := range file.Values {
		if _, twice := values[v.Key]; twice {
			t.Errorf("%s stands there twice", v.Key)
		}
		values[v.Key], types[v.Key] = v.Value, v.Type
	}
	return values, types
}

// TestEnvironment: the environment has the variables that the template's
// collection refers to, and their values work.
func TestEnvironment(t *testing.T) {
	b := clinic(t)
	text, err := b.Environment(t.Context(), "http://127.0.0.1:8080", "/tmp/sample.pdf")
	if err != nil {
		t.Fatal(err)
	}
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	s, err := validate.Compile(string(schemas.Environment()))
	if err != nil {
		t.Fatal(err)
	}
	if found, err := validate.Document(d, s, validate.Native); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
	values, types := environment(t, text)
	if values["host"] != "http://127.0.0.1:8080/v2" || values["id"] != sandbox.ClientID || values["password"] != sandbox.ClientSecret {
		t.Errorf("values %v", values)
	}
	if _, ok := values["greeting"]; ok {
		t.Error("a variable that is no host is in the environment")
	}
	for key, want := range map[string]string{"token": "secret", "renewal": "secret", "password": "secret", "id": "default", "host": "default"} {
		if types[key] != want {
			t.Errorf("%s is of type %q, want %q", key, types[key], want)
		}
	}
	b.get("/v2/me", values["token"]).check(t, 200, "Ada")
	if got := b.refresh(values["renewal"]).tokens(t); got.Scope != "read write admin" {
		t.Errorf("refreshed with the scopes %q", got.Scope)
	}
	expires, err := strconv.ParseInt(values["expires"], 10, 64)
	if left := time.Until(time.UnixMilli(expires)); err != nil || left < 59*time.Minute || left > time.Hour {
		t.Errorf("expires in %s, %v", left, err)
	}
}

// TestWriteEnvironment: the file is written again, even after a client has
// exported into it, but no other file is overwritten.
func TestWriteEnvironment(t *testing.T) {
	b := clinic(t)
	folder := t.TempDir()
	path := filepath.Join(folder, "e.json")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var last string
	for _, before := range []string{"", "", "edited"} {
		switch before {
		case "edited":
			write(strings.Replace(last, `"key": "id"`, `"key": "other"`, 1))
		default:
			write(last)
		}
		if err := b.WriteEnvironment(t.Context(), "http://127.0.0.1:1", path); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil || string(text) == last {
			t.Fatalf("not written: %v", err)
		}
		last = string(text)
	}
	for _, theirs := range []string{"notes", "{}", `{"id": "1", "name": "Clinic", "values": []}`, `{"id": ""}`, "[1]"} {
		write(theirs)
		err := b.WriteEnvironment(t.Context(), "http://127.0.0.1:1", path)
		if text, _ := os.ReadFile(path); err == nil || !strings.Contains(err.Error(), "not the sandbox's environment") || string(text) != theirs {
			t.Errorf("%q: %v, became %q", theirs, err, text)
		}
	}
	if err := b.WriteEnvironment(t.Context(), "http://127.0.0.1:1", folder); err == nil || !strings.Contains(err.Error(), "it is a folder") {
		t.Error(err)
	}
}
