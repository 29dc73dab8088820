package generate

import (
	"strings"

	postman "github.com/rbretecher/go-postman-collection"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/template"
)

// url splits a template's URL into the parts that Postman sends, and joins them to the
// raw URL.
func (g *generator) url(r *template.Request) *postman.URL {
	parts := address.Parse(r.URL)
	u := &postman.URL{Protocol: parts.Protocol, Host: parts.Host, Port: parts.Port, Path: parts.Path, Hash: parts.Hash}
	var sent []string
	for _, q := range parts.Query {
		u.Query = append(u.Query, &postman.QueryParam{Key: q.Key, Value: q.Value})
		sent = append(sent, q.Text())
	}
	for _, p := range r.Query {
		q := &postman.QueryParam{Key: p.Key, Value: p.Value, Description: optional(p.Description)}
		u.Query = append(u.Query, q)
		if p.Disabled {
			g.off[q] = true
		} else {
			sent = append(sent, collection.QueryKey(p.Key)+"="+collection.QueryValue(p.Value))
		}
	}
	u.Raw = parts.Base()
	if len(sent) > 0 {
		u.Raw += "?" + strings.Join(sent, "&")
	}
	if u.Hash != "" {
		u.Raw += "#" + u.Hash
	}
	for _, v := range r.Path {
		u.Variables = append(u.Variables, &postman.Variable{Key: v.Key, Value: v.Value, Description: v.Description})
	}
	return u
}

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
