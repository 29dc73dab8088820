package report_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/testkit"
)

// clinic is a collection whose requests have the same findings.
const clinic = `{"item": [
{"name": "Clinical", "item": [
{"name": "Get patient", "request": {"url": "old"}},
{"name": "Patients", "item": [{"name": "", "request": {"url": "old"}}, {"name": "List", "request": {"url": "old"}}]}
]},
{"name": "Ping", "request": {"url": "old", "header": []}},
{"name": "Pong", "request": {"url": "old", "header": []}}
], "variable": []}`

// findings are about every URL, header, folder and variable list of clinic.
func findings(t *testing.T, path string) report.File {
	t.Helper()
	d := testkit.Parse(t, clinic)
	var all []diagnostic.Diagnostic
	for n := range d.Root().Descendants() {
		if n.IsKey() {
			continue
		}
		switch {
		case n.Key().Is("url"):
			found := diagnostic.On(n, "old-url", diagnostic.Warning, fmt.Sprintf("the URL of %q is old", collection.EnclosingItem(n).Get("name").Text()))
			found.Help = "write the new one"
			all = append(all, found)
			listed := diagnostic.On(n, "undefined", diagnostic.Info, "one alone")
			listed.Listed = &diagnostic.Listed{Topic: "nothing defines these", Subject: fmt.Sprintf("v%d", len(all))}
			all = append(all, listed)
		case n.Key().Is("header"):
			all = append(all, diagnostic.On(n, "no-header", diagnostic.Error, "no header"))
		case n.Key().Is("name") && n.Is("Patients"):
			all = append(all, diagnostic.On(n, "folder", diagnostic.Info, "a folder"))
		case n.Key().Is("variable"):
			all = append(all, diagnostic.On(n, "of-all", diagnostic.Error, "of the collection"))
		}
	}
	return report.OfDocument(path, d, all)
}

// TestGrouped: errors come first, one cause is one finding with its number and its
// first places, and findings that share a topic are one line.
func TestGrouped(t *testing.T) {
	for golden, o := range map[string]report.Options{
		"grouped.txt": {Grouped: true, More: "--verbose lists all"},
		"verbose.txt": {},
		"most.txt":    {Most: 2, More: "--verbose lists all"},
	} {
		var b strings.Builder
		if err := report.Text(&b, []report.File{findings(t, "a.json"), findings(t, "b.json")}, o); err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, filepath.Join("testdata", golden), b.String())
	}
}

// TestElement: JSON names the folders and the request of every finding, and keeps
// every finding.
func TestElement(t *testing.T) {
	var b strings.Builder
	if err := report.Print(&b, "json", []report.File{findings(t, "a.json")}, report.Options{Grouped: true, Most: 1}); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Diagnostics []struct {
			Rule    string
			Element []string
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	var elements [][]string
	for _, d := range got.Diagnostics {
		if d.Rule != "undefined" {
			elements = append(elements, d.Element)
		}
		if d.Element == nil {
			t.Errorf("the element of %s is null", d.Rule)
		}
	}
	want := [][]string{
		{"Clinical", "Get patient"}, {"Clinical", "Patients"}, {"Clinical", "Patients", ""}, {"Clinical", "Patients", "List"},
		{"Ping"}, {"Ping"}, {"Pong"}, {"Pong"}, {},
	}
	if !slices.EqualFunc(elements, want, slices.Equal) {
		t.Errorf("%q", elements)
	}
}

// TestWarningsInJUnit: a warning is a failure only if warnings fail the job.
func TestWarningsInJUnit(t *testing.T) {
	for fail, want := range map[bool]int{false: 3, true: 8} {
		var b strings.Builder
		o := report.Options{WarningsFail: func() bool { return fail }}
		if err := report.Print(&b, "junit", []report.File{findings(t, "a.json")}, o); err != nil {
			t.Fatal(err)
		}
		var suites struct {
			Tests    int `xml:"tests,attr"`
			Failures int `xml:"failures,attr"`
		}
		if err := xml.Unmarshal([]byte(b.String()), &suites); err != nil {
			t.Fatal(err)
		}
		if suites.Failures != want || strings.Count(b.String(), "<failure") != want || suites.Tests != 14 {
			t.Errorf("warnings fail: %t; %d of %d failures", fail, suites.Failures, suites.Tests)
		}
	}
}

// TestListedSubjects: a list names each subject once, and counts the places.
func TestListedSubjects(t *testing.T) {
	d := testkit.Parse(t, clinic)
	var all []diagnostic.Diagnostic
	for n := range d.Root().Descendants() {
		if n.Key().Is("url") && !n.IsKey() {
			found := diagnostic.On(n, "braces", diagnostic.Info, "one alone")
			found.Listed = &diagnostic.Listed{Topic: "sent as written", Subject: []string{"{a}", "{b}"}[len(all)%2]}
			all = append(all, found)
		}
	}
	var b strings.Builder
	if err := report.Text(&b, []report.File{report.OfDocument("a.json", d, all)}, report.Options{Grouped: true}); err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("sent as written: {a}, {b} (%d places) [braces]", len(all)); !strings.Contains(b.String(), want) {
		t.Errorf("got %s\nwant %s in it", b.String(), want)
	}
}
