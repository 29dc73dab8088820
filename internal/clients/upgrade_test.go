package clients

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/upgrade"
	"github.com/postwright/postwright/internal/testkit"
)

// upgraded is a v2.0.0 collection and what upgrade makes of it.
type upgraded struct {
	testkit.File
	ours any // decoded
}

// upgrades upgrades every v2.0.0 collection there is. The files lie in two
// folders under the names that are the keys.
func upgrades(t *testing.T) (before, after string, all map[string]upgraded) {
	t.Helper()
	before, after, all = t.TempDir(), t.TempDir(), map[string]upgraded{}
	for i, f := range testkit.V200(t) {
		d, err := jsontree.Parse(f.Text)
		if err != nil {
			t.Fatal(err)
		}
		r, err := upgrade.Collection(d)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		name := fmt.Sprintf("%03d.json", i)
		write(t, filepath.Join(before, name), f.Text)
		write(t, filepath.Join(after, name), r.Document.Text())
		all[name] = upgraded{f, r.Document.Root().Value()}
	}
	return before, after, all
}

func member(v any) map[string]any {
	object, _ := v.(map[string]any)
	return object
}

func elements(v any) []any {
	list, _ := v.([]any)
	return list
}

// differences returns pointers to where two values differ.
func differences(at string, ours, theirs any) []string {
	a, isObject := ours.(map[string]any)
	b, both := theirs.(map[string]any)
	if isObject && both {
		var found []string
		names := maps.Clone(a)
		maps.Copy(names, b)
		for _, name := range slices.Sorted(maps.Keys(names)) {
			found = append(found, differences(at+"/"+name, a[name], b[name])...)
		}
		return found
	}
	c, isList := ours.([]any)
	d, both := theirs.([]any)
	if isList && both && len(c) == len(d) {
		var found []string
		for i := range c {
			found = append(found, differences(fmt.Sprint(at, "/", i), c[i], d[i])...)
		}
		return found
	}
	if reflect.DeepEqual(ours, theirs) {
		return nil
	}
	return []string{fmt.Sprintf("%s is %.200s, to the client %.200s", at, shown(ours), shown(theirs))}
}

func shown(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}

var madeUp = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// TestSDKUpgrade: Postman's SDK makes the same of a v2.0.0 collection and of what
// becomes of it, but for the ids that it makes up and the type of attributes,
// which it does not know of an object.
func TestSDKUpgrade(t *testing.T) {
	requireNode(t)
	before, after, all := upgrades(t)
	var old, made map[string]any
	convert(t, "whole", before, &old)
	convert(t, "whole", after, &made)
	for name, f := range all {
		for _, v := range []any{old[name], made[name]} {
			member(v)["info"].(map[string]any)["schema"] = nil
			forget(f.Text, "", v)
		}
		for _, d := range differences("", old[name], made[name]) {
			t.Errorf("%s: %s", f.Name, d)
		}
	}
	proven(t, fmt.Sprintf("Postman's SDK reads the same in %d v2.0.0 collections and in what becomes of them", len(all)))
}

// forget takes made-up ids and the types of attributes out of the value with a name.
func forget(text, under string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			id, _ := value.(string)
			if madeUp.MatchString(id) && !strings.Contains(text, id) {
				delete(v, name)
				continue
			}
			if under == "auth" {
				for _, attribute := range elements(value) {
					delete(member(attribute), "type")
				}
			}
			forget(text, name, value)
		}
	case []any:
		for _, e := range v {
			forget(text, under, e)
		}
	}
}

// TestUpgradedURL: a URL in one string, which v2.0.0 files have and upgrade
// leaves alone, is read by every client that reads v2.1.0, together with the
// authorization.
func TestUpgradedURL(t *testing.T) {
	requireNode(t)
	const url = "https://{{host}}/a/:id?q=1&r"
	d, err := jsontree.Parse(`{"info": {"name": "n", "schema": "https://schema.getpostman.com/json/collection/v2.0.0/collection.json"}, "item": [
		{"name": "r", "request": {"method": "GET", "header": [], "url": "` + url + `", "auth": {"type": "basic", "basic": {"username": "u", "password": "p"}}}}]}`)
	if err != nil {
		t.Fatal(err)
	}
	r, err := upgrade.Collection(d)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "new.postman_collection.json")
	write(t, file, r.Document.Text())

	var sdk sdkCollection
	convert(t, "sdk", file, &sdk)
	if item := sdk.Items[0]; item.URL != url || item.Auth == nil || item.Auth.Params["password"] != "p" {
		t.Errorf("Postman's SDK makes of it %+v", item)
	}
	var bruno struct {
		Collection struct {
			Items []struct {
				Request struct {
					URL  string
					Auth struct {
						Basic struct{ Username, Password string }
					}
				}
			}
		}
	}
	convert(t, "bruno", file, &bruno)
	if request := bruno.Collection.Items[0].Request; request.URL != url || request.Auth.Basic.Password != "p" {
		t.Errorf("Bruno makes of it %+v", request)
	}
	var insomnia insomniaExport
	convert(t, "insomnia", file, &insomnia)
	if request := insomnia.Data.Resources[1]; request.URL != url || request.Authentication["password"] != "p" {
		t.Errorf("Insomnia makes of it %+v", request)
	}
	var v3 v3Request
	readYAML(t, filepath.Join(migrate(t, file), "r.request.yaml"), &v3)
	if v3.URL != url || v3.Auth == nil || v3.Auth.Credentials["password"] != "p" {
		t.Errorf("the Postman CLI makes of it %+v", v3)
	}
	proven(t, "Postman's SDK and CLI, Bruno and Insomnia read a URL in one string and the upgraded authorization")
}
