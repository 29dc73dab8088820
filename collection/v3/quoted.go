package v3

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/yamltree"
)

// quoted is a string in the JSON text of a document, which [jsontree.Quote] wrote, and
// what is asked of it for each finding in it.
type quoted struct {
	start  int    // in the JSON text
	json   string // with its quotes
	length int    // of the text, in bytes
	same   bool   // whether the node that it comes from has this text
	marks  []mark // sorted; see textOffset
}

// mark is a place in a string: an offset in its JSON, and that in its text.
type mark struct{ json, text int }

// markEvery is the distance of marks, in bytes. Shorter strings have none.
const markEvery = 512

// quoted returns the string at an origin. The last one is kept: a report asks for the
// place of each finding in it, and of each byte that is masked.
func (p *places) quoted(o whence, node *yamltree.Node) *quoted {
	if last := o.in.last.Load(); last != nil && last.start == o.start {
		return last
	}
	q := &quoted{start: o.start, json: p.document.Text()[o.start:o.end]}
	if q.json[0] != '"' {
		return q
	}
	q.length, q.same = q.lengthIn(node.Text[min(o.base, len(node.Text)):])
	if len(q.json) > markEvery {
		for at := (mark{1, 0}); at.json < len(q.json)-1; at = q.next(at) {
			if at.json >= (len(q.marks)+1)*markEvery {
				q.marks = append(q.marks, at)
			}
		}
	}
	o.in.last.Store(q)
	return q
}

// lengthIn returns the length of the text if another text starts with it.
func (q *quoted) lengthIn(text string) (length int, ok bool) {
	for rest := q.json[1 : len(q.json)-1]; rest != ""; {
		run := strings.IndexByte(rest, '\\')
		if run < 0 {
			run = len(rest)
		}
		if !strings.HasPrefix(text[length:], rest[:run]) {
			return 0, false
		}
		length, rest = length+run, rest[run:]
		if rest == "" {
			break
		}
		c, _, behind, err := strconv.UnquoteChar(rest, '"')
		if err != nil || length == len(text) || rune(text[length]) != c {
			return 0, false
		}
		length, rest = length+1, behind
	}
	return length, true
}

// next returns the place after a character.
func (q *quoted) next(at mark) mark {
	switch {
	case q.json[at.json] != '\\':
		_, size := utf8.DecodeRuneInString(q.json[at.json:])
		return mark{at.json + size, at.text + size}
	case q.json[at.json+1] == 'u':
		return mark{at.json + len(`\u0000`), at.text + 1} // Quote writes only control characters so
	}
	return mark{at.json + 2, at.text + 1}
}

// textOffset returns how many bytes of the text are before an offset of the JSON.
func (q *quoted) textOffset(offset int) int {
	at := mark{1, 0}
	if after := sort.Search(len(q.marks), func(i int) bool { return q.marks[i].json > offset }); after > 0 {
		at = q.marks[after-1]
	}
	for at.json < min(offset, len(q.json)-1) {
		at = q.next(at)
	}
	return at.text
}
