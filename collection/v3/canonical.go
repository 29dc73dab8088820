package v3

import (
	"strings"

	"github.com/postwright/postwright/collection/yamltree"
)

// Canonical returns the text of a file of a collection, or of an environment, in one
// form: that in which Postman writes it, but with strings of several lines as literal
// blocks, so that a script can be read. Comments and empty lines stay. It reports false
// for a file that cannot be brought into that form without loss (see
// [yamltree.Format]). File is its path.
func Canonical(file string, t *yamltree.Tree) (text string, ok bool) {
	root := keyOrder[roleOf(file)]
	switch roleOf(file) {
	case request, message:
		root = requestOrder
	case other:
		root = environmentKeys
	}
	return yamltree.Format(t, func(at []string) []string {
		if len(at) == 0 {
			return root
		}
		return innerOrder(at)
	})
}

// requestOrder are the keys of all kinds of request in the order in which Postman writes
// them.
var requestOrder = strings.Fields(`$kind id name description url method methodPath methodDescriptor transport query
	variables config userPrompts systemPrompts clientId version topics lastWill properties headers metadata queryParams
	pathVariables body message events auth schema scripts messages examples settings order`)

// innerOrder is the order of the keys of a mapping inside a file. Maps of headers,
// parameters, variables and credentials have none: theirs is what is sent.
func innerOrder(at []string) []string {
	key, isItem := at[len(at)-1], false
	if key == "*" && len(at) > 1 {
		key, isItem = at[len(at)-2], true
	}
	switch keys, isList := inner[key], key == "scripts" || key == "values" || key == "content"; {
	case key == "auth" && isItem:
		return []string{"id", "name", "type", "credentials", "rules"}
	case keys != nil && isItem == isList:
		return keys
	case isItem && keys == nil:
		return entryOrder
	}
	return nil
}
