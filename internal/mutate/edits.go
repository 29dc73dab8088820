package mutate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// Edit is one change that was made.
type Edit struct {
	Kind string // see Kinds
	// Mark is a unique text: a file that preserved the edit contains it.
	Mark string
	// Gone is a text that a file that preserved the edit no longer contains;
	// "" if there is none.
	Gone string
	// Subject is the name of the changed item, or its old name if it was
	// renamed.
	Subject string
}

// Kinds returns the names of all edits.
func Kinds() []string {
	return []string{"add", "delete", "rename", "move", "reorder", "script", "description", "example", "disable", "auth", "header", "value", "scope", "header block", "query text", "stray"}
}

// Editor makes random edits. Each contains a mark that starts with Name.
type Editor struct {
	Name   string
	Random *rand.Rand
	// May reports whether an item may be edited, by its name; nil allows all.
	May   func(name string) bool
	count int
}

type place struct {
	list  *Value // of items
	index int
}

func (p place) item() *Value { return p.list.Elements[p.index] }

func (p place) isFolder() bool { return p.item().Get("item") != nil }

// places returns all items that may be edited; lists are all lists of items.
func (e *Editor) places(root *Value) (places []place, lists []*Value) {
	var walk func(v *Value)
	walk = func(v *Value) {
		list := v.Get("item")
		if list == nil || list.Kind != jsontree.Array {
			return
		}
		lists = append(lists, list)
		for i, item := range list.Elements {
			if e.May == nil || e.May(item.Get("name").Text()) {
				places = append(places, place{list, i})
			}
			walk(item)
		}
	}
	walk(root)
	return places, lists
}

// Do makes one edit of a kind, and returns it and whether there was anything
// to edit.
func (e *Editor) Do(kind string, root *Value) (Edit, bool) {
	places, lists := e.places(root)
	requests := slices.DeleteFunc(slices.Clone(places), place.isFolder)
	e.count++
	done := Edit{Kind: kind, Mark: fmt.Sprintf("%s-%s-%d.", e.Name, strings.ReplaceAll(kind, " ", "-"), e.count)}
	if kind == "add" {
		list := lists[e.Random.IntN(len(lists))]
		at := e.Random.IntN(len(list.Elements) + 1)
		list.Elements = slices.Insert(list.Elements, at, e.request(done.Mark))
		done.Subject = done.Mark
		return done, true
	}
	if kind == "stray" && e.May == nil && e.Random.IntN(4) == 0 {
		e.stray(root, done.Mark)
		return done, true
	}
	of := requests
	if kind == "move" || kind == "rename" || kind == "delete" {
		of = places
	}
	if len(of) == 0 {
		return done, false
	}
	p := of[e.Random.IntN(len(of))]
	done.Subject = p.item().Get("name").Text()
	switch kind {
	case "delete":
		done.Mark, done.Gone = "", done.Subject
		p.list.Elements = slices.Delete(p.list.Elements, p.index, p.index+1)
	case "rename":
		p.item().Set("name", String(done.Mark))
	case "move":
		done.Mark = ""
		return done, e.move(p, lists)
	case "reorder":
		done.Mark = ""
		if len(p.list.Elements) < 2 {
			return done, false
		}
		to := e.Random.IntN(len(p.list.Elements) - 1)
		item := p.item()
		p.list.Elements = slices.Insert(slices.Delete(p.list.Elements, p.index, p.index+1), to, item)
	case "auth":
		p.item().Get("request").Set("auth", Parse(fmt.Sprintf(`{"type": "bearer", "bearer": [{"key": "token", "value": "{{%s}}", "type": "string"}]}`, done.Mark)))
	default:
		e.inside(kind, p.item(), done.Mark)
	}
	return done, true
}

// inside changes the content of an item.
func (e *Editor) inside(kind string, item *Value, mark string) {
	request := item.Get("request")
	switch kind {
	case "script":
		appendTo(item, "event", fmt.Sprintf(`{"listen": "test", "script": {"exec": ["pm.test('%s', () => {});"], "type": "text/javascript"}}`, mark))
	case "description":
		request.Set("description", String(request.Get("description").Text()+"\n"+mark))
	case "example":
		appendTo(item, "response", fmt.Sprintf(`{"name": %q, "status": "OK", "code": 200, "body": "{}"}`, mark))
	case "disable":
		if block := request.Get("header"); block.isString() {
			addLine(request, "// "+mark+": 1")
			return
		}
		appendTo(request, "header", fmt.Sprintf(`{"key": %q, "value": "1", "disabled": true}`, mark))
	case "header":
		if block := request.Get("header"); block.isString() {
			addLine(request, "X-"+mark+": "+mark)
			return
		}
		appendTo(request, "header", fmt.Sprintf(`{"key": "X-%s", "value": %q}`, mark, mark))
	case "scope":
		e.addScope(request, mark)
	case "header block":
		headerBlock(request)
		addLine(request, "X-"+mark+": "+mark)
	case "query text":
		queryText(request.Get("url"), mark)
	case "stray":
		e.stray(item, mark)
	case "value":
		if query := request.Get("url", "query"); query != nil && len(query.Elements) > 0 {
			query.Elements[e.Random.IntN(len(query.Elements))].Set("value", String(mark))
			return
		}
		request.Set("description", String(mark))
	}
}

func appendTo(v *Value, key, json string) {
	list := v.Get(key)
	if list == nil || list.Kind != jsontree.Array {
		list = &Value{Kind: jsontree.Array}
		v.Set(key, list)
	}
	list.Elements = append(list.Elements, Parse(json))
}

// move moves an item into another list, but no folder into itself.
func (e *Editor) move(p place, lists []*Value) bool {
	item := p.item()
	inside := map[*Value]bool{p.list: true}
	_, own := e.places(item)
	for _, list := range own {
		inside[list] = true
	}
	var other []*Value
	for _, list := range lists {
		if !inside[list] {
			other = append(other, list)
		}
	}
	if len(other) == 0 {
		return false
	}
	p.list.Elements = slices.Delete(p.list.Elements, p.index, p.index+1)
	to := other[e.Random.IntN(len(other))]
	to.Elements = slices.Insert(to.Elements, e.Random.IntN(len(to.Elements)+1), item)
	return true
}

func (e *Editor) request(name string) *Value {
	return Parse(fmt.Sprintf(`{"name": %q, "request": {"method": "POST", "header": [], "url": {"raw": "{{base_url}}/%s", "host": ["{{base_url}}"], "path": [%q]}}, "response": []}`, name, name, name))
}
