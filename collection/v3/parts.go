package v3

import (
	"strings"

	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/yamltree"
)

// entry defines how the entries of a list of pairs are written.
type entry struct {
	nullValue bool // whether a value keeps its type: a variable may be a number
	form      bool // whether the entries are form fields, which have a type
	variable  bool // whether they are variables, which may be secret
}

// pairs writes a map or a list of pairs as v2.1's list.
func (w *writer) pairs(n *yamltree.Node, o entry) {
	w.group("[]", n, func() {
		if n == nil {
			return
		}
		for _, p := range n.Pairs {
			w.group("{}", p.Key, func() {
				w.key("key", nil)
				w.text(p.Key.Text, p.Key, 0)
				w.key("value", p.Key)
				w.entryValue(p.Value, o)
			})
		}
		for _, item := range n.Items {
			w.group("{}", item, func() { w.entry(item, o) })
		}
	})
}

// entryKeys are the members of an entry that v2.1 has, too.
var entryKeys = lazy.Words{Text: "key value description disabled"}

var formKeys = lazy.Words{Text: "type src contentType"}

func (w *writer) entry(item *yamltree.Node, o entry) {
	for _, p := range item.Pairs {
		name := p.Key.Text
		if !entryKeys.Has(name) && (!o.form || !formKeys.Has(name)) {
			continue
		}
		w.key(name, p.Key)
		if name == "value" {
			w.entryValue(p.Value, o)
		} else {
			w.value(p.Value)
		}
	}
	if own := secretMark(item); o.variable && own != nil {
		w.key("type", own)
		w.text("secret", own, 0)
	}
}

// secretMark returns what says that a variable is secret, as newer apps write it: secret:
// true, or type: secret. It is nil if nothing does.
func secretMark(item *yamltree.Node) *yamltree.Node {
	if own := item.Get("secret"); own != nil && own.Text == "true" {
		return own
	}
	if own := item.Get("type"); own != nil && own.Is("secret") {
		return own
	}
	return nil
}

func (w *writer) entryValue(n *yamltree.Node, o entry) {
	if o.nullValue || n.Kind == yamltree.Mapping || n.Kind == yamltree.Sequence {
		w.value(n)
		return
	}
	w.scalar(n)
}

// url writes an address with its parts. If there are queryParams, they replace the query
// in the address.
func (w *writer) url(n *yamltree.Node) {
	url := n.Get("url")
	w.key("url", nil)
	if url == nil || url.Kind == yamltree.Mapping || url.Kind == yamltree.Sequence {
		w.raw(`""`)
		return
	}
	params, path := n.Get("queryParams"), n.Get("pathVariables")
	text := url.Text
	if text == "" && params == nil && path == nil {
		w.text(text, url, 0)
		return
	}
	w.group("{}", url, func() {
		w.key("raw", nil)
		w.text(text, url, 0)
		parts := address.Parse(text)
		w.parts(text, url, parts, params == nil)
		if params != nil {
			w.key("query", nil)
			w.pairs(params, entry{})
		}
		if path != nil {
			w.key("variable", nil)
			w.pairs(path, entry{})
		}
	})
}

// parts writes the parts of an address, each with its place in the text.
func (w *writer) parts(text string, url *yamltree.Node, parts address.Parts, query bool) {
	at := 0 // where the previous part ends
	part := func(value string) {
		if found := strings.Index(text[at:], value); found >= 0 {
			w.text(value, url, at+found)
			at += found + len(value)
			return
		}
		w.text(value, url, at)
	}
	one := func(key, value string) {
		if value != "" {
			w.key(key, nil)
			part(value)
		}
	}
	list := func(key string, values []string) {
		if values == nil {
			return
		}
		w.key(key, nil)
		w.group("[]", url, func() {
			for _, value := range values {
				part(value)
			}
		})
	}
	one("protocol", parts.Protocol)
	list("host", parts.Host)
	one("port", parts.Port)
	list("path", parts.Path)
	if query && parts.Query != nil {
		w.key("query", nil)
		w.group("[]", url, func() {
			for _, pair := range parts.Query {
				w.group("{}", url, func() {
					w.key("key", nil)
					part(pair.Key)
					w.key("value", nil)
					if pair.HasValue {
						part(pair.Value)
					} else {
						w.raw("null")
					}
				})
			}
		})
	}
	one("hash", parts.Hash)
}

// languages lists the body types that v2.1 has as the language of a raw body.
var languages = lazy.Words{Text: "json xml html javascript"}

func (w *writer) body(n *yamltree.Node) {
	if n == nil || n.Kind != yamltree.Mapping {
		return
	}
	kind, content := n.Get("type").String(), n.Get("content")
	if kind == "none" || kind == "" && content == nil {
		return
	}
	w.key("body", nil)
	w.group("{}", n, func() {
		mode := kind
		switch kind {
		case "urlencoded", "formdata", "file":
		default:
			mode = "raw"
		}
		w.key("mode", nil)
		w.text(mode, n.Get("type"), 0)
		w.rest(n, &bodyKeys)
		switch {
		case content == nil:
		case mode == "urlencoded" || mode == "formdata":
			w.key(mode, nil)
			w.pairs(content, entry{form: mode == "formdata"})
		case mode == "file":
			w.key(mode, nil)
			w.value(content)
		default:
			w.key("raw", nil)
			w.scalarOr(content)
		}
		if languages.Has(kind) {
			w.key("options", nil)
			w.group("{}", n.Get("type"), func() {
				w.key("raw", nil)
				w.group("{}", n.Get("type"), func() {
					w.key("language", nil)
					w.text(kind, n.Get("type"), 0)
				})
			})
		}
	})
}

// auth writes an authorization. The first entry of a list that authorizes is in force.
func (c *reader) auth(w *writer, n *yamltree.Node) {
	if n != nil && n.Kind == yamltree.Sequence {
		if len(n.Items) == 0 {
			return
		}
		n = n.Items[0]
	}
	kind := n.Get("type")
	if kind.String() == "" || kind.Is("inherit") {
		return
	}
	w.key("auth", nil)
	w.group("{}", n, func() {
		w.key("type", nil)
		w.text(kind.Text, kind, 0)
		credentials := n.Get("credentials")
		if credentials == nil {
			if kind.Text != "noauth" { // a type without settings has an empty list
				w.key(kind.Text, nil)
				w.raw("[]")
			}
			return
		}
		w.key(kind.Text, nil)
		w.group("[]", credentials, func() {
			for _, p := range credentials.Pairs {
				w.group("{}", p.Key, func() {
					w.key("key", nil)
					w.text(p.Key.Text, p.Key, 0)
					w.key("value", p.Key)
					w.value(p.Value)
				})
			}
			for _, item := range credentials.Items {
				w.value(item)
			}
		})
	})
}

// listens returns the event of v2.1 for a type of script; "" if it is unknown.
func listens(kind string) string {
	_, kind = cutProtocol(kind)
	switch kind {
	case "beforeRequest", "beforeQuery", "prerequest":
		return "prerequest"
	case "afterResponse", "test", "afterRequest":
		return "test"
	}
	return ""
}

func cutProtocol(kind string) (protocol, rest string) {
	if before, after, ok := strings.Cut(kind, ":"); ok {
		return before, after
	}
	return "", kind
}

func (c *reader) events(w *writer, n *yamltree.Node) {
	if n == nil || n.Kind != yamltree.Sequence || len(n.Items) == 0 {
		return
	}
	w.key("event", nil)
	w.group("[]", n, func() {
		for _, item := range n.Items {
			kind, code := item.Get("type"), item.Get("code")
			listen := listens(kind.String())
			if listen == "" || code.String() == "" {
				continue
			}
			w.group("{}", item, func() {
				w.key("listen", kind)
				w.text(listen, kind, 0)
				w.key("script", nil)
				w.group("{}", item, func() {
					w.key("type", nil)
					w.raw(`"text/javascript"`)
					if packages := item.Get("packages"); packages != nil {
						w.key("packages", nil)
						w.value(packages)
					}
					w.key("exec", nil)
					w.lines(code)
				})
			})
		}
	})
}

// lines writes the lines of a text as a list.
func (w *writer) lines(code *yamltree.Node) {
	w.group("[]", code, func() {
		for at, rest, more := 0, code.Text, true; more; {
			var line string
			line, rest, more = strings.Cut(rest, "\n")
			w.text(line, code, at)
			at += len(line) + 1
		}
	})
}

func (c *reader) settings(w *writer, n *yamltree.Node) {
	if n == nil || n.Kind != yamltree.Mapping || len(n.Pairs) == 0 {
		return
	}
	w.key("protocolProfileBehavior", nil)
	w.group("{}", n, func() {
		for _, p := range n.Pairs {
			w.key(p.Key.Text, p.Key)
			if p.Key.Text != "disabledSystemHeaders" || p.Value.Kind != yamltree.Sequence {
				w.value(p.Value)
				continue
			}
			w.group("{}", p.Value, func() {
				for _, header := range p.Value.Items {
					w.key(header.Text, header)
					w.raw("true")
				}
			})
		}
	})
}
