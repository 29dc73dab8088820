package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/internal/testkit"
)

// TestManyPrints: a script is not read again for each variable that it prints.
func TestManyPrints(t *testing.T) {
	chosen, err := lint.Named(rules.All(), "script-prints-secret")
	if err != nil {
		t.Fatal(err)
	}
	linter := lint.New(lint.Options{Rules: []*rule.Rule{chosen}})
	testkit.Linear(t, "prints", 500, func(n int) {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "var t%d = a.thing%d; console.log(t%d);\n", i, i, i)
		}
		b.WriteString("const held = r.access_token; console.log(held);")
		text := fmt.Sprintf(`{"info": {"name": "n"}, "item": [{"name": "R", "request": {"url": "https://a.example"}, "event": [{"listen": "test", "script": {"exec": [%s]}}]}]}`, jsontree.Quote(b.String()))
		if found := linter.Document(testkit.Parse(t, text)); len(found) != 1 || strings.Contains(found[0].Message, "places") {
			t.Errorf("found %+v", found)
		}
	})
}
