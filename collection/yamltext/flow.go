package yamltext

import (
	"strings"

	yaml "go.yaml.in/yaml/v4"
)

// flow reads the collection in brackets at an offset, and returns the offset after it. A
// bracket that closes it may stand as far left as what it is in; least is how far one in
// it must be indented.
func (r *Reader) flow(at, around, least, depth int) int {
	if depth > mostLevels {
		r.giveUp()
		return 0
	}
	kind, closing := yaml.SequenceNode, byte(']')
	if r.text[at] == '{' {
		kind, closing = yaml.MappingNode, '}'
	}
	base := len(r.keys)
	r.builder.Open(r.place(at), kind, yaml.FlowStyle)
	i := r.space(at+1, around, least, closing)
	for !r.gone && r.text[i] != closing {
		if kind == yaml.MappingNode {
			if i = r.flowKey(i, around); r.gone {
				return 0
			}
		}
		if i = r.flowValue(i, around, depth+1); r.gone {
			return 0
		}
		switch i = r.space(i, around, least, closing); {
		case r.gone || r.text[i] == closing:
		case r.text[i] == ',':
			i = r.space(i+1, around, least, closing)
		default:
			r.giveUp()
		}
	}
	r.close(base, i+1)
	return i + 1
}

// space passes over the blanks and line breaks at an offset. A line must be indented
// further than what the collection is in; only the bracket that closes it need not.
func (r *Reader) space(at, around, least int, closing byte) int {
	at = r.blanks(at)
	broken := false
	for at < len(r.text) && r.text[at] == '\n' {
		r.startLine(at + 1)
		at, broken = r.blanks(r.at), true
	}
	switch {
	case at == len(r.text), r.text[at] == '\t', r.text[at] == '#':
		r.giveUp()
	case broken && at-r.at <= around && (r.text[at] != closing || at-r.at < least):
		r.giveUp()
	}
	return at
}

// flowKey reads a key, its colon and the space after it.
func (r *Reader) flowKey(at, around int) int {
	line := r.line
	k := r.flowScalar(at, around)
	if r.gone {
		return 0
	}
	i := r.blanks(k.End)
	if line != r.line || k.End-at > mostKey || k.Text == "<<" ||
		i == len(r.text) || r.text[i] != ':' || k.Style == 0 && !r.isBlank(i+1) {
		r.giveUp()
		return 0
	}
	r.keys = append(r.keys, k.Text)
	return r.space(i+1, around, around+1, 0)
}

func (r *Reader) flowValue(at, around, depth int) int {
	if c := r.text[at]; c == '[' || c == '{' {
		return r.flow(at, around, around+1, depth)
	}
	return r.flowScalar(at, around).End
}

// flowScalar reads a scalar, of one line if it is plain.
func (r *Reader) flowScalar(at, around int) Scalar {
	place := r.place(at)
	var s Scalar
	if c := r.text[at]; c == '"' || c == '\'' {
		s = r.quoted(at, around)
	} else {
		i := at
		for i < len(r.text) && r.isFlowPlain(i, at) {
			i++
		}
		if s.Text = strings.TrimRight(r.text[at:i], " "); s.Text == "" {
			r.giveUp()
		}
		s.End = at + len(s.Text)
	}
	if !r.gone {
		r.builder.Scalar(place, s)
	}
	return s
}

// isFlowPlain reports whether a character stands for itself in a plain scalar in brackets
// that starts at an offset.
func (r *Reader) isFlowPlain(at, start int) bool {
	isWord := func(c byte) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '/' || c >= 0x80
	}
	switch c := r.text[at]; c {
	case '.', '$', '+', '(', ')', '=', '<', '^', '~', ';':
		return true
	case '-', ':':
		return at+1 < len(r.text) && isWord(r.text[at+1]) && (c == '-' || at > start)
	case ' ':
		return at > start
	default:
		return isWord(c)
	}
}
