package fields

import (
	"slices"
	"strings"
)

// Place is a place in a YAML text, found from its lines. It works even if the
// text cannot be parsed, as while the user is typing.
type Place struct {
	// Path is the path to the map or list that the place is in.
	Path []Step
	// Members are the scalar members of that map, except the place's own.
	Members map[string]string
	// Key is the key on the place's line; "" if there is none yet.
	Key string
	// OnKey reports whether the place is in the key, or where a key could be.
	// Otherwise it is in the value.
	OnKey bool
	// Text reports whether the place is in a block text.
	Text bool
	// Start and End are the bytes of the key or value.
	Start, End int
}

// line is one parsed line of a YAML text.
type line struct {
	start  int   // in the text
	dashes []int // the columns of the dashes before the rest
	indent int   // the column of the rest
	key    string
	value  string
	at     int // the column of the value
	blank  bool
}

// PlaceOf describes the place at an offset of a YAML text.
func PlaceOf(text string, offset int) Place {
	offset = min(max(offset, 0), len(text))
	start := strings.LastIndexByte(text[:offset], '\n') + 1
	end := len(text)
	if next := strings.IndexByte(text[offset:], '\n'); next >= 0 {
		end = offset + next
	}
	here := lineOf(text[start:end], start)
	p := Place{Members: map[string]string{}, Key: here.key}
	column := offset - start
	indent := here.indent
	if here.blank {
		indent = column
		for len(here.dashes) > 0 && here.dashes[len(here.dashes)-1] >= column {
			here.dashes = here.dashes[:len(here.dashes)-1]
		}
	}
	switch {
	case here.key != "" && column > here.indent+len(here.key):
		p.Start, p.End = start+here.at, start+here.at+len(here.value)
	case here.key != "":
		p.OnKey, p.Start, p.End = true, start+here.indent, start+here.indent+len(here.key)
	default:
		p.OnKey, p.Start, p.End = true, start+min(indent, column), start+max(min(indent, column)+len(here.value), column)
	}
	p.around(lines(text[:start]), here, indent, true)
	p.around(lines(text[min(end+1, len(text)):]), here, indent, false)
	return p
}

// Top returns the scalar members of a text's top-level map.
func Top(text string) map[string]string {
	members := map[string]string{}
	for _, l := range lines(text) {
		if value, ok := l.scalar(); ok && l.key != "" && l.indent == 0 {
			members[l.key] = value
		}
	}
	return members
}

func lines(text string) []line {
	var all []line
	at := 0
	for one := range strings.Lines(text) {
		all = append(all, lineOf(strings.TrimRight(one, "\r\n"), at))
		at += len(one)
	}
	return all
}

// lineOf reads one line.
func lineOf(text string, start int) line {
	l := line{start: start}
	for l.indent < len(text) {
		if c := text[l.indent]; c == ' ' {
			l.indent++
			continue
		} else if c == '-' && (l.indent+1 == len(text) || text[l.indent+1] == ' ') {
			l.dashes = append(l.dashes, l.indent)
			l.indent++
			continue
		}
		break
	}
	rest := text[l.indent:]
	if l.blank = rest == "" || rest[0] == '#'; l.blank {
		return l
	}
	l.value, l.at = rest, l.indent
	colon := strings.Index(rest, ":")
	for colon >= 0 && colon+1 < len(rest) && rest[colon+1] != ' ' {
		next := strings.Index(rest[colon+1:], ":")
		if next < 0 {
			colon = -1
			break
		}
		colon += 1 + next
	}
	if colon <= 0 || strings.ContainsAny(rest[:colon], "{[") {
		return l
	}
	l.key = strings.Trim(strings.TrimSpace(rest[:colon]), `"'`)
	value := rest[colon+1:]
	trimmed := strings.TrimLeft(value, " ")
	l.at = l.indent + colon + 1 + len(value) - len(trimmed)
	l.value = strings.TrimRight(trimmed, " ")
	return l
}

// scalar returns the scalar value of a line, and whether it has one.
func (l line) scalar() (string, bool) {
	value := strings.Trim(l.value, `"'`)
	return value, value != "" && !strings.ContainsAny(value[:1], "|>{[&*")
}

// opensText reports whether the lines below are a block text that belongs to
// the line.
func (l line) opensText() bool {
	return l.key != "" && l.value != "" && (l.value[0] == '|' || l.value[0] == '>')
}

// around reads the lines before or after a place: the members of its map and,
// before it, the enclosing maps and lists.
func (p *Place) around(all []line, here line, indent int, before bool) {
	var path []Step
	level := &p.Members
	if before {
		slices.Reverse(all)
		for _, dash := range slices.Backward(here.dashes) {
			path = append(path, Step{Key: "0"})
			indent, level = dash, nil // the item starts on this line
		}
	} else if len(here.dashes) > 0 {
		indent = here.indent
	}
	for _, l := range all {
		if l.blank && len(l.dashes) == 0 {
			continue
		}
		outer := l.indent
		if len(l.dashes) > 0 {
			outer = l.dashes[0]
		}
		if l.indent == indent && level != nil && l.key != "" {
			if value, ok := l.scalar(); ok {
				(*level)[l.key] = value
			}
		}
		if !before {
			if outer < indent {
				return
			}
			continue
		}
		// The dashes of the line open the items that the place is in.
		for _, dash := range slices.Backward(l.dashes) {
			if dash < indent && l.indent <= indent {
				path = append(path, Step{Key: "0"})
				indent, level = dash, nil
			}
		}
		isParent := l.key != "" && l.value == "" && len(l.dashes) == 0 && (l.indent < indent || l.indent == indent && len(path) > 0 && path[len(path)-1].Key == "0")
		isParent = isParent || l.key != "" && len(l.dashes) > 0 && l.indent < indent
		if l.opensText() && l.indent < indent {
			p.Text, isParent = true, true
		}
		if isParent {
			members := map[string]string{}
			path = append(path, Step{Key: l.key, Members: members})
			indent, level = l.indent, &members
			for _, dash := range slices.Backward(l.dashes) {
				path = append(path, Step{Key: "0"})
				indent, level = dash, nil
			}
		}
	}
	if before {
		slices.Reverse(path)
		p.Path = path
	}
}
