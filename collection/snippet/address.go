package snippet

import (
	"net/url"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// address sets where a request goes, joined as in Postman's SDK. Characters that are not
// allowed in an address are percent-encoded; existing escapes stay.
func (b *builder) address(u collection.URL) text {
	var base text
	var query []text
	if u.HasParts() {
		base = b.text(u.Origin())
		if path := u.Path(); path != "" || u.Node.Get("path").Len() > 0 {
			base = join(base, literal("/"), b.text(strings.TrimPrefix(path, "/")).each(encodePath))
		}
		for p := range u.Query() {
			if p.Disabled() || p.Key() == "" && p.ValueText() == "" {
				continue
			}
			pair := b.text(p.Key()).each(encodeKey)
			switch {
			case p.InText() && p.HasValue():
				pair = join(pair, literal("="), b.valueText(p.ValueText(), p.Key()).each(encodeValue))
			case p.Value().Kind() != jsontree.Null && p.Value().Exists():
				pair = join(pair, literal("="), b.value(p.Value(), p.Key()).each(encodeValue))
			}
			query = append(query, pair)
		}
	} else {
		base = b.text(u.Raw())
	}
	base, _, _ = base.cut("#")
	base, behind, hasQuery := base.cut("?")
	if hasQuery {
		var before []text
		for _, pair := range behind.split("&") {
			before = append(before, pair.each(encodeValue))
		}
		query = append(before, query...)
	}
	parts := b.path(base, u)
	for i, pair := range query {
		separator := "&"
		if i == 0 {
			separator = "?"
		}
		parts = append(parts, literal(separator), pair)
	}
	return join(parts...)
}

// path returns the parts of an address up to its query, with its path variables filled
// in.
func (b *builder) path(base text, u collection.URL) []text {
	var out []text
	rest := base
	if len(base) > 0 && base[0].variable == "" {
		scheme, behind, ok := strings.Cut(strings.TrimLeft(base[0].literal, " \t\r\n"), "://")
		if !ok {
			scheme, behind = "http", scheme // Postman's default
		}
		out = []text{literal(encode(scheme, "") + "://")}
		rest = append(literal(behind), base[1:]...)
	}
	variables := map[string][]collection.Variable{}
	for v := range u.PathVariables() {
		if !v.Disabled() {
			variables[v.Key()] = append(variables[v.Key()], v)
		}
	}
	for i, segment := range rest.split("/") {
		if i == 0 {
			if len(out) > 0 { // otherwise the content of the variables is unknown
				segment = b.withoutUser(segment)
			}
			out = append(out, segment.each(encodeHost))
			continue
		}
		out = append(out, literal("/"), b.segment(segment, variables))
	}
	return out
}

// withoutUser returns an address up to its path without the user and password, which it
// keeps separately: fetch does not accept an address with them.
func (b *builder) withoutUser(authority text) text {
	parts := authority.split("@")
	last := len(parts) - 1
	if last == 0 {
		return authority
	}
	var before []text
	for i, part := range parts[:last] {
		if i > 0 {
			before = append(before, literal("@"))
		}
		before = append(before, part)
	}
	user, password, _ := join(before...).cut(":")
	decode := func(s string) string {
		if plain, err := url.PathUnescape(s); err == nil {
			return plain
		}
		return s
	}
	b.inAddress = &login{scheme: "basic", user: user.each(decode), password: password.each(decode)}
	return parts[last]
}

// markInAddress marks the variables in the path or the query.
func (b *builder) markInAddress() {
	behindHost, names := false, map[string]bool{}
	for _, p := range b.request.url {
		names[p.variable] = names[p.variable] || behindHost
		rest := p.literal
		if _, host, ok := strings.Cut(rest, "://"); ok {
			rest = host
		}
		behindHost = behindHost || strings.ContainsAny(rest, "/?")
	}
	for i := range b.request.Variables {
		v := &b.request.Variables[i]
		v.InAddress = v.InAddress || names[v.Environment]
	}
}

func (b *builder) segment(segment text, variables map[string][]collection.Variable) text {
	written, ok := segment.plain()
	name, err := url.PathUnescape(collection.PathVariable(written))
	if !ok || name == "" || err != nil {
		return segment.each(encodePath)
	}
	suffix := literal(strings.TrimPrefix(written, ":"+collection.PathVariable(written)))
	for _, v := range variables[name] {
		if value := b.value(v.Value(), name); len(value) > 0 {
			return join(value, suffix).each(encodePath)
		}
	}
	return join(b.variable(name), suffix.each(encodePath))
}

func (b *builder) addQuery(pair text) {
	separator := "?"
	if _, _, found := b.request.url.cut("?"); found {
		separator = "&"
	}
	b.request.url = join(b.request.url, literal(separator), pair)
}

func encodePath(s string) string  { return encode(s, "!$&'()*+,;=:@/%[]") }
func encodeKey(s string) string   { return encode(s, "!$'()*+,;:@/?%[]") }
func encodeValue(s string) string { return encode(s, "!$'()*+,;:@/?%[]=") }

// encodeHost keeps letters of all alphabets: the client converts the host to ASCII.
func encodeHost(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= 0x80 && visible(r) {
			b.WriteRune(r)
			continue
		}
		b.WriteString(encode(string(r), "!$&'()*+,;=:@%[]"))
	}
	return b.String()
}

// encode percent-encodes characters that are neither unreserved (RFC 3986) nor in keep.
func encode(s, keep string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c == '%' && !escaped(s[i:]) {
			b.WriteString("%25")
			continue
		}
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
			strings.IndexByte("-._~", c) >= 0 || strings.IndexByte(keep, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', hex[c>>4], hex[c&15]})
	}
	return b.String()
}

// escaped reports whether a text starts with a percent-encoded byte, and not with a
// stray percent sign, which clients treat differently.
func escaped(s string) bool {
	return len(s) > 2 && isHex(s[1]) && isHex(s[2])
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
