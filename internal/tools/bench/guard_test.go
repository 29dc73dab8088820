package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestGuards: a ratio may be worse by the tolerance, better by any amount,
// and must exist.
func TestGuards(t *testing.T) {
	of := func(d time.Duration) figures { return figures{processor: d} }
	measured := &page{results: map[string]map[string]figures{
		"Validate, 104.3 MB": {"ours": of(10), "ours --slowly": of(99), "theirs, 2 MB": of(100)},
	}}
	for _, c := range []struct {
		guard   guard
		missing bool
		want    string // in the error; "" for none
	}{
		{guard{"Validate, 104", "theirs", "ours", 14, true}, false, ""},
		{guard{"Validate, 104", "theirs", "ours", 16, true}, false, "Validate, 104: theirs / ours is 10.00, and should be at least 10.67"},
		{guard{"Validate, 104", "theirs", "ours", 0.1, true}, false, ""},
		{guard{"Validate, 104", "theirs", "ours", 7, false}, false, ""},
		{guard{"Validate, 104", "theirs", "ours", 6, false}, false, "is 10.00, and should be at most 9.00"},
		{guard{"Validate, 104", "theirs", "ours", 90, false}, false, ""},
		{guard{"Validate, 9", "theirs", "ours", 10, true}, false, "is not among the tables"},
		{guard{"Validate, 104", "nobody", "ours", 10, true}, false, "is not among the tables"},
		{guard{"Validate, 104", "nobody", "ours", 10, true}, true, ""},
	} {
		err := guards{1.5, []guard{c.guard}}.check(measured, c.missing)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v gives %v, want %q", c.guard, err, c.want)
		}
	}
	path := filepath.Join(t.TempDir(), "ratios.json")
	g := guards{1.5, []guard{{"Validate, 104", "theirs", "ours", 1, true}}}
	if err := g.update(measured, path); err != nil {
		t.Fatal(err)
	}
	if again, err := readGuards(path); err != nil || again.Ratios[0].Ratio != 10 || again.Tolerance != 1.5 {
		t.Errorf("written are %+v, %v", again, err)
	}
	if _, err := readGuards("ratios.json"); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(path, []byte(`{"ratios": []}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readGuards(path); err == nil || !strings.Contains(err.Error(), "the tolerance") {
		t.Error(err)
	}
}

// TestSides: each side differs from the base, and keeps most of it.
func TestSides(t *testing.T) {
	requests, err := requestsOf("../../../" + starter)
	if err != nil {
		t.Fatal(err)
	}
	base, err := manyRequests(requests, 60)
	if err != nil {
		t.Fatal(err)
	}
	mine, err := editRequests(base, ours)
	if err != nil {
		t.Fatal(err)
	}
	yours, err := editRequests(base, theirs)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{mine, yours} {
		if text == base.Text() || strings.Count(text, `"name": "Request `) < 50 {
			t.Errorf("a side is\n%.2000s", text)
		}
	}
}
