package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/internal/testkit"
)

// TestManyPathVariables: the time for an address grows with its path variables,
// and not with their square. At n = 4,000 it once took ten seconds.
func TestManyPathVariables(t *testing.T) {
	testkit.Linear(t, "path variables", 500, func(n int) { manyPathVariables(t, n) })
}

func manyPathVariables(t *testing.T, n int) {
	t.Helper()
	var path, variables []string
	for i := range n {
		path = append(path, fmt.Sprintf(`":id%d", "{x%d}"`, i, i))
		variables = append(variables, fmt.Sprintf(`{"key": "idx%d", "value": "1"}, {"key": "x%d", "value": "1"}`, i, i))
	}
	text := rule.Request(`{"url": {"host": ["a"], "path": [` + strings.Join(path, ", ") + `], "variable": [` + strings.Join(variables, ", ") + `]}}`).Text()
	found, _, err := lint.New(lint.Options{Rules: rules.All()}).Text(text)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, d := range found {
		count[d.Rule]++
	}
	for _, name := range []string{"path-variable-undeclared", "path-variable-unused", "path-variable-braces"} {
		if count[name] != n {
			t.Errorf("%d findings of %s, want %d", count[name], name, n)
		}
	}
}
