package clients

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// fullPage returns the page of the full collection.
func fullPage(t *testing.T) string {
	t.Helper()
	page := t.TempDir() + "/full.html"
	if made := execute(t, build(t), "docs", "--template", "drchrono", "-o", page, fullFile); made.code != 0 {
		t.Fatalf("docs: exit code %d\n%s", made.code, made.stderr)
	}
	return page
}

// TestPageSearch types what people at a clinic would: the request that they mean is
// among the first three.
func TestPageSearch(t *testing.T) {
	requireNode(t)
	text, err := os.ReadFile("testdata/queries.json")
	if err != nil {
		t.Fatal(err)
	}
	var queries map[string][]string
	if err := json.Unmarshal(text, &queries); err != nil || len(queries) < 40 {
		t.Fatalf("%d queries, %v", len(queries), err)
	}
	var r struct {
		quiet
		Results        map[string][]string
		First, Slowest int
	}
	exact := []string{"List appointments", "Get a patient", "Create a task", "Delete an appointment"}
	nothing := []string{"appointment zzzz", "qqqq"}
	browse(t, &r, "search", slices.Concat([]string{fullPage(t)}, slices.Sorted(maps.Keys(queries)), exact, nothing)...)
	r.check(t)
	for query, wanted := range queries {
		first := r.Results[query][:min(3, len(r.Results[query]))]
		if !slices.ContainsFunc(wanted, func(name string) bool { return slices.Contains(first, name) }) {
			t.Errorf("%q finds %q, want one of %q", query, first, wanted)
		}
	}
	for _, query := range []string{"attach file", "upload", "upload document"} {
		if found := r.Results[query]; len(found) == 0 || !strings.HasPrefix(found[0], "Upload ") {
			t.Errorf("%q finds %q first, want an upload", query, found[:min(3, len(found))])
		}
	}
	for _, name := range exact {
		if found := r.Results[name]; len(found) == 0 || found[0] != name {
			t.Errorf("the name %q finds %q first", name, found[:min(3, len(found))])
		}
	}
	for _, query := range nothing {
		if found := r.Results[query]; len(found) > 0 {
			t.Errorf("%q finds %q, though a word stands nowhere", query, found)
		}
	}
	if r.First > 3000 || r.Slowest > 2000 {
		t.Errorf("the first search takes %d ms, the slowest other %d ms", r.First, r.Slowest)
	}
	proven(t, "every query finds its request among the first three")
	t.Logf("%d queries; the first takes %d ms, the slowest other %d ms", len(queries), r.First, r.Slowest)
}

// fields returns a collection whose request has a table of fields and two examples.
func fields(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../collection/docs/testdata/fields.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestPageRead: examples are closed, tables fit a phone, code has readable colours,
// and the contents of a large page follow it.
func TestPageRead(t *testing.T) {
	requireNode(t)
	type place struct {
		Want, Current string
		Seen          bool
		Open          []string
	}
	var r struct {
		quiet
		Examples [][]any
		Tokens   map[string]struct {
			Text                         string
			Kinds, Keys, Strings, Others []string
		}
		Contrast map[string]map[string]float64
		Table    struct {
			Stacked, Inside bool
			Labels          []string
			Wide            int
		}
		Loaded, Scrolling int
		Folded            []string
		Followed          []place
		Keyboard          bool
	}
	browse(t, &r, "read", pageOf(t, fields(t)), fullPage(t))
	r.check(t)
	if len(r.Examples) != 2 || r.Examples[0][0] != false || r.Examples[1][1] != "Example No token 401 Unauthorized" {
		t.Errorf("examples %v", r.Examples)
	}
	json := r.Tokens["json"]
	if got := strings.Join(json.Keys, " "); got != `"scheduled_time" "duration" "break" "patient"` {
		t.Errorf("keys %s", got)
	}
	if got := strings.Join(slices.Concat(json.Strings, json.Others), " "); got != `"2026-03-01T09:30:00" 30 false null` {
		t.Errorf("values %s", got)
	}
	if !strings.HasPrefix(json.Text, "{\n  \"scheduled_time\": \"2026-03-01T09:30:00\",\n") {
		t.Errorf("the colours changed the text to %q", json.Text)
	}
	for language, kinds := range map[string]string{"cURL": "tok-k tok-l tok-s", "Python": "tok-l tok-n tok-s", "JavaScript": "tok-l tok-s"} {
		if got := strings.Join(r.Tokens[language].Kinds, " "); got != kinds {
			t.Errorf("%s has the colours %q, want %q", language, got, kinds)
		}
	}
	for scheme, ratios := range r.Contrast {
		if len(ratios) < 4 {
			t.Errorf("%s: %d colours", scheme, len(ratios))
		}
		for token, ratio := range ratios {
			if ratio < 4.5 {
				t.Errorf("%s: %s has a contrast of %.2f", scheme, token, ratio)
			}
		}
	}
	if !r.Table.Stacked || !r.Table.Inside || r.Table.Wide > 0 || strings.Join(r.Table.Labels, "|") != "|type|required|meaning" {
		t.Errorf("the table at 390 pixels: %+v", r.Table)
	}
	if len(r.Folded) > 0 {
		t.Errorf("folders are open at first: %q", r.Folded)
	}
	if len(r.Followed) != 4 || !r.Keyboard {
		t.Errorf("followed %d times, a folder opened by the keyboard: %v", len(r.Followed), r.Keyboard)
	}
	for i, p := range r.Followed {
		if p.Current != p.Want || !p.Seen || i > 0 && len(p.Open) != 2 {
			t.Errorf("at %q the contents mark %q, in sight: %v, open folders %q", p.Want, p.Current, p.Seen, p.Open)
		}
	}
	if r.Loaded > 10_000 || r.Scrolling > 2000 {
		t.Errorf("the large page loads in %d ms and scrolls in steps of up to %d ms", r.Loaded, r.Scrolling)
	}
	proven(t, "examples, tables, colours, and contents that follow")
	t.Logf("the large page loads in %d ms; the slowest step of scrolling takes %d ms", r.Loaded, r.Scrolling)
}
