package collection

import (
	"iter"
	"strings"
)

// Reference is a place in a text where Postman puts a variable's value:
// "{{name}}". Start and End are byte offsets in that text, braces included.
type Reference struct {
	Name       string
	Start, End int
}

// DeepestReference is how many references inside of each other, as in
// "{{clinic_{{n}}}}", Postman resolves at most.
const DeepestReference = 20

// Vault stands before the names of what Postman's vault holds, as in
// "{{vault:name}}": it is on one machine only and in no environment.
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
			stop := strings.IndexAny(text[start:], "{}")
			if stop < 0 {
				return
			}
			end := start + stop
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
