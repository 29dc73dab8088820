package yamltree

import (
	"cmp"
	"slices"
	"strings"
)

// Order returns the usual order of a mapping's keys. at has the keys that lead to the
// mapping from the root, with "*" for an item of a list. Keys that Order does not name
// follow the others in their own order. If it returns nil, all keys stay in their order.
type Order func(at []string) []string

// Format returns the text of a file in canonical form: the indentation, quotes and
// literal blocks of [Print], line feeds, at most one empty line between two entries, and
// keys in their order. Comments stay with the entries that they belong to.
//
// It reports false, and changes nothing, for a file that would lose something: one with
// anchors, tags, explicit keys ("?"), or comments inside brackets.
func Format(t *Tree, order Order) (text string, ok bool) {
	if t.Root == nil || t.special {
		return t.text, false
	}
	f := &formatter{
		rewriter: &rewriter{src: strings.ReplaceAll(t.text, "\r\n", "\n"), eol: "\n"}, order: order,
	}
	if f.src != t.text {
		again, err := Parse(f.src)
		if err != nil {
			return t.text, false
		}
		t = again
	}
	for _, line := range leadLines(strings.TrimPrefix(f.src[:t.Root.Start()], byteOrderMark)) {
		f.out.WriteString(line + "\n")
	}
	behind := f.lineEnd(f.last(t.Root))
	keeps := f.value(t.Root, 0, nil)
	if !f.isBlock(t.Root) {
		f.out.WriteString(f.comment(chunk{start: t.Root.Start(), end: behind}, t.Root.Start(), t.Root))
	}
	f.out.WriteString("\n")
	rest := leadLines(f.src[behind:])
	for len(rest) > 0 && rest[len(rest)-1] == "" {
		rest = rest[:len(rest)-1]
	}
	if keeps && len(rest) > 0 && rest[0] == "" {
		rest = rest[1:]
	}
	for _, line := range rest {
		f.out.WriteString(line + "\n")
	}
	again, err := Parse(f.out.String())
	if f.failed || err != nil || !Equal(f.ordered(again.Root, nil), f.ordered(t.Root, nil)) || len(again.Comments()) != len(t.Comments()) {
		return t.text, false
	}
	return f.out.String(), true
}

// formatter rewrites a file, with the comments of the old one.
type formatter struct {
	*rewriter
	order  Order
	out    strings.Builder
	failed bool
}

// ordered returns a value with its keys in their order.
func (f *formatter) ordered(n *Node, at []string) *Node {
	if n == nil || n.Kind != Mapping && n.Kind != Sequence {
		return n
	}
	c := &Node{Kind: n.Kind}
	for _, i := range f.places(n, at) {
		c.Pairs = append(c.Pairs, Pair{n.Pairs[i].Key, f.ordered(n.Pairs[i].Value, append(at, n.Pairs[i].Key.Text))})
	}
	for _, item := range n.Items {
		c.Items = append(c.Items, f.ordered(item, append(at, "*")))
	}
	return c
}

// places returns the indices of a mapping's pairs in the order in which they are
// written.
func (f *formatter) places(n *Node, at []string) []int {
	places := make([]int, len(n.Pairs))
	for i := range places {
		places[i] = i
	}
	keys := f.order(at)
	if keys == nil {
		return places
	}
	rank := func(i int) int {
		if at := slices.Index(keys, n.Pairs[i].Key.Text); at >= 0 {
			return at
		}
		return len(keys)
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(rank(a), rank(b)) })
	return places
}

// value writes a value; a collection starts at its column. It returns what
// [formatter.entryValue] returns.
func (f *formatter) value(n *Node, indent int, at []string) (keeps bool) {
	if !f.isBlock(n) {
		p, v := f.printer(), f.ordered(n, at)
		if isBlock(v) {
			p.collection(v, indent)
		} else {
			p.scalar(v, 0)
		}
		f.out.WriteString(p.b.String())
		return keepsLines(v)
	}
	chunks, ok := f.chunks(n)
	if !ok {
		f.failed = true
		return false
	}
	places := f.places(n, at)
	for i := range n.Items {
		places = append(places, i)
	}
	for written, i := range places {
		lead := leadLines(chunks[i].lead)
		if keeps && len(lead) > 0 && lead[0] == "" { // it would be part of the text before
			lead = lead[1:]
		}
		if written > 0 {
			f.out.WriteString("\n")
		}
		for _, line := range lead {
			switch {
			case written > 0 && line == "":
				f.out.WriteString("\n")
			case written > 0:
				f.out.WriteString(blanks(indent) + line + "\n")
			case line != "": // the cursor is at the column
				f.out.WriteString(line + "\n" + blanks(indent))
			}
		}
		if written > 0 {
			f.out.WriteString(blanks(indent))
		}
		if n.Kind == Mapping {
			p := n.Pairs[i]
			f.out.WriteString(key(p.Key.Text) + ":")
			keeps = f.entryValue(chunks[i], f.colon(p.Key)+1, p.Value, indent, append(at, p.Key.Text))
		} else {
			f.out.WriteString("-")
			keeps = f.entryValue(chunks[i], chunks[i].start+1, n.Items[i], indent, append(at, "*"))
		}
	}
	return keeps
}

// entryValue writes the value after a key or a dash at a column. It reports whether the
// text ends with a literal block that includes the empty lines after it.
func (f *formatter) entryValue(c chunk, behind int, n *Node, indent int, at []string) (keeps bool) {
	comment := f.comment(c, behind, n)
	if comment != "" {
		comment = " " + strings.TrimSpace(comment)
	}
	if isBlock(n) {
		var between []string // comments before the first entry
		if f.isBlock(n) {
			end := f.lineEnd(behind)
			between = leadLines(f.src[end:max(end, n.Start())])
		}
		if at[len(at)-1] == "*" && comment == "" && len(between) == 0 {
			f.out.WriteString(" ")
		} else {
			f.out.WriteString(comment + "\n" + blanks(indent+2))
		}
		for _, line := range between {
			if line != "" {
				f.out.WriteString(line + "\n" + blanks(indent+2))
			}
		}
		return f.value(n, indent+2, at)
	}
	p := f.printer()
	if header, ok := blockHeader(n); ok {
		f.out.WriteString(" " + header + comment + p.body(n.Text, indent+2))
		return keepsLines(n)
	}
	p.scalar(n, indent)
	f.out.WriteString(" " + p.b.String() + comment)
	return false
}

// leadLines returns the lines before an entry, trimmed: its comments, and one empty line
// for any number of empty lines. The rest of the line before and the indentation of the
// entry are left out.
func leadLines(text string) []string {
	var lines []string
	all := strings.Split(text, "\n")
	for i, line := range all {
		line = strings.TrimSpace(line)
		switch {
		case line == "" && (i == 0 || i == len(all)-1), line == "" && len(lines) > 0 && lines[len(lines)-1] == "":
		default:
			lines = append(lines, line)
		}
	}
	return lines
}
