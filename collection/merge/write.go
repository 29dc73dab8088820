package merge

import (
	"cmp"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/normalize"
)

// JSON returns the snapshot as a JSON object with one folder or request per line, so
// that a change of one request changes one line. Lines after the first start with
// indent.
func (s *Snapshot) JSON(indent string) string {
	b := appendText([]byte("{\n"+indent+"\t\"key\": "), s.key)
	b = append(b, ",\n"+indent+"\t\"elements\": ["...)
	first := true
	var write func(e *normalize.Element, depth int)
	write = func(e *normalize.Element, depth int) {
		if !first {
			b = append(b, ',')
		}
		first = false
		b = appendRecord(append(b, "\n"+indent+"\t\t"...), e, depth, e.Kind)
		for _, item := range e.Items {
			write(item, depth+1)
		}
	}
	write(s.root, 0)
	return string(append(b, "\n"+indent+"\t]\n"+indent+"}"...))
}

// MarshalJSON returns the snapshot as JSON.
func (s *Snapshot) MarshalJSON() ([]byte, error) { return []byte(s.JSON("")), nil }

// appendRecord appends the [record] of an element.
func appendRecord(b []byte, e *normalize.Element, depth int, kind normalize.Kind) []byte {
	b = append(b, '{')
	if depth > 0 {
		b = strconv.AppendInt(append(b, `"depth":`...), int64(depth), 10)
	}
	for _, m := range []struct{ key, value string }{
		{"kind", string(kind)}, {"id", e.Identity.ID}, {"name", e.Identity.Name}, {"written", e.Identity.Written},
		{"address", e.Identity.Address}, {"route", e.Identity.Route}, {"content", e.Identity.Content},
	} {
		if m.value != "" {
			b = appendText(appendKey(b, m.key), m.value)
		}
	}
	if len(e.Fields) > 0 {
		b = appendKey(b, "fields")
		start := len(b)
		b = quoted(appendFields(b, e), start)
	}
	if e.Auth != nil {
		b = appendRecord(appendKey(b, "auth"), e.Auth, 0, "")
	}
	return append(appendLists(b, e.Lists), '}')
}

// appendLists appends [lists], unless all are empty.
func appendLists(b []byte, all []normalize.List) []byte {
	all = slices.DeleteFunc(slices.Clone(all), isEmpty)
	if len(all) == 0 {
		return b
	}
	slices.SortStableFunc(all, func(a, b normalize.List) int { return cmp.Compare(a.Name, b.Name) })
	b = append(appendKey(b, "lists"), '{')
	for i, l := range all {
		if i > 0 && l.Name == all[i-1].Name {
			b[len(b)-1] = ',' // the same list goes on
		} else {
			b = append(appendKey(b, l.Name), '[')
		}
		for k, e := range l.Elements {
			if k > 0 {
				b = append(b, ',')
			}
			b = appendEntry(b, e)
		}
		b = append(b, ']')
	}
	return append(b, '}')
}

func isEmpty(l normalize.List) bool { return len(l.Elements) == 0 }

// appendEntry appends an [entryRecord].
func appendEntry(b []byte, e *normalize.Element) []byte {
	if e.Identity.ID != "" || e.Auth != nil || slices.ContainsFunc(e.Lists, func(l normalize.List) bool { return !isEmpty(l) }) {
		return appendRecord(b, e, 0, "")
	}
	start := len(b)
	b = append(b, e.Identity.Name...)
	if len(e.Fields) > 0 {
		b = appendFields(append(b, ' '), e)
	}
	return quoted(b, start)
}

// appendFields appends [fields].
func appendFields(b []byte, e *normalize.Element) []byte {
	for i, f := range e.Fields {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(append(b, url.QueryEscape(f.Name)...), '=')
		if f.Value == unknown {
			b = append(b, storedUnknown...)
		} else {
			b = append(b, url.QueryEscape(f.Value)...)
		}
	}
	return b
}

// appendKey appends the key of a member, behind those that the object has.
func appendKey(b []byte, key string) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	return append(appendText(b, key), ':')
}

func appendText(b []byte, text string) []byte {
	start := len(b)
	return quoted(append(b, text...), start)
}

// quoted makes the text at the end of b, from start on, a JSON string.
func quoted(b []byte, start int) []byte {
	text := b[start:]
	for _, c := range text {
		if c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			escaped, _ := json.Marshal(string(text)) // never fails for a text
			return append(b[:start], escaped...)
		}
	}
	b = append(b, '"', '"')
	copy(b[start+1:], b[start:len(b)-2])
	b[start] = '"'
	return b
}
