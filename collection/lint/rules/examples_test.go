package rules_test

import (
	"testing"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/testkit/clinicapi"
)

// linterFor returns a linter with what an example is to be linted with.
func linterFor(t testing.TB, r *rule.Rule, e rule.Example) *lint.Linter {
	t.Helper()
	o := lint.Options{Environment: environment(t, rule.Environment())}
	var err error
	if o.Rules, err = lint.Select(rules.All(), lint.Recommended, []string{r.Name}, nil); err != nil {
		t.Fatal(err)
	}
	if e.Template {
		o.API = clinicapi.Template()
	}
	if e.Contract {
		o.Contract = clinicapi.Contract()
	}
	return lint.New(o)
}

func environment(t testing.TB, text string) *analysis.Environment {
	t.Helper()
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return analysis.NewEnvironment(d)
}

// TestExamples: the documentation shows what it says. Every bad example yields
// its rule and nothing else, every good one nothing at all, and where there is
// a repair, the repaired example yields nothing of the rule.
func TestExamples(t *testing.T) {
	for _, r := range rules.All() {
		t.Run(r.Name, func(t *testing.T) {
			found := lintExample(t, r, r.Bad)
			if len(found) == 0 {
				t.Errorf("the bad example yields nothing")
			}
			fixable := false
			for _, d := range found {
				fixable = fixable || d.Fixable
				if d.Rule != r.Name {
					t.Errorf("the bad example yields %s: %d:%d: %s", d.Rule, d.Line, d.Column, d.Message)
				}
			}
			if fixable != (r.Fix != "") {
				t.Errorf("the bad example is fixable: %v; the rule says %q", fixable, r.Fix)
			}
			for _, d := range lintExample(t, r, r.Good) {
				t.Errorf("the good example yields %s: %d:%d: %s", d.Rule, d.Line, d.Column, d.Message)
			}
		})
	}
}

func lintExample(t *testing.T, r *rule.Rule, e rule.Example) []diagnostic.Diagnostic {
	t.Helper()
	if e.YAML {
		return linterFor(t, r, e).Files(v3.Read("Clinic", e.Folder()))
	}
	found, _, err := linterFor(t, r, e).Text(e.Text())
	if err != nil {
		t.Fatal(err)
	}
	return found
}
