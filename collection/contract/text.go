package contract

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/sample"
)

// maxDepth is the maximum depth of schemas that are checked.
const maxDepth = 40

// Text describes how a text breaches the schema of a value in a query or form; "" if the
// schema allows it. A text fits every type that it can be parsed as. Lists are split at
// their separator. An empty text or a placeholder such as <integer> fits, because it is
// still to be filled in.
func Text(text string, s *api.Schema, separator string) string { return ofText(text, s, separator, 0) }

func ofText(text string, s *api.Schema, separator string, depth int) string {
	if s == nil || depth > maxDepth || IsPlaceholder(text) || isFiller(text) {
		return ""
	}
	s = sample.Flat(s)
	if isUnclear(s) || s.Is("object") || s.Nullable && text == "null" {
		return ""
	}
	if alternatives := slices.Concat(s.OneOf, s.AnyOf); len(alternatives) > 0 {
		wrong := ""
		for _, one := range alternatives {
			if wrong = ofText(text, one, separator, depth+1); wrong == "" {
				return ""
			}
		}
		if len(alternatives) > 1 {
			return "matches none of its allowed forms"
		}
		return wrong
	}
	if s.Is("array") {
		if len(s.Types) > 1 || strings.HasPrefix(text, "[") {
			return ""
		}
		for item := range strings.SplitSeq(text, separator) {
			if wrong := ofText(strings.TrimSpace(item), s.Items, separator, depth+1); wrong != "" {
				return wrong
			}
		}
		return ""
	}
	if len(s.Types) > 0 && !slices.ContainsFunc(s.Types, func(t string) bool { return reads(text, t) }) {
		return "must be " + typeWords(s)
	}
	if allowed := allowedBy(s); len(allowed) > 0 {
		if slices.ContainsFunc(allowed, func(v *api.Value) bool { return isWritten(v, text) }) {
			return ""
		}
		if isChoice(text, allowed) {
			return ""
		}
		return oneOf(allowed)
	} else if len(s.Enum) > 0 || s.Const != nil {
		return ""
	}
	if s.Is("integer") || s.Is("number") {
		return wrongNumber(text, s)
	}
	if len(s.Types) == 1 && s.Is("string") {
		return wrongText(text, s)
	}
	return ""
}

// isWritten reports whether a text is a spelling of a value.
func isWritten(v *api.Value, text string) bool {
	switch v.Kind {
	case api.Null:
		return text == "null"
	case api.Number:
		return sameNumber(v.Text, text)
	case api.Bool:
		truth, err := strconv.ParseBool(text)
		return err == nil && strconv.FormatBool(truth) == v.Text
	}
	return v.Text == text
}

// sameNumber reports whether two texts are spellings of one number.
func sameNumber(a, b string) bool {
	if a == b {
		return true
	}
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return errX == nil && errY == nil && x == y
}

// isUnclear reports whether a schema has no meaning or contradicts itself.
func isUnclear(s *api.Schema) bool {
	return s.Never || allowsNone(s) || s.Is("integer") && s.Format == "enum" || // gRPC's gateway declares enums so, and sends their names as strings
		s.Minimum != nil && s.Maximum != nil && *s.Minimum > *s.Maximum ||
		s.MinLength != nil && s.MaxLength != nil && *s.MinLength > *s.MaxLength ||
		s.MinItems != nil && s.MaxItems != nil && *s.MinItems > *s.MaxItems
}

// allowsNone reports whether a schema lists values, and none of them has its type.
func allowsNone(s *api.Schema) bool {
	return len(s.Enum) > 0 && len(s.Types) > 0 && !slices.ContainsFunc(s.Enum, func(v *api.Value) bool {
		return slices.ContainsFunc(s.Types, func(t string) bool { return isOf(v.Kind, t) })
	})
}

var placeholder = lazy.Regexp{Expr: `^(<.*>|\[.*\]|\{.*\}|\(.*\)|\$.*|:\w+|\.{3}|(?i:x{3,}|your[ _-].*|.*_here|string|todo|insert .*|enter .*|replace.*|n/?a))$`}

// IsPlaceholder reports whether a text is a placeholder.
func IsPlaceholder(text string) bool {
	text = strings.TrimSpace(text)
	return text == "" || strings.Contains(text, "{{") || placeholder.Get().MatchString(text) || namedType.Get().MatchString(text)
}

// namedType matches a text that has a type for a value, as Postman writes it.
var namedType = lazy.Regexp{Expr: `<(string|integer|number|long|float|double|boolean|uuid|date|dateTime|email|uri|byte|binary)>`}

// IsNamedAfter reports whether a text is a placeholder that tools make from a field's
// name, such as "email36" and "email_example".
func IsNamedAfter(text, name string) bool {
	rest, starts := strings.CutPrefix(strings.ToLower(text), strings.ToLower(name))
	return starts && name != "" && (strings.Trim(rest, "0123456789") == "" || strings.Trim(rest, " _-") == "example")
}

// isChoice reports whether a text lists allowed values to choose from, such as
// "all|user", or several of them, as scopes are written.
func isChoice(text string, allowed []*api.Value) bool {
	for _, separator := range []string{"|", "/", " or ", " "} {
		choices := strings.Split(text, separator)
		if len(choices) > 1 && !slices.ContainsFunc(choices, func(c string) bool {
			return !slices.ContainsFunc(allowed, func(v *api.Value) bool { return v.Text == strings.TrimSpace(c) })
		}) {
			return true
		}
	}
	return false
}

func reads(text, kind string) bool {
	switch kind {
	case "integer":
		f, err := strconv.ParseFloat(text, 64)
		return err == nil && f == math.Trunc(f) && !math.IsInf(f, 0)
	case "number":
		_, err := strconv.ParseFloat(text, 64)
		return err == nil
	case "boolean":
		// Servers accept more than the two words, and clients send them.
		switch strings.ToLower(text) {
		case "true", "false", "0", "1", "on", "off", "yes", "no":
			return true
		}
		return false
	case "null":
		return text == "null"
	}
	return true
}

// typeWords returns a schema's types in words.
func typeWords(s *api.Schema) string {
	words := map[string]string{
		"string": "a string", "integer": "an integer", "number": "a number", "boolean": "true or false",
		"array": "a list", "object": "an object", "null": "null",
	}
	var all []string
	for _, t := range s.Types {
		all = append(all, words[t])
	}
	return strings.Join(all, " or ")
}

// allowedBy returns the values that a schema lists; none if the list makes no sense: a
// value has a type that the schema does not allow, or is a list or an object.
func allowedBy(s *api.Schema) []*api.Value {
	all := s.Enum
	if s.Const != nil {
		all = []*api.Value{s.Const}
	}
	for _, v := range all {
		switch {
		case v.Kind == api.List || v.Kind == api.Object:
			return nil
		case v.Kind != api.Null && len(s.Types) > 0 && !slices.ContainsFunc(s.Types, func(t string) bool { return isOf(v.Kind, t) }):
			return nil
		case v.Kind == api.String && strings.ContainsAny(v.Text, ",|") && len(all) == 1:
			return nil // several values written as one
		}
	}
	if !slices.ContainsFunc(all, func(v *api.Value) bool { return isWithin(v, s) && (v.Kind != api.String || v.Text != "") }) {
		return nil // it has only "", as some tools write if they have no values
	}
	return all
}

// isWithin reports whether an allowed value fits the rest of its schema.
func isWithin(v *api.Value, s *api.Schema) bool {
	switch v.Kind {
	case api.Number:
		return wrongNumber(v.Text, s) == ""
	case api.String:
		return wrongText(v.Text, s) == ""
	}
	return true
}

func isOf(k api.Kind, kind string) bool {
	switch kind {
	case "string":
		return k == api.String
	case "boolean":
		return k == api.Bool
	case "number", "integer":
		return k == api.Number
	case "array":
		return k == api.List
	case "object":
		return k == api.Object
	}
	return k == api.Null
}

// mostListed is the maximum number of values in a message.
const mostListed = 8

func oneOf(allowed []*api.Value) string {
	var all []string
	for i, v := range allowed {
		if i == mostListed {
			return fmt.Sprintf("must be one of %s and %d more", strings.Join(all, ", "), len(allowed)-i)
		}
		all = append(all, v.JSON(""))
	}
	if len(all) == 1 {
		return "must be " + all[0]
	}
	return "must be one of " + strings.Join(all, ", ")
}
