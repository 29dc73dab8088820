package lint_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/baseline"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/testkit"
	"github.com/postwright/postwright/internal/testkit/clinicapi"
)

// TestKnown: an edit elsewhere in the file leaves a finding known, to a baseline
// and by its fingerprint: lines that move, and more places of what is found.
func TestKnown(t *testing.T) {
	withExample := func(r *rule.Rule) *lint.Linter {
		o := lint.Options{Rules: rules.All(), Environment: emptyEnvironment(t)}
		if r.Bad.Template {
			o.API = clinicapi.Template()
		}
		if r.Bad.Contract {
			o.Contract = clinicapi.Contract()
		}
		return lint.New(o)
	}
	for _, r := range rules.All() {
		t.Run(r.Name, func(t *testing.T) { staysKnown(t, withExample(r), r.Bad.Text()) })
	}
	l := everything(t)
	for _, f := range testkit.Collections(t) {
		if len(f.Text) < 20_000 {
			t.Run(f.Name, func(t *testing.T) { staysKnown(t, l, f.Text) })
		}
	}
}

func staysKnown(t *testing.T, l *lint.Linter, text string) {
	before := look(t, l, text)
	for name, edited := range withLines(text) {
		after := look(t, l, edited)
		left, gone := before.known.Unknown("f", after.found, after.report.Sources())
		for _, d := range left {
			t.Errorf("%s: unknown: %s: %s", name, d.Rule, d.Message)
		}
		if gone > 0 || !slices.Equal(slices.Sorted(slices.Values(after.fingerprints)), slices.Sorted(slices.Values(before.fingerprints))) {
			t.Errorf("%s: %d gone; %v, then %v", name, gone, before.fingerprints, after.fingerprints)
		}
	}
	if edited := withCopy(text); edited != "" {
		after := look(t, l, edited)
		left, gone := before.known.Unknown("f", after.found, after.report.Sources())
		for _, d := range left {
			item := redact.PathOf(d.Around)
			if !strings.HasPrefix(item, copied) && d.Rule != "duplicate-id" { // of two the later is reported
				t.Errorf("unknown beside a copy: %s in %q: %s", d.Rule, item, d.Message)
			}
		}
		for _, mark := range before.fingerprints {
			if !slices.Contains(after.fingerprints, mark) {
				t.Errorf("%s is gone beside a copy: %v", mark, after.fingerprints)
			}
		}
		if gone > 0 {
			t.Errorf("%d gone beside a copy", gone)
		}
	}
}

// looked is what a text's report knows findings by.
type looked struct {
	found        []diagnostic.Diagnostic
	report       report.File
	known        *baseline.Baseline
	fingerprints []string
}

func look(t *testing.T, l *lint.Linter, text string) looked {
	t.Helper()
	found, d, err := l.Text(text)
	if err != nil {
		t.Fatal(err)
	}
	of := func() report.File {
		if d == nil {
			return report.OfBroken("f", text, found)
		}
		return report.OfDocument("f", d, found)
	}
	after := looked{found: found, report: of(), known: baseline.New()}
	after.known.Set("f", found, of().Sources())
	var b strings.Builder
	if err := report.Print(&b, "sarif", []report.File{of()}, report.Options{}); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Runs []struct {
			Results []struct{ PartialFingerprints map[string]string }
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	for _, r := range log.Runs[0].Results {
		after.fingerprints = slices.AppendSeq(after.fingerprints, maps.Values(r.PartialFingerprints))
	}
	if distinct := slices.Compact(slices.Sorted(slices.Values(after.fingerprints))); len(distinct) != len(found) {
		t.Errorf("%d findings have %d fingerprints", len(found), len(distinct))
	}
	return after
}

// withLines returns a text with a line more: before a value, before all of them, and
// in every script.
func withLines(text string) map[string]string {
	d, err := jsontree.Parse(text)
	if err != nil {
		return map[string]string{"first": "\n" + text}
	}
	var every, scripts []jsontree.Edit
	edited := map[string]string{}
	count := 0
	for n := range d.Root().Descendants() {
		line := jsontree.Edit{Start: n.Start(), End: n.Start(), Text: "\n"}
		every = append(every, line)
		if n.Parent().Key().Is("exec") && n.Parent().Kind() == jsontree.Array && n.Index() == 0 {
			scripts = append(scripts, jsontree.Edit{Start: n.Start(), End: n.Start(), Text: `"// more", `})
		}
		if count++; count&(count-1) == 0 { // as many as there are doublings
			edited["before "+n.Pointer()], _ = d.Apply(line)
		}
	}
	edited["everywhere"], _ = d.Apply(every...)
	edited["in scripts"], _ = d.Apply(scripts...)
	return edited
}

const copied = "A copy"

// withCopy returns a collection with a folder before its entries that has them all
// once more; "" of what has no entries.
func withCopy(text string) string {
	d, err := jsontree.Parse(text)
	if err != nil {
		return ""
	}
	items := d.Root().Get("item")
	if items.Kind() != jsontree.Array || items.Len() == 0 {
		return ""
	}
	at := items.Start() + 1
	return text[:at] + `{"name": "` + copied + `", "item": ` + items.Raw() + "}, " + text[at:]
}
