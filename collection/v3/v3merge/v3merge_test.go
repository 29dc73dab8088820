package v3merge_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/v3/v3merge"
)

// tree is the files of a collection, by path.
type tree map[string]string

// with returns a tree with other texts of files; those without a text are removed.
func (t tree) with(namesAndTexts ...string) tree {
	t = maps.Clone(t)
	for i := 0; i < len(namesAndTexts); i += 2 {
		if t[namesAndTexts[i]] = namesAndTexts[i+1]; namesAndTexts[i+1] == "" {
			delete(t, namesAndTexts[i])
		}
	}
	return t
}

func (t tree) files() []v3.File {
	var files []v3.File
	for _, name := range slices.Sorted(maps.Keys(t)) {
		files = append(files, v3.File{Path: name, Text: t[name]})
	}
	return files
}

func (t tree) side() v3merge.Side { return v3merge.Of(v3.Read("Clinic", t.files())) }

// mergeOf merges sides with files.
func mergeOf(t *testing.T, base, ours, theirs v3merge.Side, prefer merge.Prefer) *v3merge.Result {
	t.Helper()
	var documents [3]*jsontree.Document
	for i, s := range []v3merge.Side{base, ours, theirs} {
		var err error
		if documents[i], err = s.Document(); err != nil {
			t.Fatal(err)
		}
	}
	r, err := merge.Documents(documents[0], documents[1], documents[2], prefer)
	if err != nil {
		t.Fatal(err)
	}
	m, err := v3merge.Merge(base, ours, theirs, r, prefer)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

const (
	get  = "$kind: http-request\nurl: https://api.example.com/get # one\nmethod: GET\nheaders:\n  A: \"1\"\norder: 1000\n"
	call = "$kind: grpc-request\nurl: grpc.example.com\n"
)

var clinic = tree{".resources/definition.yaml": "$kind: collection\nname: Clinic\n", "Get.request.yaml": get, "Call.request.yaml": call}

func replaced(text, old, now string) string { return strings.Replace(text, old, now, 1) }

// TestConflicts: each kind of conflict is a value, and either side can be taken.
func TestConflicts(t *testing.T) {
	for what, c := range map[string]struct {
		ours, theirs tree
		conflicts    string
		takeOurs     tree // nil for ours
		takeTheirs   tree // nil for theirs
	}{
		"elements": {
			ours:      clinic.with("Get.request.yaml", replaced(get, `"1"`, `"2"`)),
			theirs:    clinic.with("Get.request.yaml", replaced(get, `"1"`, `"3"`)),
			conflicts: "value: changed on both sides",
		},
		"other requests": {
			ours: clinic.with("Call.request.yaml", call+"a: 1\n"), theirs: clinic.with("Call.request.yaml", call+"a: 2\n"),
			conflicts: "whole Call.request.yaml",
		},
		"another request, removed": {
			ours: clinic.with("Call.request.yaml", ""), theirs: clinic.with("Call.request.yaml", call+"a: 2\n"),
			conflicts: "whole Call.request.yaml",
		},
		"names of files": {
			ours:      clinic.with("Get.request.yaml", "", "Mine.request.yaml", get+"name: Get\n"),
			theirs:    clinic.with("Get.request.yaml", "", "Other.request.yaml", get+"name: Get\n"),
			conflicts: "Get.request.yaml renamed Mine.request.yaml Other.request.yaml",
		},
		"all": {
			ours:      clinic.with("Get.request.yaml", "", "Mine.request.yaml", replaced(get, `"1"`, `"2"`)+"name: Get\n", "Call.request.yaml", call+"a: 1\n"),
			theirs:    clinic.with("Get.request.yaml", "", "Other.request.yaml", replaced(get, `"1"`, `"3"`)+"name: Get\n", "Call.request.yaml", call+"a: 2\n", "New.request.yaml", call),
			conflicts: "value: changed on both sides; whole Call.request.yaml; Get.request.yaml renamed Mine.request.yaml Other.request.yaml",
			takeOurs:  clinic.with("Get.request.yaml", "", "Mine.request.yaml", replaced(get, `"1"`, `"2"`)+"name: Get\n", "Call.request.yaml", call+"a: 1\n", "New.request.yaml", call),
		},
		"none": {
			ours: clinic.with("Get.request.yaml", replaced(get, "GET", "PUT")), theirs: clinic.with("Get.request.yaml", replaced(get, "one", "two")),
			takeOurs:   clinic.with("Get.request.yaml", replaced(replaced(get, "GET", "PUT"), "one", "two")),
			takeTheirs: clinic.with("Get.request.yaml", replaced(replaced(get, "GET", "PUT"), "one", "two")),
		},
	} {
		base := clinic.with("Get.request.yaml", get+"name: Get\n")
		if !strings.Contains(c.conflicts, "renamed") {
			base = clinic
		}
		for _, prefer := range []merge.Prefer{merge.Stop, merge.Ours, merge.Theirs} {
			r := mergeOf(t, base.side(), c.ours.side(), c.theirs.side(), prefer)
			if got := listOf(&r.Conflicts); got != c.conflicts {
				t.Errorf("%s: the conflicts are %s, want %s", what, got, c.conflicts)
			}
			if stopped := prefer == merge.Stop && c.conflicts != ""; stopped != (r.Written == nil) {
				t.Errorf("%s, %s: written %v", what, prefer, r.Written)
			}
			want := c.takeOurs
			switch {
			case r.Written == nil:
				continue
			case prefer == merge.Theirs && c.takeTheirs != nil:
				want = c.takeTheirs
			case prefer == merge.Theirs:
				want = c.theirs
			case want == nil:
				want = c.ours
			}
			got := tree{}
			for _, f := range v3.FilesAfter(c.ours.files(), r.Written.Changes) {
				got[f.Path] = f.Text
			}
			if !maps.Equal(got, want) {
				t.Errorf("%s, %s:\n%q\nwant\n%q", what, prefer, got, want)
			}
			if after := r.After().Texts(); !maps.Equal(after, want) {
				t.Errorf("%s, %s: after the merge, the files are %q", what, prefer, after)
			}
		}
	}
}

// listOf returns conflicts in their order.
func listOf(c *v3merge.Conflicts) string {
	var all []string
	for _, e := range c.Elements {
		all = append(all, fmt.Sprintf("%s: %s", e.Field, e.Cause))
	}
	for _, file := range c.Whole {
		all = append(all, "whole "+file)
	}
	for _, r := range c.Renamed {
		all = append(all, fmt.Sprintf("%s renamed %s %s", r.Base, r.Ours, r.Theirs))
	}
	for _, member := range c.Members {
		all = append(all, "member "+member)
	}
	if len(all) != c.Count() {
		all = append(all, fmt.Sprintf("%d in all", c.Count()))
	}
	return strings.Join(all, "; ")
}

// TestAlone: one file is merged with the members that depend on other files, and keeps its
// line ends and byte order mark.
func TestAlone(t *testing.T) {
	side := func(text string) v3merge.Side {
		r, file, err := v3.ReadAlone("http-request", "a/Get.request.yaml", text)
		if err != nil {
			t.Fatal(err)
		}
		return v3merge.Alone(r, file)
	}
	windows := "\uFEFF" + strings.ReplaceAll(get, "\n", "\r\n")
	for _, c := range []struct{ ours, theirs, conflicts, takeOurs, takeTheirs string }{
		{get, replaced(get, "1000", "2000"), "", replaced(get, "1000", "2000"), replaced(get, "1000", "2000")},
		{replaced(get, "1000", "3000"), replaced(get, "1000", "2000"), "member order", replaced(get, "1000", "3000"), replaced(get, "1000", "2000")},
		{replaced(windows, "GET", "PUT"), replaced(get, "1000", "2000"), "",
			replaced(replaced(windows, "GET", "PUT"), "1000", "2000"), replaced(replaced(windows, "GET", "PUT"), "1000", "2000")},
	} {
		for _, prefer := range []merge.Prefer{merge.Ours, merge.Theirs} {
			r := mergeOf(t, side(get), side(c.ours), side(c.theirs), prefer)
			want := c.takeOurs
			if prefer == merge.Theirs {
				want = c.takeTheirs
			}
			got := r.Written.Changes
			if listOf(&r.Conflicts) != c.conflicts || len(got) != 1 || got[0].Text != want || got[0].Before != c.ours {
				t.Errorf("%s: %+v with the conflicts %s, want %q", prefer, got, listOf(&r.Conflicts), want)
			}
		}
	}
}

// TestEnvironments: environments are merged under the name that ours has.
func TestEnvironments(t *testing.T) {
	side := func(name, value string) v3merge.Side {
		return v3merge.Of(v3.ReadEnvironment(v3.File{Path: name, Text: "name: E\nvalues:\n  - key: a # " + name + "\n    value: " + value + "\n"}))
	}
	r := mergeOf(t, side("A.environment.yaml", "1"), side("A.environment.yaml", "1"), side("B.environment.yaml", "2"), merge.Stop)
	if c := r.Written.Changes; len(c) != 1 || c[0].Path != "A.environment.yaml" || !strings.HasSuffix(c[0].Text, "- key: a # B.environment.yaml\n    value: 2\n") {
		t.Errorf("%+v", c)
	}
}

// TestSame: what only formats a collection does not change it.
func TestSame(t *testing.T) {
	for _, c := range []struct {
		other tree
		same  bool
	}{
		{clinic, true},
		{clinic.with("Get.request.yaml", replaced(get, "one", "two")), true},
		{clinic.with("Get.request.yaml", replaced(get, "GET", "PUT")), false},
		{clinic.with("Call.request.yaml", call+"a: 1\n"), false},
	} {
		if same, err := v3merge.Same(clinic.side(), c.other.side()); same != c.same || err != nil {
			t.Errorf("%q: %v, %v", c.other, same, err)
		}
	}
}
