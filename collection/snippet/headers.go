package snippet

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
)

// headers adds the enabled headers.
func (b *builder) headers(r collection.Request) {
	for p := range r.Headers() {
		switch {
		case p.InText():
			b.addHeader(b.text(p.Key()), b.valueText(p.ValueText(), p.Key()))
		case !p.Disabled():
			b.addHeader(b.text(p.Key()), b.value(p.Value(), p.Key()))
		}
	}
}

// addHeader adds a header, unless its name is not valid.
func (b *builder) addHeader(name, value text) {
	name = name.each(strings.TrimSpace)
	valid := len(name) > 0
	for _, p := range name {
		valid = valid && strings.IndexFunc(p.literal, func(r rune) bool { return !token(r) }) < 0
	}
	if valid {
		b.request.headers = append(b.request.headers, header{name, fieldValue(value)})
	}
}

// fieldValue returns a header's value as RFC 9110 requires: control characters become
// spaces, and spaces around it are removed.
func fieldValue(t text) text {
	t = t.each(func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < 0x20 && r != '\t' || r == 0x7F {
				return ' '
			}
			return r
		}, s)
	})
	if n := len(t); n > 0 {
		t[0].literal = strings.TrimLeft(t[0].literal, " \t")
		t[n-1].literal = strings.TrimRight(t[n-1].literal, " \t")
	}
	return t.each(func(s string) string { return s })
}

// token reports whether a header's name may contain a character (RFC 9110).
func token(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
		r < 0x80 && strings.ContainsRune("!#$%&'*+-.^_`|~", r)
}

func (h header) is(name string) bool {
	own, ok := h.name.plain()
	return ok && strings.EqualFold(own, name)
}

func (b *builder) hasHeader(name string) bool {
	return slices.ContainsFunc(b.request.headers, func(h header) bool { return h.is(name) })
}

func (b *builder) removeHeader(name string) {
	b.request.headers = slices.DeleteFunc(b.request.headers, func(h header) bool { return h.is(name) })
}

// setHeader replaces all headers with a name.
func (b *builder) setHeader(name, value text) {
	if own, ok := name.plain(); ok {
		b.removeHeader(own)
	}
	b.addHeader(name, value)
}

// joined returns the headers for clients that allow each name once: several with the
// same name become one, with commas between the values (RFC 9110).
func joined(headers []header) []header {
	var out []header
	var values [][]text
	at := map[string]int{} // index in out, by name in lower case
	for _, h := range headers {
		name, ok := h.name.plain()
		name = strings.ToLower(name)
		if first, twice := at[name]; ok && twice {
			values[first] = append(values[first], literal(", "), h.value)
			continue
		}
		if ok {
			at[name] = len(out)
		}
		out, values = append(out, h), append(values, []text{h.value})
	}
	for i, all := range values {
		if len(all) > 1 {
			out[i].value = join(all...)
		}
	}
	return out
}
