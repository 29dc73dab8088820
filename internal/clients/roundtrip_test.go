package clients

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/internal/mutate"
	"github.com/postwright/postwright/internal/testkit"
)

// forgotten returns a collection without the ids of its items and examples, so that
// whoever reads it gives new ones.
func forgotten(text string) string {
	tree := mutate.Parse(text)
	var forget func(v *mutate.Value)
	forget = func(v *mutate.Value) {
		v.Delete("id")
		v.Delete("_postman_id")
		for _, list := range []string{"item", "response"} {
			if l := v.Get(list); l != nil {
				for _, e := range l.Elements {
					forget(e)
				}
			}
		}
	}
	forget(tree)
	return tree.Print("\t")
}

// checkPairs checks that every folder and request of a collection pairs with the one
// in the same place of what a client made of it.
func checkPairs(t *testing.T, name, before, after string) *diff.Diff {
	t.Helper()
	old, err := jsontree.Parse(before)
	if err != nil {
		t.Fatal(err)
	}
	current, err := jsontree.Parse(after)
	if err != nil {
		t.Fatal(err)
	}
	a, b := normalize.Of(old), normalize.Of(current)
	r := match.Items(a, b)
	if len(r.OnlyA)+len(r.OnlyB) > 0 {
		t.Errorf("%s: %d items of the file and %d of the client's are left over", name, len(r.OnlyA), len(r.OnlyB))
	}
	for _, p := range r.Pairs {
		if !slices.Equal(p.A.Path(), p.B.Path()) {
			t.Errorf("%s: %q pairs with %q", name, p.A.Path(), p.B.Path())
		}
	}
	return diff.Outlines(a, b, diff.Options{})
}

// lost is what Postman's SDK leaves out, adds or mends, by field; nothing else
// may differ after a trip through it.
var lost = []string{
	"schema",                               // v2.0.0 becomes v2.1.0
	"request.data", "originalRequest.data", // of v1, beside the body
	"url", "url.raw", "url.auth", "originalRequest.url", // users and passwords, odd protocols
	"request.proxy", "request.certificate", // get ids and defaults
	"item.variables", "data", "request", "timings", "originalRequest", // no part of the format
}

// TestPairsAfterSDK: all real collections, read by Postman's SDK and written by
// it, with new ids, another order of keys and defaults filled in, pair with what
// they were; and almost nothing else is reported as changed.
func TestPairsAfterSDK(t *testing.T) {
	requireNode(t)
	folder := temporary(t)
	var files []testkit.File
	for i, f := range testkit.Collections(t) {
		f.Text = forgotten(strings.TrimPrefix(f.Text, "\uFEFF"))
		files = append(files, f)
		write(t, filepath.Join(folder, fmt.Sprintf("%03d.json", i)), f.Text)
	}
	var made map[string]json.RawMessage
	convert(t, "whole", folder, &made)
	changes := 0
	for i, f := range files {
		d := checkPairs(t, f.Name, f.Text, string(made[fmt.Sprintf("%03d.json", i)]))
		changes += len(d.Changes)
		for _, c := range d.Changes {
			if c.Kind == diff.Changed && slices.Contains(lost, c.Field) {
				continue
			}
			if c.Element == normalize.PathVariable && c.Kind == diff.Added {
				continue // the SDK declares those that only the path names
			}
			if c.Element == normalize.Variable && c.Kind == diff.Removed && c.Old.Parent.IsItem() {
				continue // the SDK writes none of folders and requests
			}
			t.Errorf("%s: %s %s %s %q %s: %.100v, %.100v", f.Name, c.Kind, c.Element, c.Name(), c.Path(), c.Field, c.Before, c.After)
		}
	}
	proven(t, fmt.Sprintf("Postman's SDK: all items of %d files pair with themselves; %d fields that it drops or mends differ", len(files), changes))
}

// v3Item is what a file of Postman's v3 format says of a request or folder.
type v3Item struct {
	Name, URL, Method string
	Order             float64
}

// v21 returns a folder in Postman's v3 format as the items of a v2.1 collection, in
// their order and without ids.
func v21(t *testing.T, folder string) []map[string]any {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	type ordered struct {
		order float64
		item  map[string]any
	}
	var all []ordered
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		var said v3Item
		name, isRequest := strings.CutSuffix(e.Name(), ".request.yaml")
		switch {
		case e.IsDir() && e.Name() != ".resources":
			if _, err := os.Stat(filepath.Join(path, ".resources", "definition.yaml")); err == nil {
				readYAML(t, filepath.Join(path, ".resources", "definition.yaml"), &said)
			}
			all = append(all, ordered{said.Order, map[string]any{"name": cmp.Or(said.Name, name), "item": v21(t, path)}})
		case isRequest:
			readYAML(t, path, &said)
			all = append(all, ordered{said.Order, map[string]any{"name": cmp.Or(said.Name, name), "request": map[string]any{"method": said.Method, "url": said.URL}}})
		}
	}
	slices.SortStableFunc(all, func(a, b ordered) int { return cmp.Compare(a.order, b.order) })
	items := []map[string]any{}
	for _, o := range all {
		items = append(items, o.item)
	}
	return items
}

// TestPairsAfterMigrate: what the Postman CLI takes into Postman's v3 format
// pairs with what it was, though nothing but names, methods and URLs is looked at.
func TestPairsAfterMigrate(t *testing.T) {
	requireNode(t)
	for _, name := range []string{
		"corpus/sabre/booking-management-api-v2024.08.postman_collection.json",
		"corpus/adobe/schema-registry-api.postman_collection.json",
		"postman/examples/collection.json",
		"postman/examples/syncapi.json",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := forgotten(testkit.Read(t, name))
			file := filepath.Join(temporary(t), "c.json")
			write(t, file, text)
			made, err := json.Marshal(map[string]any{"info": map[string]any{"name": "C"}, "item": v21(t, migrate(t, file))})
			if err != nil {
				t.Fatal(err)
			}
			d := checkPairs(t, name, text, string(made))
			for _, c := range d.Changes {
				if c.Kind == diff.Moved || c.Side().IsItem() && c.Field == "" {
					t.Errorf("%s %s %q", c.Kind, c.Element, c.Path())
				}
			}
			proven(t, "Postman CLI: all items of the v3 format pair with what they were in v2.1, in their order")
		})
	}
}
