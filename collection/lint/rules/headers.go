package rules

import (
	"iter"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// header is a header that is sent, or that was meant to be: Postman does not send the
// lines of a block that have a space in the name.
type header struct {
	name, value collection.Part
	unsent      bool
}

// reportPart reports a finding about a part of a string.
func reportPart(p *rule.Pass, part collection.Part, f rule.Finding) {
	if part.Whole {
		f.At = part.Node
		p.Report(f)
		return
	}
	reportWithin(p, part, 0, len(part.Text), f)
}

// reportWithin reports a finding about the bytes from start up to end of a part.
func reportWithin(p *rule.Pass, part collection.Part, start, end int, f rule.Finding) {
	f.At = part.Node
	f.Start, f.End = rule.Within(part.Node, part.Start+start, part.Start+end)
	p.Report(f)
}

// headers yields the headers of a request that are sent, and those that were meant to
// be. It leaves out entries of a list without a name, as Postman does.
func headers(r collection.Request) iter.Seq[header] {
	return func(yield func(header) bool) { eachHeader(r, yield) }
}

func eachHeader(r collection.Request, yield func(header) bool) {
	block := r.Header()
	if block.Kind() != jsontree.String {
		for h := range r.Headers() {
			if name := h.KeyPart(); name.Text != "" && !h.Disabled() && !yield(header{name: name, value: h.ValuePart()}) {
				return
			}
		}
		return
	}
	text := block.Text()
	for _, line := range collection.HeaderLines(text) {
		if line.Key == "" {
			continue
		}
		h := header{
			name:   collection.Part{Node: block, Text: line.Key, Start: line.Start},
			value:  collection.Part{Node: block, Text: text[line.ValueStart:line.End], Start: line.ValueStart},
			unsent: !line.Sent,
		}
		h.value.Text = strings.ReplaceAll(h.value.Text, "\r\n", "  ") // a line break that is none
		if !yield(h) {
			return
		}
	}
}
