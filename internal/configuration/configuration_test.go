package configuration

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/internal/testkit"
)

var rules = []string{"secret", "url-plain-http"}

func TestParse(t *testing.T) {
	c, found := Parse(`template: drchrono
scopes: all
max-warnings: 3
rules:
  secret: off
  url-plain-http: error
ignore:
  - rule: secret
    files: ["old/**"]
    item: Users / Get *
    reason: rotated
`, "/project", rules)
	if len(found) > 0 {
		t.Fatal(found)
	}
	if c.Template != "drchrono" || c.Scopes != nil || c.MaxWarnings != 3 || c.Severities["secret"] != "off" || c.Severities["url-plain-http"] != "error" {
		t.Errorf("%+v", c)
	}
	for _, text := range []string{"", "# nothing\n", "---\n# template: x\n"} {
		if c, found := Parse(text, "", rules); c == nil || c.MaxWarnings != -1 {
			t.Errorf("%q: %v", text, found)
		}
	}
}

func TestMistakes(t *testing.T) {
	for _, test := range []struct {
		text         string
		line, column int
		message      string
	}{
		{"tempalte: x\n", 1, 1, `the configuration has no setting "tempalte"; did you mean "template"?`},
		{"rules:\n  secrte: off\n", 2, 3, `there is no rule "secrte"; did you mean "secret"?`},
		{"rules:\n  secret: warn\n", 2, 11, `"warn" is not a severity`},
		{"ignore:\n  - rule: secret\n    files: ['[']\n", 3, 13, "the pattern is not right"},
		{"max-warnings: -1\n", 1, 15, ""},
		{"scopes: some\n", 1, 9, ""},
		{"include: some\n", 1, 10, ""},
		{"a: [\n", 1, 5, ""},
	} {
		_, found := Parse(test.text, "", rules)
		if len(found) != 1 {
			t.Errorf("%q: %v", test.text, found)
			continue
		}
		if d := found[0]; d.Line != test.line || d.Column != test.column || test.message != "" && d.Message != test.message {
			t.Errorf("%q: %d:%d: %s", test.text, d.Line, d.Column, d.Message)
		}
	}
}

func TestIgnores(t *testing.T) {
	d := testkit.Parse(t, `{"item": [{}, {"name": "Users", "item": [{"name": "Get user"}]}]}`)
	finding := diagnostic.Diagnostic{Rule: "secret", Around: d.Lookup("/item/1/item/0"), Pointer: "/item/1/request/auth"}
	for _, test := range []struct {
		e    Exception
		file string
		want bool
	}{
		{Exception{Rule: "secret"}, "/p/a.json", true},
		{Exception{Rule: "other"}, "/p/a.json", false},
		{Exception{Rule: "secret", Files: []string{"*.json"}}, "/p/deep/a.json", true},
		{Exception{Rule: "secret", Files: []string{"deep/**"}}, "/p/deep/b/a.json", true},
		{Exception{Rule: "secret", Files: []string{"deep/*"}}, "/p/a.json", false},
		{Exception{Rule: "secret", Files: []string{"*.json"}}, "/p/a.json", true},
		{Exception{Rule: "secret", Files: []string{"./deep/**"}}, "/p/deep/b/a.json", true},
		{Exception{Rule: "secret", Files: []string{"./deep/**"}}, "/p/a.json", false},
		{Exception{Rule: "secret", Files: []string{"./a.json"}}, "/p/a.json", true},
		{Exception{Rule: "secret", Files: []string{"./a.json"}}, "/p/deep/a.json", false},
		{Exception{Rule: "secret", Files: []string{"a.json"}}, "/p/deep/a.json", true},
		{Exception{Rule: "secret", Files: []string{"deep"}}, "/p/deep/b/a.json", true},
		{Exception{Rule: "secret", Files: []string{"deep"}}, "/p/q/deep/a.json", true},
		{Exception{Rule: "secret", Files: []string{"deep"}}, "/p/deeper/a.json", false},
		{Exception{Rule: "secret", Files: []string{"deep/"}}, "/p/deep/a.json", true},
		{Exception{Rule: "secret", Files: []string{"de*/"}}, "/p/deep/b/a.json", true},
		{Exception{Rule: "secret", Files: []string{"./deep"}}, "/p/deep/b/a.json", true},
		{Exception{Rule: "secret", Files: []string{"./deep/"}}, "/p/q/deep/a.json", false},
		{Exception{Rule: "secret", Files: []string{"q/../deep/b"}}, "/p/deep/b/a.json", true},
		{Exception{Rule: "secret", Files: []string{"."}}, "/p/deep/a.json", true},
		{Exception{Rule: "secret", Files: []string{"../q"}}, "/q/a.json", true},
		{Exception{Rule: "secret", Item: "Users"}, "/p/a.json", true},
		{Exception{Rule: "secret", Item: "Users / Get *"}, "/p/a.json", true},
		{Exception{Rule: "secret", Item: "Users / Get user / More"}, "/p/a.json", false},
		{Exception{Rule: "secret", Item: "User"}, "/p/a.json", false},
		{Exception{Rule: "secret", Pointer: "/item/1"}, "/p/a.json", true},
		{Exception{Rule: "secret", Pointer: "/item/10"}, "/p/a.json", false},
	} {
		c := &Configuration{Folder: "/p", Ignore: []Exception{test.e}}
		if got := c.Ignores(test.file, finding); got != test.want {
			t.Errorf("%+v: %v", test.e, got)
		}
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	deep := filepath.Join(root, "a", "b")
	if err := os.MkdirAll(filepath.Join(deep, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(root, Name)
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if got, err := Find(filepath.Join(root, "a")); err != nil || got != path {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := Find(deep); err != nil || got != "" {
		t.Errorf("beyond a repository: %q, %v", got, err)
	}
}

// TestSample: the sample changes nothing, and with its comments taken away it
// says everything that there is to say.
func TestSample(t *testing.T) {
	known := []string{"variable-unused", "docs-request-description", "url-plain-http", "secret"}
	if c, found := Parse(Sample, "", known); len(found) > 0 || c.Template != "" || c.MaxWarnings != -1 {
		t.Fatal(found)
	}
	var live strings.Builder
	for line := range strings.Lines(Sample) {
		rest := strings.TrimPrefix(line, "# ")
		if strings.HasPrefix(rest, "yaml-language-server") {
			continue
		}
		if setting.MatchString(rest) || strings.HasPrefix(rest, "  ") {
			live.WriteString(rest)
		}
	}
	c, found := Parse(live.String(), "", known)
	if len(found) > 0 {
		t.Fatalf("%v in\n%s", found, live.String())
	}
	if c.Template == "" || c.OpenAPI == "" || len(c.Include) != 2 || c.Output == "" || len(c.Scopes) != 2 || c.AuthLevel == "" || c.Profile == "" || c.Environment == "" ||
		c.Baseline == "" || c.MaxWarnings != 0 || len(c.Severities) != 2 || len(c.Ignore) != 2 {
		t.Errorf("%+v", c)
	}
}

// TestSchemaAddress: editors are sent to a file that is there.
func TestSchemaAddress(t *testing.T) {
	line, _, _ := strings.Cut(Sample, "\n")
	path, ok := strings.CutPrefix(line, "# yaml-language-server: $schema=https://raw.githubusercontent.com/postwright/postwright/main/")
	if _, err := os.Stat(filepath.Join("..", "..", path)); !ok || err != nil {
		t.Errorf("%s: %v", line, err)
	}
}

var setting = regexp.MustCompile(`^[a-z-]+:(\s|$)`)

// FuzzParse: a configuration or findings in its text, never both, and a
// configuration has no rule or severity that does not exist.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		Sample,
		"template: ./mine.yaml\noutput: dist/\nscopes: needed\ninclude: [patients, 'appoint*']\nmax-warnings: 3\n",
		"rules: {secret: off, url-plain-http: error}\nignore:\n  - {rule: secret, files: ['old/**'], item: Users / Get *, pointer: /item/0, reason: rotated}\n",
		"max-warnings: 1e400\n", "# nothing\n", "rules: 5\n", "ignore: [{rule: secrte, files: ['[']}]\n",
	} {
		f.Add(seed)
	}
	get := testkit.Parse(f, `{"item": [{"name": "Users", "item": [{"name": "Get"}]}]}`).Lookup("/item/0/item/0")
	f.Fuzz(func(t *testing.T, text string) {
		c, found := Parse(text, "/project", rules)
		if (c == nil) == (len(found) == 0) {
			t.Fatalf("%v and %v", c, found)
		}
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1
		for _, d := range found {
			if d.Line < 1 || d.Line > lines || d.Column < 1 || d.Message == "" {
				t.Errorf("%+v", d)
			}
		}
		if c == nil {
			return
		}
		for name, severity := range c.Severities {
			if !slices.Contains(rules, name) || !slices.Contains([]string{"off", "info", "warning", "error"}, severity) {
				t.Errorf("%s: %s", name, severity)
			}
		}
		if c.MaxWarnings < -1 {
			t.Errorf("max-warnings: %d", c.MaxWarnings)
		}
		for _, d := range []diagnostic.Diagnostic{{}, {Rule: "secret", Around: get, Pointer: "/item/0/request"}} {
			c.Ignores("/project/old/a.json", d)
		}
	})
}
