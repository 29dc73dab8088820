package generate

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/template"
)

// completion collects the edits that add to the model's JSON what the model
// cannot hold.
type completion struct {
	ids   ids
	edits []jsontree.Edit
}

func (g *generator) complete(d *jsontree.Document) (string, error) {
	c := completion{ids: idsOf(g.template.Name)}
	root := d.Root()
	info := root.Get("info")
	c.add(info, "_postman_id", c.ids.collection.String())
	c.edits = append(c.edits,
		info.Get("description").Replace(jsontree.Quote(g.description())),
		// The model writes an empty version, which says nothing.
		info.Get("version").Remove())
	c.variables(root, func(key string) string { return c.ids.of("variable", key) })
	c.items(root, g.items)
	for n := range root.Descendants() {
		// encoding/json escapes <, > and & for HTML; people read this file.
		if n.Kind() == jsontree.String && strings.Contains(n.Raw(), `\u`) {
			c.edits = append(c.edits, n.Replace(jsontree.Quote(n.Text())))
		}
	}
	return d.Apply(c.edits...)
}

// items goes through the model's items and the template's side by side: the one
// was built from the other in order.
func (c *completion) items(container jsontree.Node, items []template.Item) {
	i := 0
	for n := range container.Get("item").Elements() {
		t := items[i]
		i++
		c.add(n, "id", c.ids.of("item", t.ID))
		if t.Items != nil {
			c.items(n, t.Items)
			continue
		}
		if len(t.Responses) == 0 {
			c.edits = append(c.edits, n.Append(jsontree.Member{Key: "response", JSON: "[]"}))
		}
		if t.Request.SendBody {
			c.edits = append(c.edits, n.Append(jsontree.Member{Key: "protocolProfileBehavior", JSON: `{"disableBodyPruning": true}`}))
		}
		c.request(n.Get("request"), t.Request.Query)
		i := 0
		named := map[string]int{}
		for r := range n.Get("response").Elements() {
			// By name, so that an example keeps its id when others come in front of it.
			key := t.ID + "/" + t.Responses[i].Name
			if named[key]++; named[key] > 1 {
				key += fmt.Sprint("/", named[key])
			}
			c.add(r, "id", c.ids.of("response", key))
			c.edits = append(c.edits, r.Append(jsontree.Member{Key: "cookie", JSON: "[]"}))
			if header := r.Get("header"); header.Kind() == jsontree.Null {
				c.edits = append(c.edits, header.Replace("[]"))
			}
			c.request(r.Get("originalRequest"), sent(cmp.Or(t.Responses[i].Request, t.Request).Query))
			i++
		}
	}
}

func (c *completion) request(request jsontree.Node, query []template.Parameter) {
	if !request.Get("header").Exists() {
		c.edits = append(c.edits, request.Append(jsontree.Member{Key: "header", JSON: "[]"}))
	}
	c.body(request.Get("body"))
	c.query(request.Get("url"), query)
	c.variables(request.Get("url"), nil)
}

// body writes out the part of a body that is still to be filled in.
func (c *completion) body(body jsontree.Node) {
	empty := map[string]string{"raw": `""`, "file": `{"src": null}`}
	mode := body.Get("mode").Text()
	if part, ok := empty[mode]; ok && !body.Get(mode).Exists() {
		c.edits = append(c.edits, body.Append(jsontree.Member{Key: mode, JSON: part}))
	}
}

// query switches off the optional parameters and takes out the model's empty
// descriptions. Parameters written in the template's URL come before its list.
func (c *completion) query(url jsontree.Node, listed []template.Parameter) {
	inURL := url.Get("query").Len() - len(listed)
	i := 0
	for n := range url.Get("query").Elements() {
		if description := n.Get("description"); description.Kind() == jsontree.Null {
			c.edits = append(c.edits, description.Remove())
		}
		if i >= inURL && listed[i-inURL].Disabled {
			// In front, where no removed description is.
			at := n.Get("key").Key().Start()
			c.edits = append(c.edits, jsontree.Edit{Start: at, End: at, Text: `"disabled": true, `})
		}
		i++
	}
}

// variables writes out empty values, which the model drops, and ids.
func (c *completion) variables(owner jsontree.Node, id func(key string) string) {
	for n := range owner.Get("variable").Elements() {
		if !n.Get("value").Exists() {
			c.add(n, "value", "")
		}
		if id != nil {
			c.add(n, "id", id(n.Get("key").Text()))
		}
	}
}

func (c *completion) add(object jsontree.Node, key, value string) {
	c.edits = append(c.edits, object.Append(jsontree.Member{Key: key, JSON: jsontree.Quote(value)}))
}
