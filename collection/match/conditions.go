package match

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/normalize"
)

// agree reports whether two requests have the same name, address or content.
func agree(a, b *normalize.Element) bool {
	x, y := a.Identity, b.Identity
	return x.Name == y.Name || x.Content == y.Content || x.Route == y.Route && x.Route != "" && oneCall(a, b)
}

// oneCall reports whether two requests to the same address may be the same request.
// In GraphQL, SOAP and JSON-RPC all requests go to one address: requests that differ
// in name and body are then different requests.
func oneCall(a, b *normalize.Element) bool {
	if a.Identity.Name == b.Identity.Name || !namesCall(a) && !namesCall(b) {
		return true
	}
	x, y := body(a), body(b)
	return x == y || x == "" || y == ""
}

// callPaths are the last path segments of such addresses.
var callPaths = []string{"/graphql", "/rpc", "/jsonrpc", "/json-rpc", "/soap", ".asmx", ".svc"}

// namesCall reports whether the body of a request names the operation, instead of
// its address.
func namesCall(e *normalize.Element) bool {
	route := strings.ToLower(strings.TrimSuffix(e.Identity.Route, "/"))
	if slices.ContainsFunc(callPaths, func(end string) bool { return strings.HasSuffix(route, end) }) {
		return true
	}
	e.Open()
	for _, f := range e.Fields {
		switch f.Name {
		case "body.graphql.query":
			return true
		case "body.raw":
			text := strings.TrimSpace(f.Value)
			switch {
			case strings.HasPrefix(text, "<"):
				return strings.Contains(text, "Envelope")
			case strings.HasPrefix(text, "{"):
				return strings.Contains(text, `"jsonrpc"`) || strings.Contains(text, `"query"`)
			}
		}
	}
	return false
}

// body returns the content of a request's body as one string.
func body(e *normalize.Element) string {
	e.Open()
	var b strings.Builder
	for _, f := range e.Fields {
		switch {
		case !strings.HasPrefix(f.Name, "body."), f.Name == "body.mode", f.Name == "body.options", f.Name == "body.disabled":
		case f.Value != "" && !f.Noise:
			b.WriteString(f.Name + "\x00" + f.Value + "\x00")
		}
	}
	for _, l := range e.Lists {
		if strings.HasPrefix(l.Name, "body.") {
			for _, field := range l.Elements {
				b.WriteString(whole(field))
			}
		}
	}
	return b.String()
}

// agreeAsFolders reports whether two folders have the same name, the same content, or
// any request in common.
func (m *matcher) agreeAsFolders(a, b *normalize.Element) bool {
	if a.Identity.Name == b.Identity.Name || len(a.Items) > 0 && a.Identity.Content == b.Identity.Content {
		return true
	}
	for _, item := range a.Items {
		if p, ok := m.result.ofA[item]; ok && p.B.Parent == b {
			return true
		}
	}
	return false
}
