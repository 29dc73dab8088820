package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/internal/testkit"
)

// TestFixManySecrets: each value gets a variable of its own, each variable is
// made once, and the file is not read anew for each of them.
func TestFixManySecrets(t *testing.T) {
	const values = 200
	secret := func(i int) string { return fmt.Sprintf("hV7qTz0pW-%dxK", 1000+i) }
	var items []string
	for i := range values {
		item := fmt.Sprintf(`{"name": "R", "request": {"url": "https://example.com", "header": [{"key": "X-Api-Key", "value": %q}]}}`, secret(i))
		items = append(items, item, item)
	}
	rounds := 0
	counting := *rules.All()[0]
	counting.Name, counting.Visit = "counting", rule.Visit{File: func(*rule.Pass) { rounds++ }}
	var secrets []*rule.Rule
	for _, r := range rules.All() {
		if r.Name == "secret" {
			secrets = append(secrets, r, &counting)
		}
	}
	for name, test := range map[string]struct {
		variables, environment string // lists of variables; no environment where empty
	}{
		"no list":     {},
		"a list":      {variables: `[{"key": "base_url", "value": "x"}]`},
		"one known":   {variables: `[{"key": "x_api_key_2", "value": "` + secret(7) + `"}, {"key": "x_api_key", "value": ""}]`},
		"environment": {environment: `[{"key": "x_api_key", "value": "another", "enabled": true}]`},
	} {
		t.Run(name, func(t *testing.T) {
			rounds = 0
			text := `{"info": {"name": "n"}, "item": [` + strings.Join(items, ",\n") + `]`
			if test.variables != "" {
				text += `, "variable": ` + test.variables
			}
			o := lint.Options{Rules: secrets}
			if test.environment != "" {
				o.Environment = analysis.NewEnvironment(testkit.Parse(t, `{"values": `+test.environment+`}`))
			}
			fixed, err := lint.New(o).Fix(testkit.Parse(t, text+"}"))
			if err != nil {
				t.Fatal(err)
			}
			if rounds > 4 {
				t.Errorf("%d rounds", rounds)
			}
			list := fixed.Document.Root().Get("variable")
			if test.environment != "" {
				list = fixed.Environment.Document.Root().Get("values")
			}
			given := map[string]string{}
			for n := range list.Elements() {
				if _, twice := given[n.Get("key").Text()]; twice {
					t.Errorf("%s is defined twice", n.Get("key").Text())
				}
				given[n.Get("key").Text()] = n.Get("value").Text()
			}
			i := 0
			for item := range collection.Of(fixed.Document).Items() {
				reference := headerValue(item)
				if got := given[strings.Trim(reference, "{}")]; got != secret(i/2) {
					t.Errorf("%s is %q, want %q", reference, got, secret(i/2))
				}
				i++
			}
		})
	}
}

func headerValue(i collection.Item) string {
	for n := range i.Request().Node.Get("header").Elements() {
		return n.Get("value").Text()
	}
	return ""
}

// TestFixEnds: text in which each fix uncovers the next place to fix is given up after a
// number of rounds, each of which lints the whole file.
func TestFixEnds(t *testing.T) {
	rounds := 0
	counting := *rules.All()[0]
	counting.Name, counting.Visit = "counting", rule.Visit{File: func(*rule.Pass) { rounds++ }}
	chosen, err := lint.Named(rules.All(), "secret")
	if err != nil {
		t.Fatal(err)
	}
	keys := strings.Repeat("-----BEGIN RSA PRIVATE KEY-----", 500)
	fixed, err := lint.New(lint.Options{Rules: []*rule.Rule{chosen, &counting}}).Fix(testkit.Parse(t, `{"info": {"name": "n"}, "item": [{"name": "R", "request": {"url": "https://example.com/`+keys+`"}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if rounds > 101 || len(fixed.Applied) == 0 || len(fixed.Left) == 0 {
		t.Errorf("%d rounds, %d fixes, %d left", rounds, len(fixed.Applied), len(fixed.Left))
	}
}
