package environmentfile

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// jsonText is an environment as Postman exports it.
type jsonText struct{ *jsontree.Document }

func (t jsonText) value(key string) (text string, ok bool) {
	for entry := range t.Root().Get("values").Elements() {
		if entry.Get("key").Is(key) && collection.IsEnabled(entry) {
			text, ok = entry.Get("value").Text(), true
		}
	}
	return text, ok
}

func (t jsonText) set(values []Value) (string, error) {
	text, err := t.Apply(t.edits(values, "default")...)
	if err != nil {
		return "", err
	}
	if !json.Valid([]byte(text)) {
		return "", fmt.Errorf("setting values would break the environment; it stays as it is")
	}
	return text, nil
}

// edits returns the edits that set values. New variables that are not secret get the
// type kind, or none if it is "".
func (t jsonText) edits(values []Value, kind string) []jsontree.Edit {
	var edits []jsontree.Edit
	var added []string
	list := t.Root().Get("values")
	for _, v := range values {
		quoted, found := jsontree.Quote(v.Value), false
		for entry := range list.Elements() {
			if !entry.Get("key").Is(v.Key) || !collection.IsEnabled(entry) {
				continue
			}
			found = true
			if old := entry.Get("value"); old.Exists() {
				edits = append(edits, old.Replace(quoted))
			} else {
				edits = append(edits, entry.Append(jsontree.Member{Key: "value", JSON: quoted}))
			}
		}
		if !found && v.Value != "" {
			added = append(added, newEntry(list, v, kind))
		}
	}
	isEmpty := true
	for range list.Elements() {
		isEmpty = false
	}
	if isEmpty && len(added) > 0 {
		added = []string{strings.Join(added, ", ")}
	}
	for _, entry := range added {
		edits = append(edits, list.AppendElement(entry))
	}
	return edits
}

// newEntry returns the JSON of a variable, on as many lines as the last one of the list.
func newEntry(list jsontree.Node, v Value, kind string) string {
	if v.Secret {
		kind = "secret"
	}
	members := []string{`"key": ` + jsontree.Quote(v.Key), `"value": ` + jsontree.Quote(v.Value)}
	if kind != "" {
		members = append(members, `"type": "`+kind+`"`)
	}
	members = append(members, `"enabled": true`)
	raw := ""
	for entry := range list.Elements() {
		raw = entry.Raw()
	}
	inner, _, hasKeys := strings.Cut(strings.TrimPrefix(raw, "{"), `"`)
	if !hasKeys || !strings.HasPrefix(raw, "{") || !strings.Contains(inner, "\n") {
		return "{" + strings.Join(members, ", ") + "}"
	}
	outer := raw[len(strings.TrimRight(raw[:len(raw)-1], " \t\r\n")) : len(raw)-1]
	return "{" + inner + strings.Join(members, ","+inner) + outer + "}"
}
