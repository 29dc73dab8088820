package generate

import (
	"strings"

	postman "github.com/rbretecher/go-postman-collection"

	"github.com/postwright/postwright/collection/template"
)

// address takes a template's URL apart into the parts that Postman sends, and
// puts them together again as the raw URL. Variables in double braces count as
// text wherever they stand.
func address(r *template.Request) *postman.URL {
	u := &postman.URL{}
	rest, hash, _ := strings.Cut(r.URL, "#")
	rest, query, _ := strings.Cut(rest, "?")
	u.Hash = hash
	base := rest
	if protocol, after, ok := strings.Cut(rest, "://"); ok {
		u.Protocol, rest = protocol, after
	}
	host, path, hasPath := strings.Cut(rest, "/")
	if name, port, ok := cutPort(host); ok {
		host, u.Port = name, port
	}
	u.Host = labels(host)
	if hasPath {
		u.Path = strings.Split(path, "/")
	}
	var sent []string
	if query != "" {
		for pair := range strings.SplitSeq(query, "&") {
			key, value, _ := strings.Cut(pair, "=")
			u.Query = append(u.Query, &postman.QueryParam{Key: key, Value: value})
			sent = append(sent, pair)
		}
	}
	for _, p := range r.Query {
		u.Query = append(u.Query, &postman.QueryParam{Key: p.Key, Value: p.Value, Description: optional(p.Description)})
		if !p.Disabled {
			sent = append(sent, p.Key+"="+p.Value)
		}
	}
	u.Raw = base
	if len(sent) > 0 {
		u.Raw += "?" + strings.Join(sent, "&")
	}
	if hash != "" {
		u.Raw += "#" + hash
	}
	for _, v := range r.Path {
		u.Variables = append(u.Variables, &postman.Variable{Key: v.Key, Value: v.Value, Description: v.Description})
	}
	return u
}

// cutPort takes a port off a host, but not the end of an IPv6 address.
func cutPort(host string) (name, port string, ok bool) {
	i := strings.LastIndexByte(host, ':')
	if i < 0 || strings.Contains(host[i:], "]") || strings.Contains(host[i:], "}") && !strings.HasPrefix(host[i+1:], "{{") {
		return host, "", false
	}
	return host[:i], host[i+1:], true
}

// labels splits a host at its dots, as Postman stores it. The dots of a variable
// or an address in brackets are none.
func labels(host string) []string {
	if strings.HasPrefix(host, "[") {
		return []string{host}
	}
	var out []string
	depth, start := 0, 0
	for i := range len(host) {
		switch host[i] {
		case '{':
			depth++
		case '}':
			depth--
		case '.':
			if depth == 0 {
				out = append(out, host[start:i])
				start = i + 1
			}
		}
	}
	return append(out, host[start:])
}

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
