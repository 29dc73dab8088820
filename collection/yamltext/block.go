package yamltext

import (
	"strings"

	yaml "go.yaml.in/yaml/v4"
)

// block reads a node that starts at an offset, the first of its line but for dashes, in a
// collection that is indented as given.
func (r *Reader) block(at, around, depth int) {
	switch {
	case depth > mostLevels:
		r.giveUp()
	case r.isItem(at):
		r.sequence(at, depth)
	default:
		if k := r.key(at); k.behind > 0 {
			r.mapping(at, k, depth)
			return
		}
		r.inLine(at, around, depth)
	}
}

// mapping reads a mapping whose first key is at an offset, and whose keys are indented
// alike.
func (r *Reader) mapping(at int, k key, depth int) {
	indent, base := at-r.at, len(r.keys)
	r.builder.Open(r.place(at), yaml.MappingNode, 0)
	for !r.gone {
		r.builder.Scalar(r.place(at), k.Scalar)
		r.keys = append(r.keys, k.Text)
		r.value(k.behind, indent, depth)
		next := r.next()
		if next < indent {
			break
		}
		if at = r.at + next; next > indent || r.isItem(at) {
			r.giveUp()
			return
		}
		if k = r.key(at); k.behind == 0 {
			r.giveUp()
			return
		}
	}
	r.close(base, 0)
}

// close ends a mapping whose keys are those above a height.
func (r *Reader) close(base, end int) {
	if r.gone || !distinct(r.keys[base:]) {
		r.giveUp()
		return
	}
	r.keys = r.keys[:base]
	r.builder.Close(end)
}

// distinct reports whether no two keys of a mapping are the same.
func distinct(keys []string) bool {
	const few = 32
	if len(keys) > few {
		seen := make(map[string]bool, len(keys))
		for _, k := range keys {
			if seen[k] {
				return false
			}
			seen[k] = true
		}
		return true
	}
	for i, k := range keys {
		for _, before := range keys[:i] {
			if before == k {
				return false
			}
		}
	}
	return true
}

// value reads what follows the colon of a key.
func (r *Reader) value(at, indent, depth int) {
	i := r.blanks(at)
	if i < len(r.text) && r.text[i] != '\n' && r.text[i] != '#' {
		r.inLine(i, indent, depth)
		return
	}
	nothing := r.place(at)
	r.leaveLine(i)
	if next := r.next(); next > indent || next == indent && r.isItem(r.at+next) {
		r.block(r.at+next, indent, depth+1)
		return
	}
	r.builder.Scalar(nothing, Scalar{End: at})
}

func (r *Reader) sequence(at, depth int) {
	indent := at - r.at
	r.builder.Open(r.place(at), yaml.SequenceNode, 0)
	for !r.gone {
		r.item(at+1, indent, depth)
		next := r.next()
		if next < indent || next == indent && !r.isItem(r.at+next) {
			break
		}
		if next > indent {
			r.giveUp()
			return
		}
		at = r.at + next
	}
	if !r.gone {
		r.builder.Close(0)
	}
}

// item reads what follows a dash.
func (r *Reader) item(at, indent, depth int) {
	i := r.blanks(at)
	if i < len(r.text) && r.text[i] != '\n' && r.text[i] != '#' {
		r.block(i, indent, depth+1)
		return
	}
	nothing := r.place(at)
	r.leaveLine(i)
	if next := r.next(); next > indent {
		r.block(r.at+next, indent, depth+1)
		return
	}
	r.builder.Scalar(nothing, Scalar{End: at})
}

// blockScalar reads a literal or folded scalar whose header is at an offset.
func (r *Reader) blockScalar(at, around int) {
	place, i := r.place(at), at+1
	folded, chomp, indent := r.text[at] == '>', byte(0), 0
	for range 2 {
		switch {
		case i == len(r.text):
		case chomp == 0 && (r.text[i] == '-' || r.text[i] == '+'):
			chomp = r.text[i]
			i++
		case indent == 0 && r.text[i] >= '1' && r.text[i] <= '9':
			indent = around + int(r.text[i]-'0')
			i++
		}
	}
	if r.endLine(i); r.gone {
		return
	}
	body, most := r.at, 0
	start := body
	i = r.blanks(start)
	for i < len(r.text) && r.text[i] == '\n' && (indent == 0 || i-start <= indent) {
		most = max(most, i-start)
		start = i + 1
		i = r.blanks(start)
	}
	inside := i - start
	switch {
	case i == len(r.text), r.text[i] == '\t', inside > around && (inside < indent || indent == 0 && most > inside):
		r.giveUp()
		return
	case inside <= around:
		indent = max(most, around) + 1 // all its lines are empty
	case indent == 0:
		indent = inside
	}
	d := r.decoder.start(at)
	end := d.lines(body, indent, folded, chomp)
	if r.at = end; r.text[end-1] != '\n' {
		r.at = min(end+LineLength(r.text[end:])+1, len(r.text))
	}
	r.line += int32(strings.Count(r.text[body:r.at], "\n"))
	if i := r.behindEmpty(); i == len(r.text) && (i > r.at || r.text[i-1] != '\n' && r.blanks(strings.LastIndexByte(r.text, '\n')+1) == i) {
		r.giveUp() // the library treats in two ways blanks in a last line without an end
		return
	}
	style := yaml.LiteralStyle
	if folded {
		style = yaml.FoldedStyle
	}
	r.builder.Scalar(place, d.scalar(style, end))
}

// behindEmpty leaves empty lines, and returns the offset after the blanks of the line that
// follows.
func (r *Reader) behindEmpty() int {
	i := r.blanks(r.at)
	for i < len(r.text) && r.text[i] == '\n' {
		r.startLine(i + 1)
		i = r.blanks(r.at)
	}
	return i
}
