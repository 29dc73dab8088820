package collection

import (
	"iter"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// URL is an address: an object with its parts, or one string.
type URL struct {
	Node  jsontree.Node
	parts urlParts
}

func (u URL) part(known jsontree.Ref, key string) jsontree.Node {
	return part(u.Node, u.parts.known, known, key)
}

// Raw returns the address in one piece, as written.
func (u URL) Raw() string {
	if u.Node.Kind() == jsontree.String {
		return u.Node.Text()
	}
	return u.part(u.parts.raw, "raw").Text()
}

// Host returns the host's labels joined by dots.
func (u URL) Host() string { return string(appendJoined(nil, u.HostNode(), '.')) }

// Path returns the segments joined by slashes, without a leading one.
func (u URL) Path() string { return string(appendJoined(nil, u.PathNode(), '/')) }

// HostNode returns the node of the host: the list of its labels, or a string.
func (u URL) HostNode() jsontree.Node { return u.part(u.parts.host, "host") }

// PathNode returns the node of the path: the list of its segments, or a string.
func (u URL) PathNode() jsontree.Node { return u.part(u.parts.path, "path") }

// Query yields the query parameters of an address in parts, from a list or from a
// query that is one string.
func (u URL) Query() iter.Seq[Parameter] {
	return func(yield func(Parameter) bool) { eachQuery(u.part(u.parts.query, "query"), yield) }
}

// PathVariables yields the values for the path's ":name" segments.
func (u URL) PathVariables() iter.Seq[Variable] {
	return func(yield func(Variable) bool) { eachVariable(u.part(u.parts.variable, "variable"), yield) }
}

// HasParts reports whether the file has the address in parts. Postman then sends the
// parts, and only displays Raw.
func (u URL) HasParts() bool {
	return u.HostNode().Exists() || u.PathNode().Exists()
}

// Sent returns the address as Postman sends it: joined from its parts, or Raw if it has
// none. References and ":name" segments stay as they are. Source: Url.toString of
// Postman's SDK.
func (u URL) Sent() string { return u.assemble(false) }

// Shown is like [URL.Sent], and includes disabled query parameters.
func (u URL) Shown() string { return u.assemble(true) }

// Origin returns the part of an address in parts that is before the path, as written:
// protocol, user, host and port, such as "https://{{host}}:8080".
func (u URL) Origin() string { return string(u.appendOrigin(nil)) }

func (u URL) appendOrigin(b []byte) []byte {
	if protocol := u.part(u.parts.protocol, "protocol").Text(); protocol != "" {
		b = append(append(b, strings.TrimSuffix(protocol, "://")...), "://"...)
	}
	b = u.appendUser(b)
	b = appendJoined(b, u.HostNode(), '.')
	switch port := u.part(u.parts.port, "port"); {
	case port.Kind() == jsontree.Number:
		b = append(append(b, ':'), port.Raw()...)
	case port.Text() != "":
		b = append(append(b, ':'), port.Text()...)
	}
	return b
}

// Base returns the address joined from its parts, without query and hash; "" if it has
// no parts.
func (u URL) Base() string { return string(u.appendBase(nil)) }

func (u URL) appendBase(b []byte) []byte {
	b = u.appendOrigin(b)
	switch path := u.PathNode(); {
	case path.Kind() == jsontree.String && path.Text() != "":
		return append(append(b, '/'), strings.TrimPrefix(path.Text(), "/")...)
	case path.Len() > 0:
		return appendJoined(append(b, '/'), path, '/')
	}
	return b
}

func (u URL) assemble(disabled bool) string {
	raw := u.Raw()
	if !u.HasParts() {
		return raw
	}
	var room [256]byte
	b := u.appendBase(room[:0])
	separator := byte('?')
	for p := range u.Query() {
		if p.Disabled() && !disabled {
			continue
		}
		b = append(append(b, separator), QueryKey(p.Key())...)
		separator = '&'
		if p.HasValue() {
			b = append(append(b, '='), QueryValue(p.ValueText())...)
		}
	}
	if hash := u.part(u.parts.hash, "hash"); hash.Kind() == jsontree.String {
		b = append(append(b, '#'), hash.Text()...)
	}
	if string(b) == raw { // as usual: it needs no memory
		return raw
	}
	return string(b)
}

// QueryKey returns the key of a parameter as it is written in an address: "#", "&" and
// "=" are escaped outside of references.
func QueryKey(key string) string { return escaped(key, "#", "%23", "&", "%26", "=", "%3D") }

// QueryValue returns the value of a parameter as it is written in an address: "#" and
// "&" are escaped outside of references.
func QueryValue(value string) string { return escaped(value, "#", "%23", "&", "%26") }

// escaped replaces the old strings of oldnew by the new ones, outside of references.
func escaped(text string, oldnew ...string) string {
	if !strings.ContainsAny(text, "#&=") {
		return text
	}
	escape := strings.NewReplacer(oldnew...)
	var b strings.Builder
	done := 0
	for r := range References(text) {
		b.WriteString(escape.Replace(text[done:r.Start]) + text[r.Start:r.End])
		done = r.End
	}
	return b.String() + escape.Replace(text[done:])
}

// appendUser appends the user and password before the host, with their "@".
func (u URL) appendUser(b []byte) []byte {
	auth := u.part(u.parts.auth, "auth")
	name, password := auth.Get("user"), auth.Get("password")
	switch {
	case password.Kind() == jsontree.String:
		b = append(append(append(b, name.Text()...), ':'), password.Text()...)
	case name.Kind() == jsontree.String:
		b = append(b, name.Text()...)
	default:
		return b
	}
	return append(b, '@')
}

// Segments yields the nodes of the path's segments, if the path is a list.
func (u URL) Segments() iter.Seq[jsontree.Node] {
	return func(yield func(jsontree.Node) bool) { eachSegment(u.PathNode(), yield) }
}

func eachSegment(path jsontree.Node, yield func(jsontree.Node) bool) {
	for e := range path.Elements() {
		if e.Kind() == jsontree.Object {
			e = e.Get("value")
		}
		if !yield(e) {
			return
		}
	}
}

// PathVariable returns the name of the variable in a path's segment: "id" for ":id" and
// ":id.json", "" for other segments. Source: Postman's SDK.
func PathVariable(segment string) string {
	name, ok := strings.CutPrefix(segment, ":")
	if !ok {
		return ""
	}
	name, _, _ = strings.Cut(name, ".")
	return name
}

// appendJoined appends the text of a string, or of a list of strings (or, in a path, of
// objects with a value).
func appendJoined(b []byte, n jsontree.Node, separator byte) []byte {
	if n.Kind() == jsontree.String {
		return append(b, n.Text()...)
	}
	first := true
	for e := range n.Elements() {
		if !first {
			b = append(b, separator)
		}
		first = false
		if e.Kind() == jsontree.Object {
			e = e.Get("value")
		}
		b = append(b, e.Text()...)
	}
	return b
}
