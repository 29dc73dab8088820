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
func entry(c diff.Change) (jsontree.Node, bool) {
	value := c.After
	if c.Kind == diff.Removed {
		value = c.Before
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
func entryLines(c diff.Change) []string {
	n, ok := entry(c)
	if !ok || c.Element != normalize.Script {
		return nil
	}
	source := collection.Event{Node: n}.Source()
	if c.Kind == diff.Added {
		return lineDifference("", source)
	}
	return lineDifference(source, "")
}

// entryText returns an added or removed entry of a list on one line: a header's value,
// an example's status.
func entryText(c diff.Change) string {
	n, ok := entry(c)
	if !ok {
		return ""
	}
	switch c.Element {
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
