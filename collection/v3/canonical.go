package v3

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/yamltree"
)

// Canonical returns the text of a file of a collection, or of an environment, in
// canonical form: as Postman writes it, but with strings of several lines as literal
// blocks, so that scripts are readable. file is its path. Comments and empty lines stay.
// It reports false for a file that would lose something (see [yamltree.Format]).
func Canonical(file string, t *yamltree.Tree) (text string, ok bool) {
	root := keyOrder.Get()[roleOf(file)]
	switch roleOf(file) {
	case request, message:
		root = requestOrder.Get()
	case other:
		root = environmentKeys
	}
	return yamltree.Format(t, func(at []string) []string {
		if len(at) == 0 {
			return root
		}
		if len(at) > 1 && at[len(at)-2] == "content" && (isForm(t.Root.Get("body")) || isForm(t.Root.Get("request").Get("body"))) {
			return formOrder
		}
		return innerOrder(at)
	})
}

// requestOrder lists the keys of all kinds of requests in the order in which Postman
// writes them.
var requestOrder = lazy.Value[[]string]{New: func() []string {
	return strings.Fields(`$kind id name description url method methodPath methodDescriptor transport query
	variables config userPrompts systemPrompts clientId version topics lastWill properties headers metadata queryParams
	pathVariables body message events auth schema scripts messages examples settings order`)
}}

// innerOrder returns the order of the keys of a mapping inside a file. Maps of headers,
// parameters, variables and credentials have none: their order is sent. Neither have those
// in a value, such as a credential that is a list.
func innerOrder(at []string) []string {
	if slices.Contains(at, "value") {
		return nil
	}
	key, isItem := at[len(at)-1], false
	if key == "*" && len(at) > 1 {
		key, isItem = at[len(at)-2], true
	}
	switch keys, isList := inner.Get()[key], key == "scripts" || key == "values" || key == "content"; {
	case key == "auth" && isItem:
		return []string{"id", "name", "type", "credentials", "rules"}
	case keys != nil && isItem == isList:
		return keys
	case isItem && keys == nil:
		return entryOrder
	}
	return nil
}
