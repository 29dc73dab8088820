package report

import (
	"encoding/json"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
)

// entry returns the added or removed entry of a list, and reports whether it can be
// read.
func entry(c maskedChange) (jsontree.Node, bool) {
	before, value := c.values()
	if c.kind == diff.Removed {
		value = before
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return jsontree.Node{}, false
	}
	d, err := jsontree.Parse(string(raw))
	if err != nil {
		return jsontree.Node{}, false
	}
	return d.Root(), true
}

// entryLines returns the lines of an added or removed script; nil for anything else.
func entryLines(c maskedChange) []string {
	n, ok := entry(c)
	if !ok || c.element != normalize.Script {
		return nil
	}
	source := collection.Event{Node: n}.Source()
	if c.kind == diff.Added {
		return lineDifference("", source)
	}
	return lineDifference(source, "")
}

// entryText returns an added or removed entry of a list on one line: a header's value,
// an example's status.
func entryText(c maskedChange) string {
	n, ok := entry(c)
	if !ok {
		return ""
	}
	switch c.element {
	case normalize.Example:
		return strings.TrimSpace(n.Get("code").Raw() + " " + n.Get("status").Text())
	case normalize.Auth:
		return n.Get("type").Text()
	}
	text := valueText(json.RawMessage(orEmpty(n.Get("value").Raw())))
	if n.Get("disabled").True() {
		text += " (disabled)"
	}
	return strings.TrimSpace(text)
}

func orEmpty(raw string) string {
	if raw == "" {
		return `""`
	}
	return raw
}
