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
	q.compare(node.Text[min(o.base, len(node.Text)):])
	o.in.last.Store(q)
	return q
}

// compare sets what is asked of the string, if a text starts with it.
func (q *quoted) compare(text string) {
	end := len(q.json) - 1
	for at := (mark{1, 0}); ; {
		if at.json >= (len(q.marks)+1)*markEvery {
			q.marks = append(q.marks, at)
		}
		if at.json >= end {
			q.length, q.same = at.text, true
			return
		}
		to := q.next(at, min(end, at.json+markEvery))
		if to.text > len(text) {
			return
		}
		raw, plain := q.json[at.json:to.json], text[at.text:to.text]
		if raw[0] != '\\' {
			if raw != plain {
				return
			}
		} else if c, _, _, err := strconv.UnquoteChar(raw, '"'); err != nil || c != rune(plain[0]) {
			return
		}
		at = to
	}
}

// next returns the place after an escape, or after the characters up to the next one or up
// to an offset.
func (q *quoted) next(at mark, limit int) mark {
	if q.json[at.json] != '\\' {
		end := limit
		if run := strings.IndexByte(q.json[at.json:limit], '\\'); run >= 0 {
			end = at.json + run
		}
		for !utf8.RuneStart(q.json[end]) {
			end++
		}
		return mark{end, at.text + end - at.json}
	}
	size := len(`\n`)
	if q.json[at.json+1] == 'u' {
		size = len(`\u0000`) // Quote writes only control characters so
	}
	return mark{at.json + size, at.text + 1}
}

// textOffset returns how many bytes of the text are before an offset of the JSON.
func (q *quoted) textOffset(offset int) int {
	at := mark{1, 0}
	if after := sort.Search(len(q.marks), func(i int) bool { return q.marks[i].json > offset }); after > 0 {
		at = q.marks[after-1]
	}
	for limit := min(offset, len(q.json)-1); at.json < limit; {
		at = q.next(at, limit)
	}
	return at.text
}
