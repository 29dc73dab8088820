package sandbox_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"github.com/postwright/postwright/internal/sandbox"
)

// TestState: what was issued and revoked holds after a restart, and the file
// has no token in it.
func TestState(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.db")
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
	b.signIn() // again, as Ada
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

// TestStateRefused: what is not the state of this sandbox is left alone.
func TestStateRefused(t *testing.T) {
	folder := t.TempDir()
	write := func(name string, text []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	other := filepath.Join(folder, "other-template.db")
	if err := play(t, strings.Replace(clinicTemplate, "name: clinic", "name: dentist", 1), sandbox.Options{State: other}).Close(); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(folder, "foreign.db")
	db, err := bbolt.Open(foreign, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("theirs")); return err }); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		write("text.db", []byte("not a database")):                       "is not the state of a sandbox",
		write("long.db", bytes.Repeat([]byte("not a database\n"), 9999)): "is not the state of a sandbox",
		other:                                `the template "dentist"`,
		foreign:                              "another program's",
		folder:                               "cannot keep the state",
		filepath.Join(folder, "absent", "f"): "cannot keep the state",
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

// FuzzState: whatever has happened to the file, it is refused, or works.
func FuzzState(f *testing.F) {
	file := filepath.Join(f.TempDir(), "state.db")
	b := play(f, clinicTemplate, sandbox.Options{State: file})
	b.signIn()
	if err := b.Close(); err != nil {
		f.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		f.Fatal(err)
	}
	for n := 1; n < len(whole); n += 1021 {
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
		file := filepath.Join(t.TempDir(), "state.db")
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
