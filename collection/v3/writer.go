package v3

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/yamltree"
)

// writer writes a JSON text and records where each value comes from.
type writer struct {
	json     []byte // without what was pasted
	pasted   []pasted
	before   int               // number of bytes before json, and of those that were pasted
	nodes    int               // number of values and keys
	requests []jsontree.Region // that were pasted
	answers  []answer          // the examples in json
	skipped  []int             // the sizes of the examples that are not written
	places   *places
	file     *Source
	open     []int32 // the origins around the current place, innermost last; -1 for one without
	around   int     // number of groups around everything that is written
	judged   bool    // whether what JSON lacks is written as no field accepts it
	plain    bool    // whether no origins are needed
}

// pasted is the JSON of a value that was written before.
type pasted struct {
	at   int // its offset in the writer's own bytes
	json string
}

// newWriter returns a writer for a collection, with room for its requests and
// definitions.
func newWriter(p *places, root *folder) *writer {
	requests, examples, definitions, size := 0, 0, 0, 0
	root.each(func(f *folder) {
		requests += len(f.requests)
		for _, e := range f.requests {
			examples += len(e.examples)
		}
		if f.definition != nil {
			definitions++
			size += len(f.definition.text)
		}
	})
	const most = 8 // origins in most definitions
	p.origins, p.requests = make([]origin, 0, requests+requests/8+examples+most*definitions), make([]*element, 0, requests)
	p.files = make([]*Source, 0, requests+2*definitions+examples)
	return &writer{
		places: p, json: make([]byte, 0, size+size/2),
		pasted: make([]pasted, 0, requests), requests: make([]jsontree.Region, 0, requests),
	}
}

// reset prepares a writer for another text, inside so many groups.
func (w *writer) reset(around int) {
	w.places.reset()
	*w = writer{places: w.places, json: w.json[:0], open: w.open[:0], answers: w.answers[:0], around: around}
}

// offset returns the number of bytes before the next one.
func (w *writer) offset() int { return w.before + len(w.json) }

// depth returns the number of groups around what is written next.
func (w *writer) depth() int { return w.around + len(w.open) }

// finish returns everything that was written.
func (w *writer) finish() string {
	var whole strings.Builder
	whole.Grow(w.offset())
	at := 0
	for _, p := range w.pasted {
		whole.Write(w.json[at:p.at])
		whole.WriteString(p.json)
		at = p.at
	}
	whole.Write(w.json[at:])
	return whole.String()
}

// origin is what a value or key of the JSON text comes from.
type origin struct {
	start, end uint32 // in the JSON text
	parent     int32  // the origin around it; -1 for none
	base       uint32 // the offset in the node's text at which a string starts
	file       int32  // index of the file in places.files
	number     uint32 // of the node; 0 for the whole file
}

// comma separates what is written next from what is before it.
func (w *writer) comma() {
	if len(w.pasted) > 0 && w.pasted[len(w.pasted)-1].at == len(w.json) {
		w.json = append(w.json, ',')
		return
	}
	if len(w.json) == 0 {
		return
	}
	switch w.json[len(w.json)-1] {
	case '{', '[', ':', ',':
	default:
		w.json = append(w.json, ',')
	}
}

// begin records that what is written next comes from a node of the file.
func (w *writer) begin(n *yamltree.Node, base int) int {
	if w.plain {
		return -1
	}
	parent := int32(-1)
	if len(w.open) > 0 {
		parent = w.open[len(w.open)-1]
	}
	number := 0
	if n != nil {
		number = n.Number()
	}
	w.places.origins = append(w.places.origins, origin{
		start: uint32(w.offset()), parent: parent, base: uint32(base), file: w.places.enter(w.file), number: uint32(number),
	})
	return len(w.places.origins) - 1
}

func (w *writer) end(at int) {
	if at >= 0 {
		w.places.origins[at].end = uint32(w.offset())
	}
}

// key writes the key of a member; from is the key in the file, or nil.
func (w *writer) key(name string, from *yamltree.Node) {
	w.comma()
	w.nodes++
	if from != nil {
		at := w.begin(from, 0)
		w.json = jsontree.AppendQuoted(w.json, name)
		w.end(at)
	} else {
		w.json = jsontree.AppendQuoted(w.json, name)
	}
	w.json = append(w.json, ':')
}

// skip writes no more of a value than what counts for the next one: only the offsets
// after it are needed.
func (w *writer) skip(size int) {
	w.comma()
	w.json = append(w.json, '}')
	w.before += size - 1
}

// group writes an object or a list that comes from a node, or from the whole file if
// from is nil.
func (w *writer) group(brackets string, from *yamltree.Node, inside func()) {
	w.comma()
	w.nodes++
	at := w.begin(from, 0)
	w.json = append(w.json, brackets[0])
	w.open = append(w.open, int32(at))
	inside()
	w.open = w.open[:len(w.open)-1]
	w.json = append(w.json, brackets[1])
	w.end(at)
}

// text writes a string that is a part of a node's text, starting at the offset base.
func (w *writer) text(text string, from *yamltree.Node, base int) {
	w.comma()
	w.nodes++
	if from == nil {
		w.json = jsontree.AppendQuoted(w.json, text)
		return
	}
	at := w.begin(from, base)
	w.json = jsontree.AppendQuoted(w.json, text)
	w.end(at)
}

// raw writes JSON that comes from no file.
func (w *writer) raw(json string) {
	w.comma()
	w.nodes++
	w.json = append(w.json, json...)
}

// scalar writes a scalar other than null as a string, however it is resolved: a date and
// a word such as "yes" keep their text.
func (w *writer) scalar(n *yamltree.Node) {
	if n.Kind == yamltree.Null {
		w.value(n)
		return
	}
	w.text(n.Text, n, 0)
}

// maxJSON is the maximum size of the JSON text in bytes: with aliases, a small file can
// expand to a huge one.
const maxJSON = 1 << 30

// value writes a value of a file unchanged.
func (w *writer) value(n *yamltree.Node) {
	switch {
	case n == nil || w.offset() > maxJSON || w.depth() > 2*yamltree.MaxDepth:
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
	case n.Kind == yamltree.String && !(n.Date && w.judged):
		w.text(n.Text, n, 0)
	default:
		w.comma()
		w.nodes++
		at := w.begin(n, 0)
		w.json = append(w.json, w.literal(n)...)
		w.end(at)
	}
}

// literal returns the JSON of a scalar that is not a JSON string.
func (w *writer) literal(n *yamltree.Node) string {
	text := "null"
	switch n.Kind {
	case yamltree.Null:
		return text
	case yamltree.Bool:
		return strings.ToLower(n.Text)
	case yamltree.Number:
		text = number(n.Text)
		if _, err := strconv.ParseFloat(text, 64); w.judged && (err != nil || !numeral.Get().MatchString(n.Text)) {
			text = "null"
		}
	}
	if text == "null" && w.judged {
		return "[[]]" // a date, which Postman reads as an object of its own, or infinity
	}
	return text
}

// numeral matches the finite numbers that Postman's linter knows. Its runner also knows
// binary numbers, and underscores between digits.
var numeral = lazy.Regexp{Expr: `^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?([0-9]*\.[0-9]+|[0-9]+\.?)([eE][-+]?[0-9]+)?)$`}

// withNumber returns a message about a number that [writer.literal] writes as a list.
func withNumber(message, text string) string {
	instead := "not a number"
	switch {
	case strings.HasPrefix(strings.TrimLeft(text, "+-"), "."):
		instead = "not " + text // .inf or .nan
	case strings.Contains(message, "a number"):
		instead = "not one that only one of Postman's readers knows"
	}
	return strings.Replace(message, "not a list", instead, 1)
}

// number returns a YAML number as JSON; null for infinity and not-a-number, which JSON
// lacks. One that JSON can write, such as 100e4, keeps its spelling.
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
	if plain := strings.TrimPrefix(digits, "+"); json.Valid([]byte(plain)) {
		return plain
	}
	value, err := strconv.ParseFloat(digits, 64)
	if err != nil || value-value != 0 {
		return "null"
	}
	return strconv.FormatFloat(value, 'g', -1, 64)
}
