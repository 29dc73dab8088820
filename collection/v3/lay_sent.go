package v3

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// Postman runs v3 with another engine than v2.1. This file keeps what it sends the same
// where a folder can say it, and notes a loss where it cannot.

// sent notes the losses of a request that Postman sends differently from v3. It returns
// the members that a new file leaves out, so that Postman sends the same request.
func (l *layer) sent(item collection.Item, content *yamltree.Node) (spare []string) {
	if l.sentBody(item, content.Get("body")) {
		spare = append(spare, "body")
	}
	params := content.Get("queryParams")
	switch {
	case params == nil || !l.scripted && !changesQuery(item.Events()):
	case yamltree.Equal(params, queryOf(content.Get("url").String())):
		spare = append(spare, "queryParams")
	default:
		l.lose(item.Request().URL().Node.Get("query"), "v3 sends these parameters even if a script changes or removes them")
	}
	return spare
}

// changesQuery reports whether a script before a request may change the request's query:
// whether it has the words for it. From v3, Postman sends the parameters of queryParams
// after what the script did; those that only the address has, a script can change.
func changesQuery(events func(func(collection.Event) bool)) bool {
	for e := range events {
		if e.Listen() != "prerequest" || e.Disabled() {
			continue
		}
		code := e.Source()
		if !strings.Contains(code, "request") {
			continue
		}
		for _, word := range []string{"query", "QueryParams", "url.update", "request.url =", "request.url="} {
			if strings.Contains(code, word) {
				return true
			}
		}
	}
	return false
}

// sentBody notes a loss if Postman sends another body than in format v2.1. It reports
// whether the body is better left out.
func (l *layer) sentBody(item collection.Item, made *yamltree.Node) (spare bool) {
	r := item.Request()
	body := r.Body()
	switch {
	case made == nil:
		return false
	case sendsNothing(made):
		if hasContentType(item) {
			return false
		}
		l.lose(body.Node, "v3 would send a Content-Type header with an empty body; the body is left out")
		return true
	case prunes(item) && !item.Behavior(pruning).True():
		l.lose(body.Node, "v3 sends the body of a "+r.Method()+" request")
		return false
	}
	used := 0
	for f := range body.Fields() {
		if f.Disabled() {
			continue
		}
		used++
		if src := f.Node.Get("src"); isUpload(f.Node) && isBlank(src) {
			message := "no file is chosen: Postman CLI does not send the request from v3"
			if src.Kind() == jsontree.Array {
				message = "no file is chosen: v3 leaves the field out"
			}
			l.lose(f.Node, message)
		}
	}
	if mode := body.Mode(); used == 0 && body.Content().Len() > 0 && (mode == "urlencoded" || mode == "formdata") && !hasContentType(item) {
		l.lose(body.Content(), "all fields are switched off: v3 sends a Content-Type header nevertheless")
	}
	return false
}

// sendsNothing reports whether the body of a file in v3 has no content, so that Postman
// sends only its type.
func sendsNothing(body *yamltree.Node) bool {
	content := body.Get("content")
	switch kind := body.Get("type").String(); {
	case content == nil:
		return false
	case kind == "urlencoded":
		return content.Kind >= yamltree.Mapping && len(content.Pairs)+len(content.Items) == 0
	default:
		return (kind == "text" || languages[kind]) && content.Is("")
	}
}

// hasContentType reports whether a request itself says whether it has a Content-Type
// header.
func hasContentType(item collection.Item) bool {
	const name = "content-type"
	for h := range item.Request().Headers() {
		if !h.Disabled() && strings.EqualFold(h.Key(), name) {
			return true
		}
	}
	off := item.Node.Get("protocolProfileBehavior", disabledHeaders)
	for key, value := range off.Members() {
		if strings.EqualFold(key.Text(), name) && value.True() {
			return true
		}
	}
	return slices.ContainsFunc(slices.Collect(off.Elements()), func(n jsontree.Node) bool { return strings.EqualFold(n.Text(), name) })
}
