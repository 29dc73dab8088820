package yamltree

import (
	"strings"

	"github.com/postwright/postwright/collection/yamltext"
)

// chunks splits a block collection into its entries. It reports whether that is
// possible: a collection with explicit keys ("?") is printed instead.
func (r *rewriter) chunks(n *Node) ([]chunk, bool) {
	var all []chunk
	before := n.Start()
	add := func(start, behind int) {
		c := chunk{start: start, end: r.lineEnd(behind)}
		if len(all) > 0 {
			c.lead = r.src[before:start]
		}
		all = append(all, c)
		before = c.end
	}
	for _, p := range n.Pairs {
		colon := r.colon(p.Key)
		if colon < 0 || p.Key.Start() < before {
			return nil, false
		}
		add(p.Key.Start(), max(r.last(p.Value), colon+1))
	}
	for i, item := range n.Items {
		dash := n.Start()
		if i > 0 {
			dash = r.dash(before)
		}
		if dash >= len(r.src) || r.src[dash] != '-' {
			return nil, false
		}
		add(dash, max(r.last(item), dash+1))
	}
	return all, true
}

// colon returns the offset of the colon after a key; -1 if it is not on the key's line.
func (r *rewriter) colon(key *Node) int {
	at := key.End()
	for at < len(r.src) && (r.src[at] == ' ' || r.src[at] == '\t') {
		at++
	}
	if at < len(r.src) && r.src[at] == ':' {
		return at
	}
	return -1
}

// dash returns the offset of the first character from at on that is neither white space
// nor part of a comment.
func (r *rewriter) dash(at int) int {
	for at < len(r.src) {
		switch r.src[at] {
		case ' ', '\t', '\r', '\n':
			at++
		case '#':
			at += yamltext.LineLength(r.src[at:])
		default:
			return at
		}
	}
	return at
}

// entries returns the entries that a block collection shall have.
func (r *rewriter) entries(n, want *Node, chunks []chunk, indent int) []entry {
	var all []entry
	place := map[string]int{}
	for i, p := range n.Pairs {
		place[p.Key.Text] = i
	}
	for _, p := range want.Pairs {
		e := entry{from: -1, keeps: keepsLines(p.Value)}
		if i, ok := place[p.Key.Text]; ok {
			e.from = i
		} else {
			out := r.printer()
			out.pair(p, indent)
			e.body = out.b.String()
		}
		if e.from >= 0 {
			old, c := n.Pairs[e.from], chunks[e.from]
			e.body = r.entry(c, r.colon(old.Key)+1, old.Value, p.Value, indent)
		}
		all = append(all, e)
	}
	from := Align(n.Items, want.Items, worth)
	for i, item := range want.Items {
		e := entry{from: from[i], keeps: keepsLines(item)}
		if e.from < 0 {
			out := r.printer()
			out.item(item, indent)
			e.body = out.b.String()
		} else {
			c := chunks[e.from]
			e.body = r.entry(c, c.start+1, n.Items[e.from], item, indent)
		}
		all = append(all, e)
	}
	return all
}

// entry returns the text of an entry whose value, which starts after an offset, changes
// from old to want.
func (r *rewriter) entry(c chunk, behind int, old, want *Node, indent int) string {
	switch {
	case Equal(old, want):
		return r.src[c.start:c.end]
	case r.sameShape(old, want):
		return r.src[c.start:old.Start()] + r.collection(old, want)
	}
	head, comment := r.src[c.start:behind], r.comment(c, behind, old)
	p := r.printer()
	switch {
	case isFlow(r.src, old) && (want.Kind == Mapping || want.Kind == Sequence) && len(old.Pairs)+len(old.Items) > 0:
		return head + " " + r.flow(old, want) + comment
	case isBlock(want):
		if r.src[behind-1] == '-' && comment == "" {
			p.b.WriteByte(' ')
		} else {
			p.b.WriteString(comment + p.eol + blanks(indent+2))
		}
		p.collection(want, indent+2)
		return head + p.b.String()
	}
	if header, ok := blockHeader(want); ok {
		return head + " " + header + comment + p.body(want.Text, indent+2)
	}
	p.quotes = r.quotesOf(old)
	p.scalar(want, indent)
	return head + " " + p.b.String() + comment
}

// comment returns the comment after an entry's value, with the spaces before it. It is
// on the value's last line, or on its first if the value continues below.
func (r *rewriter) comment(c chunk, behind int, old *Node) string {
	from := behind
	if !r.isBlock(old) {
		from = max(from, r.last(old))
	}
	indicators := ""
	if r.isLiteral(old) {
		from, indicators = old.Start()+1, "+-0123456789"
	}
	line := r.src[from:min(r.lineEnd(from), c.end)]
	if i := strings.IndexByte(line, '#'); i > 0 && strings.TrimLeft(line[:i], indicators+" \t") == "" {
		return line[len(strings.TrimRight(line[:i], " \t")):]
	}
	return ""
}

func isFlow(src string, n *Node) bool {
	return (n.Kind == Mapping || n.Kind == Sequence) && n.Start() < len(src) && (src[n.Start()] == '{' || src[n.Start()] == '[')
}

// quotesOf returns how a value in the file is quoted, for the value that replaces it.
func (r *rewriter) quotesOf(old *Node) quoting {
	if old.Kind == String && old.Start() < len(r.src) {
		chosen := r.quotes.always || plainSafe(old.Text, false) // the quotes were not needed
		switch r.src[old.Start()] {
		case '"':
			return quoting{always: chosen}
		case '\'':
			return quoting{always: chosen, single: true}
		case '|', '>':
		default:
			return quoting{single: r.quotes.single}
		}
	}
	return r.quotes
}

// flow returns the text of a flow collection with a new content: value by value if the
// entries are the same, else on one line.
func (r *rewriter) flow(old, want *Node) string {
	if Equal(old, want) {
		return r.src[old.Start():old.End()]
	}
	if !isFlow(r.src, old) {
		return inline(want, r.quotesOf(old), true)
	}
	same := old.Kind == want.Kind && len(old.Pairs) == len(want.Pairs) && len(old.Items) == len(want.Items)
	for i := range old.Pairs {
		same = same && old.Pairs[i].Key.Text == want.Pairs[i].Key.Text && r.colon(old.Pairs[i].Key) > 0
	}
	if !same {
		return inline(want, r.quotes, true)
	}
	var b strings.Builder
	at := old.Start()
	replace := func(o, w *Node) {
		b.WriteString(r.src[at:o.Start()] + r.flow(o, w))
		at = o.End()
	}
	for i, p := range old.Pairs {
		replace(p.Value, want.Pairs[i].Value)
	}
	for i, item := range old.Items {
		replace(item, want.Items[i])
	}
	return b.String() + r.src[at:old.End()]
}

// keepsLines reports whether a value, printed in block style, ends with a literal block
// that includes the empty lines after it.
func keepsLines(v *Node) bool {
	for isBlock(v) {
		if v.Kind == Mapping {
			v = v.Pairs[len(v.Pairs)-1].Value
		} else {
			v = v.Items[len(v.Items)-1]
		}
	}
	header, ok := blockHeader(v)
	return ok && strings.HasSuffix(header, "+")
}
