package yamltree

import (
	"errors"
	"strings"

	"github.com/postwright/postwright/collection/yamltext"
)

// Rewrite returns the text of a file, changed so that it has another value. What the two
// values have in common keeps its bytes: comments, quotes, the order of keys,
// indentation and line ends. A comment above a removed key or item stays, because it may
// be about something else; one after it on its line is removed.
//
// New values are printed as by [Print], but with the quotes of the file. Aliases are
// replaced by copies of their values, since a change of an anchor's value would change
// all of them.
func Rewrite(t *Tree, want *Node) (string, error) {
	if Equal(t.Root, want) {
		return t.text, nil
	}
	if want == nil {
		return "", errors.New("there is no value to write into the file")
	}
	if len(t.aliases) > 0 {
		var err error
		if t, err = t.expanded(); err != nil {
			return "", err
		}
	}
	r := &rewriter{src: t.text, eol: "\n", quotes: t.quoting()}
	if first, _, ok := strings.Cut(t.text, "\n"); ok && strings.HasSuffix(first, "\r") {
		r.eol = "\r\n"
	}
	text := r.file(t.Root, want)
	again, err := Parse(text)
	if err != nil || !Equal(again.Root, want) {
		return "", errors.New("the file is written in a way that cannot be changed in place")
	}
	return text, nil
}

// expanded returns the file with copies in place of aliases.
func (t *Tree) expanded() (*Tree, error) {
	var b strings.Builder
	at := 0
	for _, a := range t.aliases {
		b.WriteString(t.text[at:a.start])
		at = a.end
		b.WriteString(inline(a.of, quoting{}, true))
	}
	b.WriteString(t.text[at:])
	again, err := Parse(b.String())
	if err != nil {
		return nil, err
	}
	if !Equal(again.Root, t.Root) {
		return nil, errors.New("the anchors of the file cannot be replaced by their values")
	}
	return again, nil
}

// quoting returns how the file writes its strings. Most of the strings that need no
// quotes decide whether they have quotes anyway, and which ones.
func (t *Tree) quoting() quoting {
	plain, single, double := 0, 0, 0
	var count func(n *Node)
	count = func(n *Node) {
		for _, p := range n.Pairs {
			count(p.Value)
		}
		for _, item := range n.Items {
			count(item)
		}
		if n.Kind != String || int(n.start) >= len(t.text) {
			return
		}
		switch c := t.text[n.start]; {
		case c == '\'':
			single++
		case c == '"':
			double++
		}
		if plainSafe(n.Text, false) {
			switch t.text[n.start] {
			case '\'', '"':
				plain--
			default:
				plain++
			}
		}
	}
	if t.Root != nil {
		count(t.Root)
	}
	return quoting{always: plain < 0, single: single > double}
}

// rewriter rewrites parts of a file.
type rewriter struct {
	src    string
	eol    string
	quotes quoting
}

func (r *rewriter) file(root, want *Node) string {
	if root == nil {
		text := r.src
		if text != "" && !strings.HasSuffix(text, "\n") {
			text += r.eol
		}
		return text + strings.ReplaceAll(Print(want), "\n", r.eol)
	}
	start, end := root.Start(), r.lineEnd(r.last(root))
	text := r.src[:start]
	switch {
	case r.sameShape(root, want):
		text += r.collection(root, want)
	case isFlow(r.src, root) && root.Kind == want.Kind:
		text += r.flow(root, want) + r.src[root.End():end]
	default:
		p := r.printer()
		if isBlock(want) {
			p.collection(want, r.column(start))
		} else {
			p.scalar(want, 0)
		}
		text += p.b.String()
	}
	rest := r.src[end:]
	if keepsLines(want) && strings.Trim(rest, "\r\n") == "" {
		rest = r.eol
	}
	text += rest
	if !strings.HasSuffix(text, "\n") && (strings.HasSuffix(r.src, "\n") || strings.Contains(text, "|")) {
		text += r.eol
	}
	return text
}

func (r *rewriter) printer() *printer { return &printer{eol: r.eol, quotes: r.quotes} }

// lineEnd returns the offset at which the line of an offset ends, before its line end.
func (r *rewriter) lineEnd(at int) int {
	end := at + yamltext.LineLength(r.src[at:])
	if end > at && end < len(r.src) && r.src[end-1] == '\r' {
		end--
	}
	return end
}

// column returns the number of bytes between the start of the line and an offset.
func (r *rewriter) column(at int) int {
	start := strings.LastIndexByte(r.src[:at], '\n') + 1
	if start == 0 && strings.HasPrefix(r.src, byteOrderMark) {
		start = len(byteOrderMark)
	}
	return at - start
}

// last returns the offset after a value, before the line end of a literal block.
func (r *rewriter) last(n *Node) int {
	if r.isBlock(n) {
		if n.Kind == Mapping {
			p := n.Pairs[len(n.Pairs)-1]
			return max(r.last(p.Value), p.Key.End())
		}
		return max(r.last(n.Items[len(n.Items)-1]), n.Start()+1)
	}
	end := n.End()
	if r.isLiteral(n) {
		if end > n.Start() && r.src[end-1] == '\n' {
			end--
		}
		if end > n.Start() && r.src[end-1] == '\r' {
			end--
		}
	}
	return end
}

// isBlock reports whether a value in the file is a collection in block style.
func (r *rewriter) isBlock(n *Node) bool {
	return isBlock(n) && r.src[n.Start()] != '{' && r.src[n.Start()] != '['
}

// isLiteral reports whether a value in the file is a literal or folded block.
func (r *rewriter) isLiteral(n *Node) bool {
	return n.Kind == String && n.Start() < len(r.src) && (r.src[n.Start()] == '|' || r.src[n.Start()] == '>')
}

// sameShape reports whether a collection in the file can be changed to another one entry
// by entry.
func (r *rewriter) sameShape(n, want *Node) bool {
	return r.isBlock(n) && isBlock(want) && n.Kind == want.Kind
}

// chunk is an entry of a block collection in the file.
type chunk struct {
	lead       string // from the end of the entry before, comments included
	start, end int    // of the entry's own lines, without the last line end
}

// collection returns the text of a block collection with other entries, from its first
// key or dash to the end of its last line.
func (r *rewriter) collection(n, want *Node) string {
	chunks, ok := r.chunks(n)
	indent := r.column(n.Start())
	if !ok {
		p := r.printer()
		p.collection(want, indent)
		return p.b.String()
	}
	var b strings.Builder
	stay, next := r.entries(n, want, chunks, indent), 0
	kept := make([]bool, len(chunks))
	for _, e := range stay {
		if e.from >= 0 {
			kept[e.from] = true
		}
	}
	first := true
	var orphans strings.Builder
	keeps := false
	write := func(lead, body string) {
		switch {
		case first:
			lead = strings.TrimLeft(lead, " \t\r\n")
		case keeps && lead != "": // an empty line would be part of the text before
			lead = r.eol + strings.TrimLeft(lead, "\r\n")
		}
		first = false
		b.WriteString(lead + body)
	}
	for _, e := range stay {
		lead := r.eol + blanks(indent)
		if e.from >= 0 {
			for ; next < e.from; next++ { // comments of entries that are removed
				if !kept[next] {
					orphans.WriteString(comments(chunks[next].lead))
				}
			}
			if next == e.from {
				next++
			}
			if chunks[e.from].lead != "" {
				lead = chunks[e.from].lead
			}
		}
		write(orphans.String()+lead, e.body)
		orphans.Reset()
		keeps = e.keeps
	}
	for ; next < len(chunks); next++ {
		if !kept[next] {
			orphans.WriteString(comments(chunks[next].lead))
		}
	}
	write(orphans.String(), "")
	return b.String()
}

// entry is an entry of the new collection: its text, and the index of the old entry that
// it was, -1 for none.
type entry struct {
	from  int
	body  string
	keeps bool // ends with a literal block that includes the empty lines after it
}

// comments returns the lines of a lead that have a comment, each after a line end.
func comments(lead string) string {
	if !strings.Contains(lead, "#") {
		return ""
	}
	return strings.TrimRight(lead, " \t\r\n")
}
