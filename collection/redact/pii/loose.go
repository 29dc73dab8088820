package pii

import "strings"

// looseObjects returns the fields of the objects in a text that is nearly JSON: with
// references such as {{id}} outside strings, with comments, or with mistakes.
func looseObjects(text string) [][]field {
	var objects [][]field
	var open []int // indices of the objects that are still open
	key := ""
	add := func(value string, start int) {
		if key != "" {
			if len(open) == 0 { // its beginning is missing
				open, objects = append(open, len(objects)), append(objects, nil)
			}
			object := &objects[open[len(open)-1]]
			*object = append(*object, field{plain(key), value, start, start + len(value)})
		}
		key = ""
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '{':
			open, key = append(open, len(objects)), ""
			objects = append(objects, nil)
		case c == '}':
			open, key = open[:max(0, len(open)-1)], ""
		case c == '[' || c == ']' || c == ',':
			key = ""
		case c == '"':
			value := stringAt(text[i+1:])
			start := i + 1
			i = min(start+len(value), len(text)-1)
			if after := strings.TrimLeft(text[i+1:min(len(text), i+9)], " \t"); strings.HasPrefix(after, ":") {
				key = value
			} else {
				add(value, start)
			}
		case c >= '0' && c <= '9':
			value := text[i:]
			if end := strings.IndexAny(value, " \t\r\n,}]\"/"); end >= 0 {
				value = value[:end]
			}
			add(value, i)
			i += len(value) - 1
		}
	}
	return objects
}

// stringAt returns a text up to the closing quote, or up to the end of its line.
func stringAt(text string) string {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"', '\n':
			return text[:i]
		}
	}
	return text
}
