package v3

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// writer writes a JSON text and remembers what each value comes from.
type writer struct {
	json   []byte
	places *places
	file   *Source
	open   []int32 // the origins around the place, innermost last; -1 for one without
	dates  bool    // whether a date is written as an object, which no field takes
	first  bool    // whether nothing stands in the object or list yet
}

// newWriter returns a writer of what some files say, with room for most of it.
func newWriter(p *places, files []File) *writer {
	size := 0
	for _, f := range files {
		size += len(f.Text)
	}
	p.origins = make([]origin, 0, size/12)
	return &writer{places: p, json: make([]byte, 0, size+size/4)}
}

// origin is what a value or key of the JSON text comes from.
type origin struct {
	start, end uint32 // in the JSON text
	parent     int32  // the origin around it; -1 for none
	base       uint32 // the offset in the node's text at which a string starts
	file       int32  // which of the places' files
	number     uint32 // of the node; 0 for the whole file
}

// places are the origins of a document, by their start.
type places struct {
	document *jsontree.Document
	origins  []origin
	files    []*Source // where origins are; one may be there several times
}

// enter returns which file the next origin is in.
func (p *places) enter(s *Source) int32 {
	last := len(p.files) - 1
	if last < 0 || p.files[last] != s {
		p.files = append(p.files, s)
		last++
	}
	return int32(last)
}

// file is the file of an origin; nil for none.
func (p *places) file(o *origin) *Source { return p.files[o.file] }

// node is the node of an origin; nil for the whole file.
func (p *places) node(o *origin) *yamltree.Node {
	if s := p.file(o); s != nil && o.number > 0 {
		return s.node(int(o.number))
	}
	return nil
}

func (w *writer) comma() {
	if !w.first && len(w.json) > 0 {
		switch w.json[len(w.json)-1] {
		case '{', '[', ':':
		default:
			w.json = append(w.json, ',')
		}
	}
	w.first = false
}

// begin notes that what is written next comes from a node of the file.
func (w *writer) begin(n *yamltree.Node, base int) int {
	parent := int32(-1)
	if len(w.open) > 0 {
		parent = w.open[len(w.open)-1]
	}
	number := 0
	if n != nil {
		number = n.Number()
	}
	w.places.origins = append(w.places.origins, origin{
		start: uint32(len(w.json)), parent: parent, base: uint32(base), file: w.places.enter(w.file), number: uint32(number),
	})
	return len(w.places.origins) - 1
}

func (w *writer) end(at int) { w.places.origins[at].end = uint32(len(w.json)) }

// key writes the key of a member; from is what it is called in the file, or nil.
func (w *writer) key(name string, from *yamltree.Node) {
	w.comma()
	if from != nil {
		at := w.begin(from, 0)
		w.json = jsontree.AppendQuoted(w.json, name)
		w.end(at)
	} else {
		w.json = jsontree.AppendQuoted(w.json, name)
	}
	w.json = append(w.json, ':')
}

// group writes an object or a list that comes from a node; nil for the whole file.
func (w *writer) group(brackets string, from *yamltree.Node, inside func()) {
	w.comma()
	at := w.begin(from, 0)
	w.json = append(w.json, brackets[0])
	w.open = append(w.open, int32(at))
	inside()
	w.open = w.open[:len(w.open)-1]
	w.json = append(w.json, brackets[1])
	w.end(at)
}

// text writes a string that is a part of a node's text, from an offset on.
func (w *writer) text(text string, from *yamltree.Node, base int) {
	w.comma()
	if from == nil {
		w.json = jsontree.AppendQuoted(w.json, text)
		return
	}
	at := w.begin(from, base)
	w.json = jsontree.AppendQuoted(w.json, text)
	w.end(at)
}

// raw writes JSON that no file has.
func (w *writer) raw(json string) {
	w.comma()
	w.json = append(w.json, json...)
}

// scalar writes a scalar as a string, whatever it is resolved to: a date and a word
// such as "yes" keep their text.
func (w *writer) scalar(n *yamltree.Node) {
	if n.Kind == yamltree.Null {
		w.value(n)
		return
	}
	w.text(n.Text, n, 0)
}

// maxJSON is how large the JSON text may become: aliases can make a small file stand
// for a large one.
const maxJSON = 1 << 30

// value writes a value of a file as it is.
func (w *writer) value(n *yamltree.Node) {
	switch {
	case n == nil || len(w.json) > maxJSON || len(w.open) > 2*yamltree.MaxDepth:
		w.raw("null")
	case n.Kind == yamltree.Mapping:
		w.group("{}", n, func() {
			for _, p := range n.Pairs {
				w.key(p.Key.Text, p.Key)
				w.value(p.Value)
			}
		})
	case n.Kind == yamltree.Sequence:
		w.group("[]", n, func() {
			for _, item := range n.Items {
				w.value(item)
			}
		})
	case n.Kind == yamltree.String && !(n.Date && w.dates):
		w.text(n.Text, n, 0)
	default:
		w.comma()
		at := w.begin(n, 0)
		w.json = append(w.json, literal(n)...)
		w.end(at)
	}
}

// literal is a scalar that is no string as JSON has it.
func literal(n *yamltree.Node) string {
	switch n.Kind {
	case yamltree.Bool:
		return strings.ToLower(n.Text)
	case yamltree.Number:
		return number(n.Text)
	case yamltree.String:
		return "{}" // a date: Postman has an object of it
	}
	return "null"
}

// number is a YAML number as JSON; infinity and not-a-number, which JSON lacks, are
// null.
func number(text string) string {
	digits := strings.ReplaceAll(text, "_", "")
	unsigned, negative := strings.CutPrefix(strings.TrimPrefix(digits, "+"), "-")
	base := 10
	if len(unsigned) > 2 && unsigned[0] == '0' {
		base = map[byte]int{'b': 2, 'o': 8, 'x': 16}[unsigned[1]]
	}
	if base == 0 {
		base = 10
	} else if base != 10 {
		unsigned = unsigned[2:]
	}
	if value, err := strconv.ParseUint(unsigned, base, 64); err == nil {
		sign := ""
		if negative {
			sign = "-"
		}
		return sign + strconv.FormatUint(value, 10)
	}
	value, err := strconv.ParseFloat(digits, 64)
	if err != nil || value-value != 0 {
		return "null"
	}
	return strconv.FormatFloat(value, 'g', -1, 64)
}

// find is the innermost origin around an offset of the JSON text; nil for none.
func (p *places) find(offset int) *origin {
	at := sort.Search(len(p.origins), func(i int) bool { return int(p.origins[i].start) > offset }) - 1
	for at >= 0 && int(p.origins[at].end) <= offset {
		if parent := p.origins[at].parent; parent >= 0 {
			at = int(parent)
			continue
		}
		return nil
	}
	if at < 0 {
		return nil
	}
	return &p.origins[at]
}

// textOffset is how many bytes of a string's text stand before an offset of its JSON,
// which [jsontree.Quote] wrote.
func textOffset(quoted string, offset int) int {
	text := 0
	for i := 1; i < min(offset, len(quoted)-1); {
		if quoted[i] != '\\' {
			_, size := utf8.DecodeRuneInString(quoted[i:])
			i, text = i+size, text+size
			continue
		}
		if text++; quoted[i+1] == 'u' {
			i += 6
		} else {
			i += 2
		}
	}
	return text
}

// place is a part of a file, in bytes.
type place struct {
	file       *Source
	start, end int
}

// place is where bytes of the JSON text come from. Of a map or list it is the start.
func (p *places) place(start, end int) (place, bool) {
	o := p.find(start)
	if o == nil {
		return place{}, false
	}
	file, node := p.file(o), p.node(o)
	if node == nil {
		return place{file, 0, 0}, true
	}
	json := p.document.Text()[o.start:o.end]
	text, err := strconv.Unquote(json)
	if json[0] != '"' || err != nil || !strings.HasPrefix(node.Text[min(int(o.base), len(node.Text)):], text) {
		return place{file, node.Start(), firstPart(node)}, true
	}
	length := len(text)
	from, to := textOffset(json, start-int(o.start)), textOffset(json, min(end, int(o.end))-int(o.start))
	if start == int(o.start) && to == length {
		if int(o.base) == 0 && length == len(node.Text) && !strings.Contains(file.Text[node.Start():node.End()], "\n") {
			return place{file, node.Start(), node.End()}, true // with its quotes
		}
	}
	from, to = from+int(o.base), to+int(o.base)
	found := place{file, node.Offset(from), node.Offset(to)}
	if to > from {
		// The end is that of the last character, not the start of what follows: a
		// line break and an indentation may be between them.
		last := node.Offset(to - lastRune(node.Text[:to]))
		if source := file.Text; last < len(source) {
			_, size := utf8.DecodeRuneInString(source[last:])
			found.end = max(min(last+size, max(found.end, last+size)), found.start)
		}
	}
	return found, true
}

func lastRune(text string) int {
	_, size := utf8.DecodeLastRuneInString(text)
	return size
}

// firstPart is the end of what stands for a node in a report: of a map its first key.
func firstPart(n *yamltree.Node) int {
	if n.Kind == yamltree.Mapping && len(n.Pairs) > 0 && n.Pairs[0].Key.Start() == n.Start() {
		return n.Pairs[0].Key.End()
	}
	if n.Kind == yamltree.Mapping || n.Kind == yamltree.Sequence {
		return n.Start() + 1
	}
	return n.End()
}
