package v3

import (
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/collection/yamltree"
)

// isSound reports whether [reader.fits] certainly reports nothing about a file but what
// [reader.newerType] does, as is the case for most. It needs no JSON.
func isSound(t *yamltree.Tree, schema *validate.Schema) bool {
	return !t.HasAliases() && schema.Shape().Fits(judged{t.Root})
}

// judged is a YAML value for [validate.Shape.Fits]. The node is nil for one that must be
// reported.
type judged struct{ *yamltree.Node }

// Kind implements [validate.Value]. Dates, and numbers that Postman's linter may not know,
// have no kind.
func (v judged) Kind() jsontree.Kind {
	if v.Node == nil {
		return jsontree.Absent
	}
	switch v.Node.Kind {
	case yamltree.Null:
		return jsontree.Null
	case yamltree.Bool:
		return jsontree.Bool
	case yamltree.Number:
		if isNatural(v.Node.Text) {
			return jsontree.Number
		}
	case yamltree.String:
		if !v.Date {
			return jsontree.String
		}
	case yamltree.Mapping:
		return jsontree.Object
	case yamltree.Sequence:
		return jsontree.Array
	}
	return jsontree.Absent
}

// isNatural reports whether a text is a natural number as JSON has it.
func isNatural(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || '9' < text[i] {
			return false
		}
	}
	return text == "0" || text != "" && text[0] != '0' && len(text) < 18
}

// Text implements [validate.Value].
func (v judged) Text() string { return v.Node.Text }

// Len implements [validate.Value].
func (v judged) Len() int { return max(len(v.Pairs), len(v.Items)) }

// Member implements [validate.Value].
func (v judged) Member(i int) (string, validate.Value) {
	p := v.Pairs[i]
	return p.Key.Text, judged{p.Value}
}

// Element implements [validate.Value].
func (v judged) Element(i int) validate.Value { return judged{v.Items[i]} }
