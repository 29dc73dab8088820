package yamlfile_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
	"github.com/postwright/postwright/internal/yamlfile"
)

// quickTexts are texts that quick must read itself.
var quickTexts = []string{
	"a: 1\n",
	"---\na: 1\n",
	"# first\n\n--- # second\na: 1 # third\n# last",
	"a:\nb: \nc: # nothing\nd:",
	"paths:\n  /v1/{id}/x: {}\n  'it''s': []\n  \"q\\\"\\u00e9\": 1\n  key with words : x\n",
	"a:\n- 1\n-\n- - x\n  - y: 1\n    z: 2\n-   b: 1\n    c:\n    - 2\n-\n  d: 1\ne: 5\n",
	"a: one\n  two # not more\nb: one\n\n\n   two\n  - three\nc:\n  far\n  away\n",
	"a: http://x.y/z:8080 it's a \"text\"#1, {b}\nb: -1\nc: ?x\nd: :y\n",
	"a: 'it''s one\n  and\n\n  two'\nb: \"one\\\n   \\ two  \n\n   three\\n\\x41\\U0001F600\" # c\nc: \"tab\there\"\n",
	"a: |\n  one\n    two\n\n  three\n\nb: >-\n  one\n  two\n\n  three\n    four\n  five\n\n\nc: |+\n  x\n\nd: >+2\n    x\n   y\n\ne: |-\n\n\n  x\n",
	"a: |\nb: >-\nc: |+\n\n\nd: |2 # c\n    x\n  y\n",
	"a: [1, x y, 'z', \"q\"]\nb: {a: 1, \"b\":[ ], c: {d: x-y}}\nc: [\n  1,\n  {a: b},\n]\nd: {}\n",
	"ключ: значение # да\nemoji😀: {é: [ü, 'ö']}\nfull: ！？\n",
	"a: null\nb: ~\nc: true\nd: 0x1F\ne: 1.5e3\nf: 2020-01-01\ng: <<\n",
	"a: 'x'\nb: \"\"\nc: ''\nd: '\\'\ne: \"\\\\\"\n",
}

// leftTexts are texts that only the library reads, or that nobody does.
var leftTexts = []string{
	"", "# nothing\n", "a", "- a\n", "[a]\n", "a: &x 1\nb: *x\n", "a: !!str 1\n", "a:\n  <<: {b: 1}\n", "a: 1\na: 2\n", "a: {b: 1, b: 2}\n",
	"a: b: c\n", "a: 1\n b: 2\n", "a:\n\tb: 1\n", "a: 'x\n", "a: [1\n", "a: \"\\q\"\n", "a: 1\n---\nb: 2\n", "a: 1\r\nb: 2\n", "? a\n: b\n", "a: @x\n",
	"a: |+\n  c\n\n ", "a: \"\\ud83d\\ude00\"\n", "\uFEFFa: 1\n", "a: \x85\n", "a: \u2028\n", "a: [b: 1]\n", "a: {b}\n", "a: 'x' y\n", "a: 'x'#\n", "a: \"x\ny\"\n", "%YAML 1.2\n---\na: 1\n",
}

func TestQuick(t *testing.T) {
	for _, text := range quickTexts {
		if yamlfile.Quick(text) == nil {
			t.Errorf("%q is left to the library", text)
		}
		agrees(t, text)
	}
	for _, text := range leftTexts {
		if yamlfile.Quick(text) != nil {
			t.Errorf("%q is not left to the library", text)
		}
	}
}

// TestQuickOfBrokenTexts: what quick reads of texts that were edited blindly, the library
// reads alike.
func TestQuickOfBrokenTexts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{" ", "  ", "\n", "- ", ": ", ":", "#", " #", "'", "\"", "|\n", ">-\n", "[", "]", "{", "}", ",", "\t", "x", "\\", "---\n", "&a ", "*a", "!x ", "é", "1", "\n\n", "\r\n", "? ", "<<: "}
	rounds := 4000
	if testing.Short() {
		rounds = 400
	}
	for range rounds {
		text := quickTexts[random.IntN(len(quickTexts))]
		if random.IntN(3) == 0 {
			text += quickTexts[random.IntN(len(quickTexts))]
		}
		for range 1 + random.IntN(4) {
			from := random.IntN(len(text) + 1)
			to := min(from+random.IntN(3), len(text))
			text = text[:from] + pieces[random.IntN(len(pieces))] + text[to:]
		}
		agrees(t, text)
	}
}

func TestQuickOfRealDocuments(t *testing.T) {
	text := testkit.ReadIfPresent("openapi/stripe.yaml")
	if text == "" {
		t.Skip("the document is not here")
	}
	if yamlfile.Quick(text) == nil {
		t.Error("it is left to the library")
	}
	agrees(t, text)
}

// agrees requires that the library reads a text that quick reads, and as quick does.
func agrees(t *testing.T, text string) {
	t.Helper()
	quick := yamlfile.Quick(text)
	if quick == nil {
		return
	}
	root, found := yamlfile.Load(text)
	if found != nil {
		t.Errorf("%.500q is read, but\n%v", text, found)
		return
	}
	if difference := differ(quick, yamlfile.Compact(root.Content[0])); difference != "" {
		t.Errorf("%.500q: %s", text, difference)
	}
}

func differ(one, other *yamlfile.Node) string {
	bare := func(n *yamlfile.Node) string {
		return fmt.Sprintf("%d:%d kind %d, style %d, type %d, %q, %d in it", n.Line, n.Column, n.Kind, n.Style, n.Type, n.Value, len(n.Content))
	}
	if a, b := bare(one), bare(other); a != b {
		return a + "\nthe library: " + b
	}
	for i := range one.Content {
		if difference := differ(one.Content[i], other.Content[i]); difference != "" {
			return difference
		}
	}
	return ""
}

// TestQuickOfDeepTexts: what is nested too deeply is left to the library.
func TestQuickOfDeepTexts(t *testing.T) {
	for _, text := range []string{
		"a: " + strings.Repeat("[", 100_000),
		"a: " + strings.Repeat("- ", 100_000) + "x\n",
		"a:\n" + strings.Repeat("- ", 100_000) + "x\n",
		"a: " + strings.Repeat(`{"a":`, 100_000),
	} {
		if yamlfile.Quick(text) != nil {
			t.Errorf("%.20q is read", text)
		}
	}
}
