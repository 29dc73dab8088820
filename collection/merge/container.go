package merge

import (
	"strings"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
)

// entry is one entry of the object or list to write: an existing one or a new one.
type entry struct {
	index int                        // of an existing entry; -1 for a new one
	text  func(space spacing) string // of a new entry; with its key for a member
}

func kept(index int) entry { return entry{index: index} }

func added(text func(spacing) string) entry { return entry{index: -1, text: text} }

// spacing is the whitespace style of a value at its new place.
type spacing struct {
	style  format.Style
	margin string // the indentation of its lines after the first
}

// print returns the text of a value with the spacing of its new place.
func (s spacing) print(n jsontree.Node, replace map[jsontree.Node]string) string {
	return s.style.Print(n, s.margin, replace)
}

// inner returns the spacing one level deeper.
func (s spacing) inner() spacing { return spacing{s.style, s.margin + s.style.Unit} }

// lead returns the whitespace before an entry one level deeper.
func (s spacing) lead() string {
	if !s.style.Lines {
		return ""
	}
	return s.style.Indent(s.margin, 1)
}

// build returns a new object or list with count entries. brackets is "{}" or "[]".
func (s spacing) build(brackets string, count int, entry func(i int, space spacing) string) string {
	var b strings.Builder
	b.WriteByte(brackets[0])
	for i := range count {
		if i > 0 {
			b.WriteString(s.style.Comma)
		}
		b.WriteString(s.lead())
		b.WriteString(entry(i, s.inner()))
	}
	if count > 0 && s.style.Lines {
		b.WriteString(s.style.Indent(s.margin, 0))
	}
	b.WriteByte(brackets[1])
	return b.String()
}

// span is the bytes of an entry, without the white space around it.
type span struct{ start, end int }

// spans returns the entries of an object (key and value) or list.
func spans(container jsontree.Node) []span {
	var all []span
	for key, value := range container.Members() {
		all = append(all, span{key.Start(), value.End()})
	}
	for e := range container.Elements() {
		all = append(all, span{e.Start(), e.End()})
	}
	return all
}

// spacingAt returns the spacing at a place, derived from the white space before it.
func spacingAt(style format.Style, before string) spacing {
	if at := strings.LastIndexByte(before, '\n'); at >= 0 {
		style.Lines = true
		if style.Break == "" {
			style.Break = "\n"
		}
		return spacing{style, before[at+1:]}
	}
	return spacing{style.OneLine(), ""}
}

// spaceBefore returns the white space that ends at an offset.
func spaceBefore(text string, offset int) string {
	start := offset
	for start > 0 && strings.IndexByte(" \t\r\n", text[start-1]) >= 0 {
		start--
	}
	return text[start:offset]
}

// rearrange returns the edits after which a container has exactly the given entries.
// Existing entries keep their bytes and the whitespace before them, and must be in
// their present order.
func rearrange(container jsontree.Node, style format.Style, entries []entry) []jsontree.Edit {
	r := rearrangement{text: container.Document().Text(), container: container, spans: spans(container)}
	r.prepare(style)
	var edits []jsontree.Edit
	previous := -1
	var fresh []entry
	for _, e := range entries {
		if e.index < 0 {
			fresh = append(fresh, e)
			continue
		}
		edits = append(edits, r.between(previous, e.index, fresh)...)
		previous, fresh = e.index, nil
	}
	return append(edits, r.behind(previous, fresh)...)
}

type rearrangement struct {
	text      string
	container jsontree.Node
	spans     []span
	lead      string // the text before a new entry
	trail     string // the text before the closing bracket
	space     spacing
}

func (r *rearrangement) prepare(style format.Style) {
	n := len(r.spans)
	if n == 0 {
		outer := spacing{style, r.container.Document().Indentation(r.container.Start())}
		if !style.Lines || !r.startsLine() {
			outer = spacing{style.OneLine(), ""}
		}
		r.lead, r.space = outer.lead(), outer.inner()
		if r.lead != "" {
			r.trail = style.Indent(outer.margin, 0)
		}
		return
	}
	r.lead = spaceBefore(r.text, r.spans[n-1].start)
	r.trail = r.text[r.spans[n-1].end : r.container.End()-1]
	r.space = spacingAt(style, r.lead)
	if n == 1 && r.lead == "" && !r.space.style.Lines && r.space.style.Comma != "," {
		r.lead = " " // a comma is followed by a space, the bracket is not
	}
}

// startsLine reports whether the container is alone on its line, apart from its key,
// so that its entries may have a line each.
func (r *rearrangement) startsLine() bool {
	key := r.container.Key()
	if !key.Exists() {
		key = r.container
	}
	return strings.Contains(spaceBefore(r.text, key.Start()), "\n")
}

// between returns the edit that inserts new entries between the kept entries a and b,
// and removes what was between them. a is -1 at the start.
func (r *rearrangement) between(a, b int, fresh []entry) []jsontree.Edit {
	if b == a+1 && len(fresh) == 0 {
		return nil
	}
	var out strings.Builder
	from := r.container.Start() + 1
	if a >= 0 {
		from = r.spans[a].end
		out.WriteByte(',')
	}
	for _, e := range fresh {
		out.WriteString(r.lead + e.text(r.space) + ",")
	}
	before := spaceBefore(r.text, r.spans[b].start)
	if a < 0 && b > 0 && len(fresh) == 0 {
		before = spaceBefore(r.text, r.spans[0].start)
	}
	out.WriteString(before)
	return []jsontree.Edit{{Start: from, End: r.spans[b].start, Text: out.String()}}
}

// behind returns the edit that inserts new entries after the last kept entry a, and
// removes what was there. a is -1 if no entry is kept.
func (r *rearrangement) behind(a int, fresh []entry) []jsontree.Edit {
	if a == len(r.spans)-1 && len(fresh) == 0 {
		return nil
	}
	var out strings.Builder
	from, to := r.container.Start()+1, r.container.End()-1
	if a >= 0 {
		from = r.spans[a].end
	}
	for i, e := range fresh {
		if a >= 0 || i > 0 {
			out.WriteByte(',')
		}
		lead := r.lead
		if a < 0 && i == 0 && lead == " " {
			lead = ""
		}
		out.WriteString(lead + e.text(r.space))
	}
	if a >= 0 || len(fresh) > 0 {
		out.WriteString(r.trail)
	}
	return []jsontree.Edit{{Start: from, End: to, Text: out.String()}}
}

// cutOut returns the text of a value after edits inside it.
func cutOut(n jsontree.Node, edits []jsontree.Edit) (string, error) {
	all := append([]jsontree.Edit{{End: n.Start()}, {Start: n.End(), End: len(n.Document().Text())}}, edits...)
	return n.Document().Apply(all...)
}

// shift moves a text of several lines from one margin to another. JSON has no
// line feeds inside strings.
func shift(text, from, to string) string {
	if from == to || !strings.Contains(text, "\n") {
		return text
	}
	return strings.ReplaceAll(text, "\n"+from, "\n"+to)
}
