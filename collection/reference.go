package collection

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// Reference is a place in a text where Postman puts a variable's value:
// "{{name}}". Start and End are byte offsets in that text, braces included.
type Reference struct {
	Name       string
	Start, End int
}

// DeepestReference is the number of nested references, as in "{{clinic_{{n}}}}", that
// Postman resolves at most. Source: Substitutor of Postman's SDK.
const DeepestReference = 19

// Vault is the prefix of names from Postman's vault, as in "{{vault:name}}". The vault
// is on one machine only and in no environment.
const Vault = "vault:"

// References yields the references in a text. As in Postman's SDK, a name holds
// no braces; names are taken as written, spaces included.
func References(text string) iter.Seq[Reference] {
	return func(yield func(Reference) bool) {
		at := 0
		for {
			open := strings.Index(text[at:], "{{")
			if open < 0 {
				return
			}
			start := at + open + 2
			end := start // names are short: this is faster than strings.IndexAny
			for end < len(text) && text[end] != '{' && text[end] != '}' {
				end++
			}
			if end == len(text) {
				return
			}
			switch {
			case text[end] == '{':
				// Of several opening braces the last two count.
				at = end - 1
				if at < start {
					at = start - 1
				}
				continue
			case !strings.HasPrefix(text[end:], "}}") || end == start:
				at = end
				continue
			}
			if !yield(Reference{text[start:end], start - 2, end + 2}) {
				return
			}
			at = end + 2
		}
	}
}

// span is a part of a text, as byte offsets.
type span struct{ start, end int }

// outermostReferences returns the places of the references in a text that are not inside
// another one, in their order: for "{{clinic_{{n}}}}" the whole text. [References]
// yields the innermost ones.
func outermostReferences(text string) []span {
	if !strings.Contains(text, "{{") {
		return nil
	}
	var all []span
	for range DeepestReference {
		hidden := []byte(text)
		known := len(all)
		for r := range References(text) {
			all = append(all, span{r.Start, r.End})
			for i := r.Start; i < r.End; i++ {
				hidden[i] = 'x'
			}
		}
		if len(all) == known {
			break
		}
		text = string(hidden)
	}
	slices.SortFunc(all, func(a, b span) int { return cmp.Or(a.start-b.start, b.end-a.end) })
	outermost := all[:0]
	for _, s := range all {
		if n := len(outermost); n == 0 || s.start >= outermost[n-1].end {
			outermost = append(outermost, s)
		}
	}
	return outermost
}
