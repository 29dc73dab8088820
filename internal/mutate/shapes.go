package mutate

import (
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

func (v *Value) isString() bool { return v != nil && v.Kind == jsontree.String }

// addScope adds a scope to the OAuth2 authorization of a request: a variable
// with a space in its name, a URL with a comma, or a word.
func (e *Editor) addScope(request *Value, mark string) {
	scope := []string{"{{" + mark + " a}}", "https://x.example/" + mark + ",b", mark + "read"}[e.Random.IntN(3)]
	if attributes := request.Get("auth", "oauth2"); attributes != nil {
		for _, a := range attributes.Elements {
			if a.Get("key").Text() == "scope" {
				a.Set("value", String(a.Get("value").Text()+" "+scope))
				return
			}
		}
	}
	request.Set("auth", Parse(`{"type": "oauth2", "oauth2": [{"key": "scope", "value": `+jsontree.Quote(scope)+`}]}`))
}

// headerBlock turns the headers of a request into one string. Disabled ones
// become comments.
func headerBlock(request *Value) {
	list := request.Get("header")
	if list.isString() {
		return
	}
	var lines []string
	if list != nil {
		for _, h := range list.Elements {
			line := h.Get("key").Text() + ": " + h.Get("value").Text()
			if off := h.Get("disabled"); off != nil && off.Raw == "true" {
				line = "// " + line
			}
			lines = append(lines, line)
		}
	}
	request.Set("header", String(strings.Join(lines, "\n")))
}

// addLine adds a line to a header block.
func addLine(request *Value, line string) {
	if block := request.Get("header").Text(); block != "" {
		line = block + "\n" + line
	}
	request.Set("header", String(line))
}

// queryText turns the query of a URL into one string, and adds a parameter to
// it.
func queryText(url *Value, mark string) {
	if url == nil || url.Kind != jsontree.Object {
		return
	}
	query := url.Get("query")
	text := query.Text()
	if query != nil {
		for _, p := range query.Elements {
			if off := p.Get("disabled"); off == nil || off.Raw != "true" {
				text += "&" + p.Get("key").Text() + "=" + p.Get("value").Text()
			}
		}
	}
	url.Set("query", String(strings.TrimPrefix(text+"&q="+mark, "&")))
}

// strayKeys are keys that have a meaning elsewhere, or resemble a path to
// one.
var strayKeys = []string{
	"type", "exec", "listen", "script", "name", "url", "method", "mode", "raw", "schema", "info", "status", "packages",
	"event.type", "body.mode", "url.raw", "info.name", "item.name", "request.method", "originalRequest.method", "header.key", "\"", "stray",
}

// stray adds a meaningless field to an object of an item, or of the file
// outside its items.
func (e *Editor) stray(of *Value, mark string) {
	var objects []*Value
	var walk func(v *Value)
	walk = func(v *Value) {
		if v.Kind == jsontree.Object {
			objects = append(objects, v)
		}
		for _, m := range v.Members {
			if m.Key != "item" {
				walk(m.Value)
			}
		}
		for _, inner := range v.Elements {
			walk(inner)
		}
	}
	walk(of)
	for range 20 {
		object, key := objects[e.Random.IntN(len(objects))], strayKeys[e.Random.IntN(len(strayKeys))]
		note := (key == "name" || key == "type") && object.Get("key") != nil // exporters write it, and readers ignore it
		version := key == "schema" && object.Get("_postman_id") != nil       // part of the format; each side keeps its own
		if object.Get(key) == nil && !note && !version {
			object.Set(key, String(mark))
			return
		}
	}
}
