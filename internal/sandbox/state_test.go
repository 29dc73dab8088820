package sandbox_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/sandbox"
)

// TestState: issued and revoked tokens survive a restart, and the file
// contains no token.
func TestState(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	b := play(t, clinicTemplate, sandbox.Options{State: file})
	ada, bo := b.signIn(), b.signIn("user=user-2")
	second := b.refresh(ada.Refresh).tokens(t)
	b.revoke(second.Access)
	b.revoke(bo.Refresh)
	if _, err := sandbox.New(read(t, clinicTemplate), sandbox.Options{State: file}); err == nil || !strings.Contains(err.Error(), "in use by another sandbox") {
		t.Errorf("a second sandbox on one file: %v", err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}

	b = play(t, clinicTemplate, sandbox.Options{State: file})
	b.get("/v2/me", ada.Access).check(t, 200, "Ada")
	b.get("/v2/me", second.Access).check(t, 401)
	b.get("/v2/me", bo.Access).check(t, 401)
	b.refresh(bo.Refresh).check(t, 400)
	third := b.refresh(ada.Refresh).tokens(t)
	if third.Scope != "read write" {
		t.Errorf("the scopes became %q", third.Scope)
	}
	b.signIn() // sign in as Ada again
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}

	b = play(t, clinicTemplate, sandbox.Options{State: file})
	b.refresh(ada.Refresh).check(t, 400)
	b.get("/v2/me", third.Access).check(t, 200)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{ada.Access, ada.Refresh, bo.Refresh, second.Access, third.Access, sandbox.ClientSecret} {
		if bytes.Contains(text, []byte(token)) {
			t.Error("the file has a token in it")
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// TestStateRefused: a file that is not this sandbox's state stays as it is.
func TestStateRefused(t *testing.T) {
	folder := t.TempDir()
	write := func(name string, text []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	other := filepath.Join(folder, "other-template.json")
	if err := play(t, strings.Replace(clinicTemplate, "name: clinic", "name: dentist", 1), sandbox.Options{State: other}).Close(); err != nil {
		t.Fatal(err)
	}
	newer := filepath.Join(folder, "newer.json")
	if err := play(t, clinicTemplate, sandbox.Options{State: newer}).Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(newer)
	if err != nil {
		t.Fatal(err)
	}
	write("newer.json", bytes.Replace(text, []byte(`"version":2`), []byte(`"version":3`), 1))
	for path, want := range map[string]string{
		write("text.json", []byte("not a database")):                       "is not the state of a sandbox",
		write("long.json", bytes.Repeat([]byte("not a database\n"), 9999)): "is not the state of a sandbox",
		other:                                 `the template "dentist"`,
		newer:                                 "its version is 3",
		write("cut.json", text[:len(text)-9]): "is damaged",
		write("other.json", []byte("{}")):     "is not the state of a sandbox",
		write("list.json", []byte("[1]")):     "is not the state of a sandbox",
		folder:                                "cannot keep the state",
		filepath.Join(folder, "absent", "f"):  "cannot keep the state",
	} {
		before, _ := os.ReadFile(path)
		if _, err := sandbox.New(read(t, clinicTemplate), sandbox.Options{State: path}); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Errorf("%s was changed", path)
		}
	}
}

// FuzzState: a damaged file is refused or works.
func FuzzState(f *testing.F) {
	file := filepath.Join(f.TempDir(), "state.json")
	b := play(f, clinicTemplate, sandbox.Options{State: file})
	b.signIn()
	if err := b.Close(); err != nil {
		f.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		f.Fatal(err)
	}
	for n := 1; n < len(whole); n += 41 {
		f.Add(n, n, []byte{})
		f.Add(n, len(whole), bytes.Repeat([]byte{0xff}, 64))
		f.Add(n, len(whole), []byte{1})
	}
	f.Fuzz(func(t *testing.T, at, size int, patch []byte) {
		if at < 0 || at > len(whole) || size < 0 || size > len(whole) {
			t.Skip()
		}
		damaged := bytes.Clone(whole)
		copy(damaged[at:], patch)
		file := filepath.Join(t.TempDir(), "state.json")
		if err := os.WriteFile(file, damaged[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := sandbox.New(read(t, clinicTemplate), sandbox.Options{State: file})
		if err != nil {
			if !strings.Contains(err.Error(), file) {
				t.Error(err)
			}
			return
		}
		b := browser{t, s}
		if code := b.exchange(b.authorize()).code; code != 200 && code != 500 {
			t.Errorf("tokens are answered with %d", code)
		}
		_ = s.Close()
	})
}
