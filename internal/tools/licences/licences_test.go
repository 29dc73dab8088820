package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFault: a module without a known licence, or with one that has further
// conditions, is refused.
func TestFault(t *testing.T) {
	for _, c := range []struct {
		what  string
		texts []text
		want  string
	}{
		{"a permissive licence", []text{{path: "LICENSE", licences: []string{"MIT"}}}, ""},
		{"two, and a notice", []text{{path: "LICENSE-MIT", licences: []string{"MIT"}}, {path: "LICENSE-BSD", licences: []string{"BSD-3-Clause"}}, {path: "NOTICE"}}, ""},
		{"no file", nil, "no licence that is known"},
		{"a file that says nothing known", []text{{path: "LICENSE"}}, "no licence that is known"},
		{"one known, one not", []text{{path: "LICENSE", licences: []string{"MIT"}}, {path: "LICENSE.assets"}}, "LICENSE.assets, a licence that is not known"},
		{"copyleft", []text{{path: "COPYING", licences: []string{"GPL-3.0"}}}, "under GPL-3.0 (COPYING)"},
		{"copyleft beside", []text{{path: "LICENSE", licences: []string{"MIT", "MPL-2.0"}}}, "under MPL-2.0"},
	} {
		fault := module{path: "example.com/m", texts: c.texts}.fault()
		if (fault == "") != (c.want == "") || !strings.Contains(fault, c.want) {
			t.Errorf("%s: %q, want %q", c.what, fault, c.want)
		}
	}
}

// TestRead: licence files are found under the names that modules use.
func TestRead(t *testing.T) {
	m := module{folder: t.TempDir()}
	about := []string{"COPYING", "LICENSE-BSD", "LICENSE.md", "NOTICE", "licence"}
	for _, name := range append(about, "README.md", "licenses.go") {
		if err := os.WriteFile(filepath.Join(m.folder, name), []byte("words\r\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.read(); err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, f := range m.texts {
		found = append(found, filepath.Base(f.path))
		if f.words != "words\n" {
			t.Errorf("%s: %q", f.path, f.words)
		}
	}
	if strings.Join(found, " ") != strings.Join(about, " ") {
		t.Errorf("found %q, want %q", found, about)
	}
}

// TestWrite: each module is listed, and a text that two share is written
// once.
func TestWrite(t *testing.T) {
	mit := func(words string) []text {
		return []text{{path: "LICENSE", words: words, licences: []string{"MIT"}}}
	}
	var b strings.Builder
	write(&b, []module{
		{path: "a", version: "v1.0.0", texts: mit("words\n")},
		{path: "b", version: "v2.0.0", texts: mit("others\n")},
		{path: "c", version: "v3.0.0", texts: mit("words\n")},
	})
	_, list, _ := strings.Cut(b.String(), "\n\n")
	want := "a v1.0.0: MIT\nb v2.0.0: MIT\nc v3.0.0: MIT\n\n" + line + "a v1.0.0\nc v3.0.0\n" + line + "\nwords\n\n" + line + "b v2.0.0\n" + line + "\nothers\n"
	if list != want {
		t.Errorf("written is\n%s\nwant\n%s", list, want)
	}
}

// TestListed: THIRD_PARTY_LICENSES lists the modules that are in the programs
// now. .ci/run compares the texts, with the classifier.
func TestListed(t *testing.T) {
	t.Chdir(filepath.Join("..", "..", ".."))
	modules, err := released()
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("the modules of all systems are not here: %v", err)
	}
	file, err := os.ReadFile("THIRD_PARTY_LICENSES")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(file), "\n\n")
	list, _, _ = strings.Cut(list, "\n\n")
	var listed, want []string
	for line := range strings.Lines(list) {
		name, _, _ := strings.Cut(line, ": ")
		listed = append(listed, name)
	}
	for _, m := range modules {
		want = append(want, m.name())
	}
	if len(want) < 10 || !slices.Equal(listed, want) {
		missing := slices.DeleteFunc(slices.Clone(want), func(name string) bool { return slices.Contains(listed, name) })
		gone := slices.DeleteFunc(listed, func(name string) bool { return slices.Contains(want, name) })
		t.Errorf("THIRD_PARTY_LICENSES is stale: it lacks %q, and has %q too many; run make licences and commit the result", missing, gone)
	}
}
