package schemas

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// A path leads to a value: member names (string) and element indexes (int).

// carrier is a small document and the path of the place to mutate in it.
type carrier struct {
	value any
	path  []any
}

// walk calls visit for v and everything below it, in a fixed order.
func walk(v any, path []any, visit func(path []any, v any)) {
	visit(path, v)
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			walk(v[name], append(slices.Clip(path), name), visit)
		}
	case []any:
		for i := range v {
			walk(v[i], append(slices.Clip(path), i), visit)
		}
	}
}

// generalised names the kind of place in root that path leads to: a pointer
// with * for an index, "folder" for that of a folder and "file" for that of a
// form field with a file, at most one folder around an item, and the value's
// type.
func generalised(root any, path []any) string {
	var b strings.Builder
	v := root
	for _, step := range path {
		v = valueAt(v, []any{step})
		if _, ok := step.(int); ok {
			step = elementKind(object(v))
		}
		fmt.Fprintf(&b, "/%v", step)
	}
	key := b.String()
	const folders = "/item/folder/item/folder/"
	for strings.Contains(key, folders) {
		key = strings.Replace(key, folders, "/item/folder/", 1)
	}
	return fmt.Sprintf("%s (%T)", key, v)
}

func elementKind(element map[string]any) string {
	if _, ok := element["item"]; ok {
		return "folder"
	}
	if _, ok := element["src"]; ok {
		return "file"
	}
	return "*"
}

// needed are the members that a definition requires, or that select its
// branch.
var needed = []string{
	"domain", "id", "info", "item", "key", "listen", "major", "minor", "name",
	"patch", "path", "request", "schema", "type", "value",
}

// carry reduces v to what surrounds path: in each array the element on the
// path, or the first one; in each object the needed members, but all of them
// at the place itself; and only the start of long strings.
func carry(v any, path []any) carrier {
	small, newPath := prune(v, path, true)
	return carrier{small, newPath}
}

func prune(v any, path []any, onPath bool) (any, []any) {
	var newPath []any
	switch v := v.(type) {
	case string:
		const long = 40 // longer than every maxLength
		if len(v) > long {
			return strings.ToValidUTF8(v[:long], ""), nil
		}
		return v, nil
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			if onPath && len(path) > 0 && path[0] == name {
				var rest []any
				out[name], rest = prune(member, path[1:], true)
				newPath = append([]any{name}, rest...)
				continue
			}
			if onPath && len(path) <= 1 || slices.Contains(needed, name) {
				out[name], _ = prune(member, nil, false)
			}
		}
		return out, newPath
	case []any:
		if len(v) == 0 {
			return v, nil
		}
		if onPath && len(path) > 0 {
			element, rest := prune(v[path[0].(int)], path[1:], true)
			return []any{element}, append([]any{0}, rest...)
		}
		element, _ := prune(v[0], nil, false)
		return []any{element}, nil
	}
	return v, nil
}

// edit returns v with the value at path replaced by the result of change; v
// is not modified.
func edit(v any, path []any, change func(any) any) any {
	if len(path) == 0 {
		return change(v)
	}
	switch step := path[0].(type) {
	case string:
		out := maps.Clone(v.(map[string]any))
		out[step] = edit(out[step], path[1:], change)
		return out
	case int:
		out := slices.Clone(v.([]any))
		out[step] = edit(out[step], path[1:], change)
		return out
	}
	panic("a path holds strings and ints")
}

// mutation is one change to a carrier's value.
type mutation struct {
	kind  string
	apply func(any) any
}

// replacements are the values that every place is set to.
var replacements = []any{
	nil, json.Number("1"), json.Number("1.0"), json.Number("1.5"), json.Number("-1"), true,
	"s", strings.Repeat("long string ", 6), []any{}, map[string]any{},
	[]any{nil}, []any{json.Number("1")}, []any{map[string]any{}}, []any{"s"},
}

// vocabulary lists the names and words that a schema uses.
type vocabulary struct {
	names []string // members
	words []string // values of enumerations, and some others
}

// vocabularyOf returns the vocabulary of a schema, sorted.
func vocabularyOf(schema map[string]any) vocabulary {
	names := map[string]bool{}
	words := map[string]bool{"jwt": true, "asap": true, "oath2": true, "default": true, "secret": true}
	walk(schema, nil, func(path []any, v any) {
		switch lastName(path) {
		case "properties":
			for name := range object(v) {
				names[name] = true
			}
		case "enum", "const":
			if word, ok := v.(string); ok {
				words[word] = true
			}
		}
	})
	return vocabulary{slices.Sorted(maps.Keys(names)), slices.Sorted(maps.Keys(words))}
}

// mutationsAt returns the mutations of one place. rng chooses some of the
// schema's member names.
func mutationsAt(at carrier, known vocabulary, rng *rand.Rand) []mutation {
	var all []mutation
	add := func(kind string, path []any, change func(any) any) {
		all = append(all, mutation{kind, func(v any) any { return edit(v, path, change) }})
	}
	for _, r := range replacements {
		add(fmt.Sprintf("set to %v", r), at.path, func(any) any { return r })
	}
	value := valueAt(at.value, at.path)
	if name := lastName(at.path); name == "type" || name == "mode" {
		for _, w := range known.words {
			add("set to "+w, at.path, func(any) any { return w })
		}
	}
	if m := object(value); m["request"] != nil || m["item"] != nil {
		for _, member := range []any{[]any{}, "u", json.Number("1")} {
			add(fmt.Sprintf("item set to %v", member), at.path, setMember("item", member))
			add(fmt.Sprintf("request set to %v", member), at.path, setMember("request", member))
		}
	}
	if len(at.path) == 0 {
		return all
	}
	parent, last := at.path[:len(at.path)-1], at.path[len(at.path)-1]
	switch last := last.(type) {
	case int:
		add("deleted", parent, func(v any) any {
			return slices.Delete(slices.Clone(v.([]any)), last, last+1)
		})
		add("doubled", parent, func(v any) any {
			return slices.Insert(slices.Clone(v.([]any)), last, value)
		})
	case string:
		add("deleted", parent, renameMember(last, ""))
		add("lengthened name", parent, renameMember(last, last+"s"))
		if last != "" {
			add("shortened name", parent, renameMember(last, last[:len(last)-1]))
		}
		for range 3 {
			name := known.names[rng.IntN(len(known.names))]
			add("copied to "+name, parent, setMember(name, value))
		}
	}
	return all
}

// lastName returns the last member name in path.
func lastName(path []any) string {
	for _, step := range slices.Backward(path) {
		if name, ok := step.(string); ok {
			return name
		}
	}
	return ""
}

func valueAt(v any, path []any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			v = v.(map[string]any)[step]
		case int:
			v = v.([]any)[step]
		}
	}
	return v
}

func setMember(name string, member any) func(any) any {
	return func(v any) any {
		out := maps.Clone(v.(map[string]any))
		out[name] = member
		return out
	}
}

// renameMember renames a member, or deletes it if the new name is empty.
func renameMember(from, to string) func(any) any {
	return func(v any) any {
		out := maps.Clone(v.(map[string]any))
		if to != "" {
			out[to] = out[from]
		}
		delete(out, from)
		return out
	}
}

// randomPlace returns a place anywhere in v.
func randomPlace(v any, rng *rand.Rand) carrier {
	at, count := carrier{value: v}, 0
	walk(v, nil, func(path []any, _ any) {
		if count++; rng.IntN(count) == 0 {
			at.path = path
		}
	})
	return at
}
