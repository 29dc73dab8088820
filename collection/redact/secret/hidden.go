package secret

import (
	"cmp"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// Hidden returns the secrets to hide in a document, in the order of the text: what
// [Edits] mask. Unlike [Find] it returns every literal in a secret's place, including
// numbers and possible placeholders.
func Hidden(d *jsontree.Document) []Finding {
	var found []Finding
	known := newKnown(d.NodeCount(), toHide)
	var parts urlParts
	for n, p := range places(d.Root().Descendants(), anywhere) {
		if n.Kind() == jsontree.Number {
			found = append(found, placed(n, n.Raw(), p.name))
			continue
		}
		text := n.Text()
		if p.secret && literal(text) {
			found = append(found, placed(n, text, p.name))
			continue
		}
		for _, t := range merged(append(parts.within(n), known.within(n)...)) {
			found = append(found, t.at(n, text))
		}
	}
	return found
}

// HiddenIn returns the secrets to hide in a text that is not in a secret's place: what
// [MaskText] masks.
func HiddenIn(text string) []Token { return tokens(text, toHide) }

// longestKnown is the length from which a value is not searched for in other texts.
const longestKnown = 4 << 10

// Known returns the values in a document's places for secrets, each once and in all its
// spellings, if they are recognizable in other texts.
func Known(d *jsontree.Document) []string {
	seen := map[string]bool{}
	var known []string
	for _, n := range secretPlaces(d) {
		if n.End()-n.Start() >= longestKnown {
			continue
		}
		value := n.Text()
		if n.Kind() == jsontree.Number {
			value = n.Raw()
		}
		value = strings.TrimSpace(withoutScheme(value))
		if len(value) < shortestNumber || seen[value] || !literal(value) || strings.Trim(value, lower) == "" && Placeholder(value) {
			continue
		}
		seen[value] = true
		known = append(known, Spellings(value)...)
		known = append(known, strings.Trim(jsontree.Quote(value), `"`))
	}
	return known
}

// placesKey is under which a document keeps its places for secrets.
type placesKey struct{}

// secretPlaces returns the strings and numbers that stand where secrets stand. [Find] has
// met them all and has left them with the document.
func secretPlaces(d *jsontree.Document) []jsontree.Node {
	if kept, ok := d.Kept(placesKey{}).([]jsontree.Node); ok {
		return kept
	}
	var all []jsontree.Node
	for n, p := range places(d.Root().Descendants(), anywhere) {
		if p.secret {
			all = append(all, n)
		}
	}
	return all
}

// Movable returns the values that [Find] reports in a document, in all their spellings.
// A fix may move them to names that do not say what they are.
func Movable(d *jsontree.Document) []string {
	seen := map[string]bool{}
	var known []string
	for _, f := range Find(d) {
		if f.Value != "" && len(f.Value) < longestKnown && !seen[f.Value] {
			seen[f.Value] = true
			known = append(known, append(Spellings(f.Value), strings.Trim(jsontree.Quote(f.Value), `"`))...)
		}
	}
	return known
}

// Replacer returns what masks the values that [Known] or [Movable] returned, all in one
// pass through a text. A value that is the start of another one gives way to it.
func Replacer(known []string) *strings.Replacer {
	known = slices.Clone(known)
	slices.SortFunc(known, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) })
	var pairs []string
	for _, spelling := range slices.Compact(known) {
		pairs = append(pairs, spelling, Masked(spelling))
	}
	return strings.NewReplacer(pairs...)
}
