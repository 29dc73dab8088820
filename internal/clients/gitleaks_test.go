package clients

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/secret"
)

// notCovered are rules of gitleaks whose secrets the table in collection/redact/secret
// leaves out on purpose, and why.
var notCovered = map[string]string{
	"adobe-client-id":             publicID,
	"asana-client-id":             publicID,
	"bitbucket-client-id":         publicID,
	"discord-client-id":           publicID,
	"linkedin-client-id":          publicID,
	"looker-client-id":            publicID,
	"messagebird-client-id":       publicID,
	"plaid-client-id":             publicID,
	"sendbird-access-id":          publicID,
	"sumologic-access-id":         publicID,
	"freemius-secret-key":         surroundings,
	"new-relic-user-api-id":       publicID,
	"flutterwave-public-key":      publishable,
	"lob-pub-api-key":             publishable,
	"mailgun-pub-key":             publishable,
	"mapbox-api-token":            publishable,
	"new-relic-browser-api-token": publishable,
	"pkcs12-file":                 "is about the name of a file, not about a text",
	"kubernetes-secret-yaml":      surroundings,
	"nuget-config-password":       surroundings,
	"curl-auth-header":            surroundings,
	"curl-auth-user":              surroundings,
	"sidekiq-sensitive-url":       surroundings,
	"generic-api-key":             surroundings,
}

const (
	publicID     = "is an ID, which gives no access by itself"
	publishable  = "is made to be published"
	surroundings = "is about what surrounds a value; collection/redact/secret reads places itself, and tests them"
)

// gitleaksRule is one rule of gitleaks' file.
type gitleaksRule struct {
	id, pattern string
	group       int // of the pattern, which is the secret; 0 for the first
}

// TestGitleaks compares the token formats that Postwright knows with the rules of
// the current gitleaks: it draws secrets of each rule, and looks for them in a
// note and under the rule's name. A new format is noticed here.
func TestGitleaks(t *testing.T) {
	if testing.Short() {
		t.Skip("gitleaks is not downloaded with -short; run `make clients`")
	}
	path, version := gitleaksConfig(t)
	list := gitleaksRules(t, path)
	if len(list) < 200 {
		t.Fatalf("%d rules read from gitleaks %s: its file has another form now; adapt gitleaksRules", len(list), version)
	}
	seen, covered := map[string]bool{}, 0
	for _, r := range list {
		seen[r.id] = true
		if _, left := notCovered[r.id]; left {
			continue
		}
		covered++
		if !r.isFound(t) {
			t.Errorf("gitleaks %s has the rule %q, and Postwright does not find its secrets: add the format to collection/redact/secret/formats.go, or the rule to notCovered with a reason", version, r.id)
		}
	}
	for id := range notCovered {
		if !seen[id] {
			t.Errorf("notCovered names %q, which gitleaks %s does not have: delete it", id, version)
		}
	}
	proven(t, fmt.Sprintf("of %d rules of gitleaks %s, %d are covered and %d left out", len(list), version, covered, len(list)-covered))
}

// gitleaksConfig returns the path of gitleaks' rule file in the module cache, and its
// version. Where the module cannot be had the test skips; with CI set it fails.
func gitleaksConfig(t *testing.T) (path, version string) {
	t.Helper()
	c := exec.Command("go", "mod", "download", "-json", "github.com/zricethezav/gitleaks/v8@latest")
	c.Dir = t.TempDir() // not this module: its go.mod stays as it is
	out, err := c.Output()
	var module struct{ Dir, Version, Error string }
	if json.Unmarshal(out, &module) != nil || err != nil || module.Dir == "" {
		missing := fmt.Sprintf("gitleaks cannot be downloaded (%v %s), so its rules are not compared", err, module.Error)
		if os.Getenv("CI") != "" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	return filepath.Join(module.Dir, "config", "gitleaks.toml"), module.Version
}

// gitleaksEntry are the lines of the file that matter here: it is generated, each
// value on one line.
var gitleaksEntry = regexp.MustCompile(`(?m)^(?:\[\[rules\]\]|id = "([^"]+)"|regex = '''(.+)'''|secretGroup = (\d+))$`)

func gitleaksRules(t *testing.T, path string) (list []gitleaksRule) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range gitleaksEntry.FindAllStringSubmatch(string(text), -1) {
		if m[1] == "" && m[2] == "" && m[3] == "" {
			list = append(list, gitleaksRule{})
			continue
		}
		if len(list) == 0 {
			continue
		}
		r := &list[len(list)-1]
		switch {
		case m[1] != "":
			r.id = m[1]
		case m[2] != "":
			r.pattern = m[2]
		default:
			r.group, _ = strconv.Atoi(m[3])
		}
	}
	return list
}

// isFound reports whether secrets of a rule are found, in a note or under the
// rule's name: of each twenty at least eighteen, as a drawn one may look like a
// stand-in by chance. Where a rule folds case, its prefix is of one of the two.
func (r gitleaksRule) isFound(t *testing.T) bool {
	t.Helper()
	if r.pattern == "" {
		return false
	}
	expression, err := syntax.Parse(r.pattern, syntax.Perl)
	if err != nil {
		t.Fatalf("%s: %v", r.id, err)
	}
	const tries, least = 20, 18
	name := strings.ReplaceAll(r.id, "-", "_")
	for _, mode := range []drawing{{fold: strings.ToLower}, {fold: strings.ToUpper}, {fold: strings.ToUpper, all: true}} {
		draw, found := rand.New(rand.NewPCG(1, 2)), 0
		for range tries {
			d := drawing{Rand: draw, fold: mode.fold, all: mode.all, groups: map[int]string{}}
			d.write(expression)
			if d.isFound(t, name, r.group) {
				found++
			}
		}
		if found >= least {
			return true
		}
	}
	return false
}

// shortestDrawn is the length from which a group of a pattern can be its secret.
const shortestDrawn = 8

// isFound reports whether the secret in a drawn text is found. gitleaks takes
// the first group for it; where a pattern has groups for other reasons it is all.
func (d *drawing) isFound(t *testing.T, name string, group int) bool {
	tokens := []string{d.String()}
	if group == 0 && len(d.groups) > 0 {
		group = slices.Min(slices.Collect(maps.Keys(d.groups)))
	}
	if token := d.groups[group]; len(token) >= shortestDrawn {
		tokens = append(tokens, token)
	}
	return slices.ContainsFunc(tokens, func(token string) bool {
		note := fmt.Sprintf(`{"description": %s}`, jsontree.Quote("the value is "+token+" here"))
		body := fmt.Sprintf(`{"raw": %s}`, jsontree.Quote(fmt.Sprintf(`{%q: %q}`, name, token)))
		return finds(t, note, token) || finds(t, body, token)
	})
}

// finds reports whether most of a token is found in a document.
func finds(t *testing.T, text, token string) bool {
	t.Helper()
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	middle := token[len(token)/4 : len(token)*3/4]
	return slices.ContainsFunc(secret.Find(d), func(f secret.Finding) bool { return strings.Contains(f.Value, middle) })
}

// drawing is a random text of a regular expression, with what its groups match.
type drawing struct {
	strings.Builder
	*rand.Rand
	fold   func(string) string // of words in either case
	all    bool                // fold all other letters, too
	groups map[int]string
}

func (d *drawing) write(e *syntax.Regexp) {
	repeat := func(least, most int) {
		if most < 0 || most > least+40 {
			most = least + 40
		}
		for range least + d.IntN(most-least+1) {
			d.write(e.Sub[0])
		}
	}
	switch e.Op {
	case syntax.OpLiteral:
		text := string(e.Rune)
		if e.Flags&syntax.FoldCase != 0 {
			text = d.fold(text)
		}
		d.WriteString(text)
	case syntax.OpCharClass:
		d.WriteRune(d.oneOf(e.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		d.WriteByte('.') // most likely what an unescaped dot is for
	case syntax.OpCapture:
		start := d.Len()
		d.write(e.Sub[0])
		d.groups[e.Cap] = d.String()[start:]
	case syntax.OpConcat:
		for _, s := range e.Sub {
			d.write(s)
		}
	case syntax.OpAlternate:
		d.write(e.Sub[d.IntN(len(e.Sub))])
	case syntax.OpRepeat:
		repeat(e.Min, e.Max)
	case syntax.OpPlus:
		repeat(10, 20)
	case syntax.OpStar, syntax.OpQuest:
		repeat(0, 1)
	}
}

// oneOf draws a character of a class, of ASCII if it has any that can be seen.
func (d *drawing) oneOf(class []rune) rune {
	var all []rune
	for i := 0; i < len(class); i += 2 {
		for r := class[i]; r <= min(class[i+1], unicode.MaxASCII); r++ {
			if r > ' ' {
				all = append(all, r)
			}
		}
	}
	if len(all) == 0 {
		return class[0]
	}
	r := all[d.IntN(len(all))]
	if folded := []rune(d.fold(string(r)))[0]; d.all && slices.Contains(all, folded) {
		return folded
	}
	return r
}
