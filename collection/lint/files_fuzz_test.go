package lint_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
)

// FuzzFiles: any files of a collection end in a document and in findings whose places
// are in the files.
func FuzzFiles(f *testing.F) {
	for _, seed := range []string{
		"$kind: http-request\nurl: \"{{a}}/:id?x=1#h\"\nqueryParams: {x: null}\nheaders: [{key: a, value: b, $type: c}]\nbody: {type: formdata, content: [{type: file, key: a, src: [x]}]}",
		"$kind: graphql-request\nquery: |-\n  q {\n   a }\nscripts:\n  - type: afterResponse\n    code: >-\n      a(\n\n      b\n",
		"$kind: grpc-request\nmetadata: {Authorization: Bearer x}\nauth: [{type: bearer}, {type: basic}]",
		"$kind: &a [*a]\nurl: {{x}}\n", "auth: 5\nscripts: {a: b}\nvariables: [x]\norder: .inf", "a: &b {c: d}\ne: [*b, *b]\nsettings: {disabledSystemHeaders: [host]}",
		"- a", "$kind: http-request\nbody: x\nexamples: ../..\n", "\uFEFF$kind: http-request\r\nname: \"a\\r\\n\"\r\n",
	} {
		f.Add(seed, seed)
	}
	linter := lint.New(lint.Options{Rules: rules.All()})
	f.Fuzz(func(t *testing.T, one, other string) {
		if len(one)+len(other) > longestFuzzed {
			return
		}
		r := v3.Read("C", []v3.File{
			{Path: "R.request.yaml", Text: one}, {Path: ".resources/definition.yaml", Text: other},
			{Path: "F/.resources/definition.yaml", Text: one}, {Path: "F/S.request.yml", Text: other},
			{Path: ".resources/R.resources/examples/E.example.yaml", Text: other}, {Path: "Empty/"},
		})
		folder := report.NewFolder(r, func(name string) string { return name })
		found := linter.Files(r)
		for _, s := range r.Files {
			lines := strings.Count(s.Text(), "\n") + 1
			in := found[:0:0]
			for _, d := range found {
				if d.Path != s.Path {
					continue
				}
				if d.Line < 1 || d.Line > lines || d.Column < 1 || d.Start < 0 || d.End < d.Start || d.End > len(s.Text()) {
					t.Fatalf("%+v in %q", d, s.Text())
				}
				in = append(in, d)
			}
			of := folder.File(s, in)
			if len(of.Sources()) != len(in) {
				t.Fatal("a finding has no source")
			}
		}
		if fixed, err := linter.FixFiles(r); err != nil {
			t.Fatalf("%v: %q and %q", err, one, other)
		} else if again, err := linter.FixFiles(fixed.Files); err != nil || len(v3.Between(fixed.Files, again.Files).Changes) > 0 {
			t.Fatalf("%v: repairing again changes %q and %q", err, one, other)
		}
		r = v3.ReadEnvironment(v3.File{Path: "e.environment.yaml", Text: one})
		linter.Files(r)
		if r.Document == nil {
			t.Fatal("no document")
		}
	})
}
