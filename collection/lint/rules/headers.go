package rules

import (
	"iter"
	"strings"
	"unicode"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/lint/rule"
)

// header is an entry of a list of headers, or a line of a block that is one
// string. Of a block, Postman sends no line that has a space in its name.
type header struct {
	name, value textPart
	unsent      bool
}

// textPart is a part of a string: its text, and the byte offset in that of the
// node. Whole tells that it is all of it.
type textPart struct {
	node  collection.Node
	text  string
	start int
	whole bool
}

func wholeText(n collection.Node) textPart { return textPart{n, n.Text(), 0, true} }

// report reports a finding about the part.
func (t textPart) report(p *rule.Pass, f rule.Finding) {
	if t.whole {
		f.At = t.node
		p.Report(f)
		return
	}
	t.reportWithin(p, 0, len(t.text), f)
}

// reportWithin reports a finding about the bytes from start up to end of the part.
func (t textPart) reportWithin(p *rule.Pass, start, end int, f rule.Finding) {
	f.At = t.node
	f.Start, f.End = rule.Within(t.node, t.start+start, t.start+end)
	p.Report(f)
}

// headers yields the headers of a request that are sent, and those that were meant
// to be: Postman leaves out entries of a list that have no name.
func headers(r collection.Request) iter.Seq[header] {
	return func(yield func(header) bool) {
		for h := range r.Headers() {
			if !h.Disabled() && h.Key() != "" && !yield(header{name: wholeText(h.Node.Get("key")), value: wholeText(h.Value())}) {
				return
			}
		}
		block := r.Node.Get("header")
		if block.Kind() != collection.String {
			return
		}
		start := 0
		for line := range strings.Lines(block.Text()) {
			if colon, sent := headerColon(line); colon > 0 {
				value := strings.TrimRight(line[colon+1:], "\r\n")
				h := header{textPart{block, line[:colon], start, false}, textPart{block, value, start + colon + 1, false}, !sent}
				if !yield(h) {
					return
				}
			}
			start += len(line)
		}
	}
}

// headerColon is the index of the colon behind the name of a header in a line of a
// block, and whether Postman sends the line. As in Postman's SDK, that is the last
// colon before any space; a line that starts with a space goes on with the one
// before it. The index is -1 where the line is meant for no header, like a comment.
func headerColon(line string) (colon int, sent bool) {
	word := line
	if space := strings.IndexFunc(line, unicode.IsSpace); space >= 0 {
		word = line[:space]
	}
	if colon := strings.LastIndexByte(word, ':'); colon > 0 {
		return colon, true
	}
	if word == "" || word[0] == ':' || strings.HasPrefix(line, "//") {
		return -1, false
	}
	return strings.IndexByte(withoutReferences(line), ':'), false
}
