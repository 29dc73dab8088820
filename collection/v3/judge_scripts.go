package v3

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/yamltree"
)

// scriptTypes are the types of scripts that load, by the kind of file.
var scriptTypes = lazy.Value[map[string][]string]{New: func() map[string][]string {
	return map[string][]string{
		"collection":   {"http:beforeRequest", "http:afterResponse", "graphql:beforeQuery", "graphql:afterResponse", "grpc:beforeInvoke", "grpc:onIncomingMessage", "grpc:afterResponse"},
		"http-request": {"beforeRequest", "afterResponse"}, "graphql-request": {"beforeQuery", "afterResponse"},
		"grpc-request": {"beforeInvoke", "onIncomingMessage", "afterResponse"},
	}
}}

const (
	accepted   = "postman collection lint accepts it"
	unloadable = accepted + ", and the whole collection does not load"
)

// scripts reports script types that pass Postman's linter but make the collection
// unloadable, and scripts that do not run because of one before them.
func (c *reader) scripts(s *Source, of role, kind string) {
	types, n := scriptTypes.Get()[kind], s.get("scripts")
	if n == nil || types == nil {
		return
	}
	for i, item := range n.Items {
		at := item.Get("type")
		if at == nil || at.Kind != yamltree.String {
			continue
		}
		if slices.Contains(types, at.Text) {
			if slices.ContainsFunc(n.Items[:i], func(before *yamltree.Node) bool { return before.Get("type").Is(at.Text) }) {
				c.on(s, at, RuleUnloadable, diagnostic.Warning, fmt.Sprintf("only the first %s script runs", at.Text),
					"add this code to it; postman collection run leaves this script out")
			}
			continue
		}
		c.on(s, at, RuleUnloadable, diagnostic.Error, fmt.Sprintf("%q is not a script type of %s", at.Text, kindName(of)),
			fmt.Sprintf("write %s; %s", meant(at.Text, types), unloadable))
		if known := meant(at.Text, types); slices.Contains(types, known) {
			c.repair(func() []jsontree.Edit { return []jsontree.Edit{spelledAs(at, known)} })
		}
	}
}

// lineEnds reports scripts with Windows line ends, which are written as escapes.
func (c *reader) lineEnds(s *Source) {
	n := s.written().Get("scripts")
	if n == nil {
		return
	}
	for k, item := range n.Items {
		code := item.Get("code")
		if i := strings.IndexByte(code.String(), '\r'); i >= 0 {
			if c.rough {
				c.suspect()
				return
			}
			c.report(s, code.Offset(i), code.Offset(i+1), RuleLineEnds, diagnostic.Info, "the script has the line ends of Windows",
				`write it as a block (code: |-), with "\n" only: with "\r" in it the app writes one long line of escapes`)
			c.repair(s.rewritten(func(root *yamltree.Node) {
				root.Get("scripts").Items[k].Set("code", yamltree.Text(strings.ReplaceAll(code.Text, "\r\n", "\n")))
			}))
		}
	}
}

func kindName(of role) string {
	if of == definition {
		return "a definition"
	}
	return "a request"
}

// meant returns the script type that was probably meant, or all of them.
func meant(word string, types []string) string {
	_, bare := cutProtocol(word)
	switch bare {
	case "prerequest", "preRequest", "before":
		bare = "beforeRequest"
	case "test", "tests", "afterRequest", "after":
		bare = "afterResponse"
	}
	for _, known := range types {
		if _, kind := cutProtocol(known); kind == bare {
			return known
		}
	}
	return strings.Join(types, ", ")
}

// inherit reports an authorization that a definition cannot have.
func (c *reader) inherit(s *Source, of role) {
	n := s.get("auth")
	if of != definition || n == nil {
		return
	}
	for _, auth := range append([]*yamltree.Node{n}, n.Items...) {
		if at := auth.Get("type"); at.Is("inherit") {
			c.on(s, at, RuleUnloadable, diagnostic.Error, "a definition cannot inherit its authorization",
				`leave "auth" out to inherit; `+unloadable)
			if n.Kind == yamltree.Mapping {
				c.repair(s.rewritten(func(root *yamltree.Node) { root.Delete("auth") }))
			}
		}
	}
}
