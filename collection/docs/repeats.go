package docs

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/pii"
	"github.com/postwright/postwright/collection/redact/secret"
)

// repeats finds values that must not be shown in any other place either: under another
// name, in a text, encoded for an address or quoted for JSON.
type repeats struct {
	byStart map[string][]int          // lengths of values, by their first bytes
	finding map[string]secret.Finding // where a value was found
}

// startLength is the number of bytes by which values are looked up, and the minimum
// length of a value.
const startLength = 6

func newRepeats() *repeats {
	return &repeats{map[string][]int{}, map[string]secret.Finding{}}
}

func (r *repeats) empty() bool { return len(r.byStart) == 0 }

// add adds a value, in its own spelling, those of addresses and JSON, and base64.
func (r *repeats) add(value string, f secret.Finding) {
	quoted := jsontree.Quote(value)
	for _, spelled := range append(secret.Spellings(value), quoted[1:len(quoted)-1]) {
		if _, known := r.finding[spelled]; known || len(spelled) < startLength {
			continue
		}
		r.finding[spelled] = f
		start := spelled[:startLength]
		if !slices.Contains(r.byStart[start], len(spelled)) {
			r.byStart[start] = append(r.byStart[start], len(spelled))
		}
	}
}

// addPersonal adds personal data that identifies a person also by itself. A date or a
// first name does not.
func (r *repeats) addPersonal(value string, kind pii.Kind) {
	if kind != pii.Birth && (kind != pii.Name || strings.ContainsAny(strings.TrimSpace(value), " ^")) {
		r.add(value, secret.Finding{})
	}
}

// repeat is a known value in a text.
type repeat struct {
	start, end int
	value      string
}

// within returns the known values in a text, in order. A short value next to letters or
// digits is part of another word and does not count.
func (r *repeats) within(text string) []repeat {
	var found []repeat
	for at := 0; at+startLength <= len(text); at++ {
		longest := ""
		for _, length := range r.byStart[text[at:at+startLength]] {
			end := at + length
			if length <= len(longest) || end > len(text) || length < 2*startLength && !alone(text, at, end) {
				continue
			}
			if _, known := r.finding[text[at:end]]; known {
				longest = text[at:end]
			}
		}
		if longest != "" {
			found = append(found, repeat{at, at + len(longest), longest})
			at += len(longest) - 1
		}
	}
	return found
}

func alone(text string, start, end int) bool {
	return (start == 0 || !isWord(text[start-1])) && (end == len(text) || !isWord(text[end]))
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

// repeated returns the places that repeat the values of findings.
func repeated(d *jsontree.Document, sure []secret.Finding) []secret.Finding {
	known := newRepeats()
	for _, f := range sure {
		known.add(f.Value, f)
	}
	if known.empty() {
		return nil
	}
	var again []secret.Finding
	for n := range d.Root().Descendants() {
		if n.IsKey() || n.Kind() != jsontree.String && n.Kind() != jsontree.Number {
			continue
		}
		text := valueText(n)
		for _, r := range known.within(text) {
			f := known.finding[r.value]
			f.Node, f.From, f.To = n, r.start, r.end
			again = append(again, f)
		}
	}
	return again
}
