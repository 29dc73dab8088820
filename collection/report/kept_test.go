package report

import (
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
)

// TestEntriesKeepNoText: a report on thousands of files does not keep their texts in
// memory.
func TestEntriesKeepNoText(t *testing.T) {
	d := testkit.Parse(t, `{"item": [{"name": "List", "request": {"url": "{{host}}"}}, {"name": "Get", "request": {"url": "old"}}]}`)
	var found []diagnostic.Diagnostic
	for item := range d.Root().Get("item").Elements() {
		url := item.Get("request").Get("url")
		one := diagnostic.On(url, "old-url", diagnostic.Warning, url.Text())
		one.Around, one.Help, one.About = item, url.Text(), url.Text()
		one.Fix = []jsontree.Edit{{Start: url.Start(), End: url.End(), Text: url.Raw()}}
		listed := diagnostic.On(url, "undefined", diagnostic.Info, url.Text())
		listed.Listed = &diagnostic.Listed{Topic: "nothing defines these", Subject: url.Text()}
		found = append(found, one, listed)
	}
	for _, o := range []Options{{}, {Grouped: true}, {Most: 1}} {
		files := []File{OfDocument("clinic.json", d, found)}
		addEntries(files, o)
		if len(files[0].entries) == 0 {
			t.Fatal("no entries")
		}
		for _, e := range files[0].entries {
			if e.first.Around.Exists() {
				t.Error("an entry keeps the document")
			}
			for place, text := range stringsIn(reflect.ValueOf(e), "entry") {
				if within(text, d.Text()) {
					t.Errorf("%s is part of the file's text: %q", place, text)
				}
			}
		}
	}
}

// within reports whether a string lies in the memory of another.
func within(part, whole string) bool {
	if part == "" {
		return false
	}
	at, start := uintptr(unsafe.Pointer(unsafe.StringData(part))), uintptr(unsafe.Pointer(unsafe.StringData(whole)))
	return start <= at && at < start+uintptr(len(whole))
}

// stringsIn returns the strings in a value, by their place.
func stringsIn(v reflect.Value, place string) map[string]string {
	all := map[string]string{}
	add := func(v reflect.Value, name string) {
		for place, text := range stringsIn(v, place+"."+name) {
			all[place] = text
		}
	}
	switch v.Kind() {
	case reflect.String:
		all[strings.TrimSuffix(place, ".")] = v.String()
	case reflect.Pointer:
		if !v.IsNil() {
			add(v.Elem(), "")
		}
	case reflect.Slice:
		for i := range v.Len() {
			add(v.Index(i), "")
		}
	case reflect.Struct:
		for i := range v.NumField() {
			add(v.Field(i), v.Type().Field(i).Name)
		}
	}
	return all
}
