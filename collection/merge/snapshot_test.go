package merge_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/internal/testkit"
)

// TestSnapshotHoldsNothing: no text of a file can be read in its snapshot, and a
// literal secret leaves no hash to guess at.
func TestSnapshotHoldsNothing(t *testing.T) {
	file := func(secret string) string {
		return `{"info": {"name": "Clinic", "_postman_id": "c-1"}, "auth": {"type": "oauth2", "oauth2": [{"key": "clientSecret", "value": "` + secret + `"}, {"key": "scope", "value": "labs:read"}]},
			"item": [{"name": "Private", "request": {"url": "https://x/?access_token=` + secret + `", "header": "Authorization: Bearer ` + secret + `"}}], "variable": [{"key": "password", "value": "` + secret + `"}]}`
	}
	one, two := merge.SnapshotOf(testkit.Parse(t, file("hunter2-Xk29fQ"))).JSON(""), merge.SnapshotOf(testkit.Parse(t, file("letmein-Pq83Zs"))).JSON("")
	if one != two {
		t.Errorf("another secret makes another snapshot\n%s\n%s", one, two)
	}
	for _, text := range []string{"Clinic", "labs:read", "Private", "hunter2", "clientSecret", "https://x"} {
		if strings.Contains(one, text) {
			t.Errorf("%q is in\n%s", text, one)
		}
	}
	if other := merge.SnapshotOf(testkit.Parse(t, strings.Replace(file("hunter2-Xk29fQ"), "labs:read", "labs:write", 1))).JSON(""); other == one {
		t.Error("another scope makes the same snapshot")
	}
}

// TestUnknownIsAConflict: a literal secret of a template that a person changed is
// not taken for untouched.
func TestUnknownIsAConflict(t *testing.T) {
	file := func(secret string) string {
		return `{"info": {"name": "C"}, "item": [], "variable": [{"key": "api_token", "value": "` + secret + `"}]}`
	}
	base := merge.SnapshotOf(testkit.Parse(t, file("Xk29fQ7wLm4p")))
	for _, c := range []struct {
		ours, theirs string
		conflicts    int
	}{{"Xk29fQ7wLm4p", "Xk29fQ7wLm4p", 0}, {"mineMINE1234x", "Xk29fQ7wLm4p", 1}, {"Xk29fQ7wLm4p", "Zz81hT5vNb3q", 1}} {
		r, err := merge.WithSnapshot(base, testkit.Parse(t, file(c.ours)), testkit.Parse(t, file(c.theirs)), merge.Stop)
		if err != nil || len(r.Conflicts) != c.conflicts || r.Text != file(c.ours) {
			t.Errorf("%s, %s: %v, %+v", c.ours, c.theirs, err, r)
		}
	}
}

func TestDamagedSnapshots(t *testing.T) {
	for _, text := range []string{
		`{}`, `[]`, `{"elements": []}`, `{"elements": [{"kind": "folder", "depth": 1}]}`, `{"elements": [{"kind": "header"}]}`,
		`{"elements": [{"kind": "collection"}, {"kind": "collection"}]}`, `{"elements": [{"kind": "collection"}, {"kind": "folder", "depth": 2}]}`, `{"elements": [{"kind": "collection", "depth": -1}]}`,
	} {
		var s merge.Snapshot
		if err := json.Unmarshal([]byte(text), &s); err == nil {
			t.Errorf("%s is taken", text)
		}
	}
}

// TestSnapshotComesBack: a stored snapshot is the one that was taken.
func TestSnapshotComesBack(t *testing.T) {
	for _, f := range testkit.Collections(t) {
		taken := merge.SnapshotOf(testkit.Parse(t, strings.TrimPrefix(f.Text, "\uFEFF"))).JSON("\t")
		var again merge.Snapshot
		if err := json.Unmarshal([]byte(taken), &again); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if again.JSON("\t") != taken {
			t.Errorf("%s: another snapshot comes back", f.Name)
		}
		r, err := merge.WithSnapshot(&again, testkit.Parse(t, f.Text), testkit.Parse(t, f.Text), merge.Stop)
		if err != nil || len(r.Conflicts) > 0 || r.Text != f.Text {
			t.Errorf("%s: %v, %d conflicts", f.Name, err, len(r.Conflicts))
		}
	}
}

// TestSnapshotIsSmall: what a lock remembers of a real collection is a part of
// it.
func TestSnapshotIsSmall(t *testing.T) {
	for _, f := range testkit.Collections(t) {
		if len(f.Text) < 50_000 {
			continue
		}
		if size := len(merge.SnapshotOf(testkit.Parse(t, strings.TrimPrefix(f.Text, "\uFEFF"))).JSON("\t\t\t")); size > len(f.Text)/2 {
			t.Errorf("%s: %d bytes of a file of %d", f.Name, size, len(f.Text))
		} else {
			t.Logf("%s: %d bytes of a file of %d", f.Name, size, len(f.Text))
		}
	}
}
