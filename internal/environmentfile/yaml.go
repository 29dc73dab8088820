package environmentfile

import (
	"github.com/postwright/postwright/collection/yamltree"
)

// yamlText is an environment in format v3.
type yamlText struct{ *yamltree.Tree }

func isOn(entry *yamltree.Node) bool {
	enabled := entry.Get("enabled")
	return enabled == nil || enabled.Kind == yamltree.Bool && (enabled.Text == "true" || enabled.Text == "True" || enabled.Text == "TRUE")
}

func (t yamlText) value(key string) (text string, ok bool) {
	for _, entry := range t.Root.Get("values").Items {
		if entry.Get("key").Is(key) && isOn(entry) {
			text, ok = "", true
			if value := entry.Get("value"); value != nil && value.Kind != yamltree.Null {
				text = value.Text
			}
		}
	}
	return text, ok
}

func (t yamlText) set(values []Value) (string, error) {
	root := t.Root.Clone()
	list := root.Get("values")
	for _, v := range values {
		found := false
		for _, entry := range list.Items {
			if entry.Get("key").Is(v.Key) && isOn(entry) {
				entry.Set("value", yamltree.Text(v.Value))
				found = true
			}
		}
		if !found && v.Value != "" {
			list.Items = append(list.Items, newItem(v))
		}
	}
	return yamltree.Rewrite(t.Tree, root)
}

// newItem is a variable as Postman writes it.
func newItem(v Value) *yamltree.Node {
	entry := &yamltree.Node{Kind: yamltree.Mapping}
	entry.Set("key", yamltree.Text(v.Key))
	entry.Set("value", yamltree.Text(v.Value))
	entry.Set("enabled", &yamltree.Node{Kind: yamltree.Bool, Text: "true"})
	if v.Secret {
		entry.Set("type", yamltree.Text("secret"))
	}
	return entry
}
