package rules

import (
	"iter"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/lint/rule"
)

// header is a header that is sent: an entry of a list, or a line of a block that
// is one string.
type header struct{ name, value textPart }

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

// sentHeaders yields the headers of a request that are sent: Postman leaves out
// those without a name. Of a block, a line that starts with a blank goes on with
// the one before it.
func sentHeaders(r collection.Request) iter.Seq[header] {
	return func(yield func(header) bool) {
		for h := range r.Headers() {
			if !h.Disabled() && h.Key() != "" && !yield(header{wholeText(h.Node.Get("key")), wholeText(h.Value())}) {
				return
			}
		}
		block := r.Node.Get("header")
		if block.Kind() != collection.String {
			return
		}
		start := 0
		for line := range strings.Lines(block.Text()) {
			name, value, ok := strings.Cut(strings.TrimRight(line, "\r\n"), ":")
			if ok && name != "" && !strings.ContainsAny(name[:1], " \t") {
				behind := start + len(name) + 1
				if !yield(header{textPart{block, name, start, false}, textPart{block, value, behind, false}}) {
					return
				}
			}
			start += len(line)
		}
	}
}
