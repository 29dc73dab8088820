package clients

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

type transformed struct{ V1, V2 any }

// TestTransformer compares the upgrade with Postman's own transformer.
//
// The transformer knows no way from v2.0.0 to v2.1.0 but over v1, where much is
// lost that has nothing to do with the two versions. So every collection is
// compared there: what it makes of the v2.0.0 file and of ours must be the same
// v1, to the last value. The authorizations are compared in v2.1.0, and so is
// the whole of every published v2.0.0 file, but for what [losses] lists.
func TestTransformer(t *testing.T) {
	requireNode(t)
	before, after, all := upgrades(t)
	var theirs, back map[string]transformed
	convert(t, "v2.0.0", before, &theirs)
	convert(t, "v2.1.0", after, &back)
	published, applied := 0, map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		f := all[name]
		withoutEmptyAuths(back[name].V1)
		for _, d := range differences("", back[name].V1, theirs[name].V1) {
			t.Errorf("%s in v1: %s", f.Name, d)
		}
		compareAuths(t, f.Name, "", foldersFirst(f.ours), theirs[name].V2)
		if f.Path == "" {
			continue // not published in v2.0.0
		}
		published++
		w := without{text: f.Text, applied: applied}
		w.pair("", f.ours, theirs[name].V2)
		for _, d := range differences("", f.ours, theirs[name].V2) {
			t.Errorf("%s: %s", f.Name, d)
		}
	}
	for _, loss := range losses {
		if applied[loss.why] == 0 {
			t.Errorf("a loss that does not occur: %s", loss.why)
		}
		t.Logf("%5d × %s", applied[loss.why], loss.why)
	}
	if published < 30 || len(all) < 100 {
		t.Errorf("only %d collections, %d of them published", len(all), published)
	}
	proven(t, fmt.Sprintf("Postman's transformer reads the same in %d v2.0.0 collections and in what becomes of them; "+
		"its own v2.1.0 of the %d published ones says what ours says", len(all), published))
}

// loss is something that the transformer drops or adds on its way, and that must not
// count as a difference. Apply takes it out of two objects at the same place, under the
// name place, and reports whether it was there.
type loss struct {
	why   string
	apply func(w without, place string, ours, theirs map[string]any) bool
}

var losses = []loss{
	{"an id is made up where there is none", func(w without, place string, ours, theirs map[string]any) bool {
		name := "id"
		if place == "info" {
			name = "_postman_id"
		}
		id, _ := theirs[name].(string)
		if ours[name] != nil || id == "" || strings.Contains(w.text, id) {
			return false
		}
		delete(theirs, name)
		return true
	}},
	{"_postman_id of an item is called id", func(_ without, place string, ours, theirs map[string]any) bool {
		if place != "item" || ours["_postman_id"] == nil || ours["_postman_id"] != theirs["id"] {
			return false
		}
		delete(ours, "_postman_id")
		delete(theirs, "id")
		return true
	}},
	{"an empty description is left out", func(_ without, _ string, ours, theirs map[string]any) bool {
		return leftOut("description", "", ours, theirs)
	}},
	{"a script in one string becomes one in lines", func(_ without, place string, ours, _ map[string]any) bool {
		script, ok := ours["exec"].(string)
		if place != "script" || !ok {
			return false
		}
		var lines []any
		for _, line := range strings.Split(script, "\n") {
			lines = append(lines, line)
		}
		ours["exec"] = lines
		return true
	}},
	{"a body that says nothing is left out", func(_ without, _ string, ours, theirs map[string]any) bool {
		return leftOut("body", map[string]any{}, ours, theirs)
	}},
	{"that a field is enabled, v1's word for not disabled, is left out", func(_ without, place string, ours, theirs map[string]any) bool {
		return (place == "urlencoded" || place == "formdata") && leftOut("enabled", true, ours, theirs)
	}},
	{"an empty list is left out, or put in", func(_ without, _ string, ours, theirs map[string]any) bool {
		found := false
		for _, name := range []string{"header", "response", "cookie", "event", "variables"} {
			found = leftOut(name, []any{}, ours, theirs) || leftOut(name, []any{}, theirs, ours) || found
		}
		return found
	}},
	{"a URL in one string becomes one in parts", func(_ without, _ string, ours, theirs map[string]any) bool {
		url, ok := ours["url"].(string)
		parts, _ := theirs["url"].(map[string]any)
		if !ok || parts["raw"] != url {
			return false
		}
		theirs["url"] = url
		return true
	}},
	{"a disabled header with // before its name, v1's way to disable it, appears a second time without", func(_ without, place string, _, theirs map[string]any) bool {
		headers, _ := theirs["header"].([]any)
		kept := slices.DeleteFunc(slices.Clone(headers), func(h any) bool {
			return slices.ContainsFunc(headers, func(twin any) bool {
				return twin.(map[string]any)["key"] == fmt.Sprint("//", h.(map[string]any)["key"])
			})
		})
		if place != "request" || len(kept) == len(headers) {
			return false
		}
		theirs["header"] = kept
		return true
	}},
	{"an example gets a language, a preview type and a name", func(_ without, place string, ours, theirs map[string]any) bool {
		if place != "response" {
			return false
		}
		language := leftOut("_postman_previewlanguage", "Text", theirs, ours)
		preview := leftOut("_postman_previewtype", "html", theirs, ours)
		return leftOut("name", "response", theirs, ours) || language || preview
	}},
}

// leftOut deletes a member with just this value where the other object has none.
func leftOut(name string, value any, from, missing map[string]any) bool {
	had, ok := from[name]
	if _, there := missing[name]; !ok || there || !reflect.DeepEqual(had, value) {
		return false
	}
	delete(from, name)
	return true
}

// without takes the losses out of a file's two versions.
type without struct {
	text    string // the file
	applied map[string]int
}

func (w without) pair(place string, ours, theirs any) {
	switch ours := ours.(type) {
	case map[string]any:
		theirs, ok := theirs.(map[string]any)
		if !ok {
			return
		}
		for _, loss := range losses {
			if loss.apply(w, place, ours, theirs) {
				w.applied[loss.why]++
			}
		}
		for name := range ours {
			w.pair(name, ours[name], theirs[name])
		}
	case []any:
		theirs, _ := theirs.([]any)
		for i := range min(len(ours), len(theirs)) {
			w.pair(place, ours[i], theirs[i])
		}
	}
}

// compareAuths compares the authorizations of two collections or items. The
// transformer keeps of each what is in use: null, an empty list and whatever
// stands under noauth say nothing, and nor does noauth on the collection, which
// has nothing to inherit.
func compareAuths(t *testing.T, file, place string, ours, theirs any) {
	t.Helper()
	a, b := member(ours), member(theirs)
	inUse := used(a["auth"], place == "")
	if got := used(b["auth"], place == ""); !reflect.DeepEqual(inUse, got) {
		t.Errorf("%s: the authorization at %s/auth is %v, to the transformer %v", file, place, inUse, got)
	}
	for _, name := range []string{"item", "response"} {
		list, other := elements(a[name]), elements(b[name])
		if len(list) != len(other) {
			t.Errorf("%s: %d at %s/%s, to the transformer %d", file, len(list), place, name, len(other))
			continue
		}
		for i := range list {
			compareAuths(t, file, fmt.Sprintf("%s/%s/%d", place, name, i), list[i], other[i])
		}
	}
	for _, name := range []string{"request", "originalRequest"} {
		if a[name] != nil {
			compareAuths(t, file, place+"/"+name, a[name], b[name])
		}
	}
}

func used(auth any, onCollection bool) any {
	block := member(auth)
	kind, _ := block["type"].(string)
	switch {
	case kind == "" || kind == "noauth" && onCollection:
		return nil
	case kind == "noauth" || len(elements(block[kind])) == 0:
		return map[string]any{"type": kind}
	}
	return map[string]any{"type": kind, kind: block[kind]}
}

// withoutEmptyAuths takes empty lists of attributes out of a v1 collection: of an
// empty object the transformer makes none.
func withoutEmptyAuths(v1 any) {
	collection := member(v1)
	holders := slices.Concat([]any{collection}, elements(collection["folders"]), elements(collection["requests"]))
	for _, holder := range holders {
		for _, response := range elements(member(holder)["responses"]) {
			holders = append(holders, member(response)["request"])
		}
	}
	for _, holder := range holders {
		auth := member(member(holder)["auth"])
		maps.DeleteFunc(auth, func(_ string, block any) bool {
			list, isList := block.([]any)
			return isList && len(list) == 0
		})
	}
}

// foldersFirst returns a collection in v1's order: of each list of items, the folders
// come first.
func foldersFirst(v any) any {
	holder := maps.Clone(member(v))
	items := slices.Clone(elements(holder["item"]))
	slices.SortStableFunc(items, func(a, b any) int {
		return rank(a) - rank(b)
	})
	for i := range items {
		if rank(items[i]) == 0 {
			items[i] = foldersFirst(items[i])
		}
	}
	holder["item"] = items
	return holder
}

func rank(item any) int {
	if member(item)["item"] != nil {
		return 0
	}
	return 1
}
