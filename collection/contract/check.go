package contract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/sample"
)

// Breach is a place in a value that breaches its schema.
type Breach struct {
	At      jsontree.Node // the value or, for an unknown field, its key
	Message string        // a sentence without a full stop
	// Kind is what the message says of any place: with nothing of the value's path but the
	// last name, and of a format or a read-only field not even that, because people write
	// all of them alike.
	Kind string
	// Cause is, of a text of another format, the field's name and the format: people write
	// it alike wherever the field is. "" for all others.
	Cause string
	// Mild reports whether servers may accept the value: it breaches bounds or a format,
	// or is a field that is probably misspelled.
	Mild bool

	format  bool        // it is about a text's format or pattern
	tells   bool        // it is about one of few values, which may tell what the rest is
	missing string      // the path of a required field that is missing
	schema  *api.Schema // that is breached
}

// Options describe a value.
type Options struct {
	Answer bool // it is a response, not a request
	Part   bool // it changes some fields, and requires none
	Whole  bool // it is what the server answered, changed: read-only fields may be in it
	// Examples are the document's examples of the whole value.
	Examples []*api.Value
	// Open reports whether a value contains something unknown, such as a variable. Such
	// a scalar fits everything; nil means that none does.
	Open func(jsontree.Node) bool
}

// mostFormats is how many texts of an answer are of another format before the whole is taken
// for one that a tool made up.
const mostFormats = 2

// mostBreaches is how many places of one value are reported.
const mostBreaches = 20

// Check returns the places where a value breaches a schema, in the order of the text,
// one per cause. It returns none if the document contradicts itself: by its bounds,
// or if one of its own examples breaches the schema in the same way. It accepts null
// everywhere, because documents often omit that a field is nullable.
func Check(value jsontree.Node, s *api.Schema, o Options) []Breach {
	if slices.ContainsFunc(o.Examples, func(e *api.Value) bool { return e.Kind == api.String && e.Text == value.Raw() }) {
		return nil // the example as it is, not as JSON: "1" for "\"1\""
	}
	c := &checker{Options: o, left: maxChecked}
	c.check(value, s, "", 0)
	for _, e := range o.Examples {
		c.forgive(e, s, "", 0, 0)
	}
	if c.left < 0 {
		return nil
	}
	if c.Answer && c.formats > mostFormats {
		c.found = slices.DeleteFunc(c.found, func(b Breach) bool { return b.format })
	}
	slices.SortStableFunc(c.found, func(a, b Breach) int { return a.At.Start() - b.At.Start() })
	found := oneForEach(c.found)
	return found[:min(len(found), mostBreaches)]
}

// Misfit describes where one of a document's own examples breaches its schema; "" if it
// fits.
func Misfit(example *api.Value, s *api.Schema) string {
	if all := Misfits(example, s, false); len(all) > 0 {
		return all[0].Message
	}
	return ""
}

// Misfits returns all places where one of a document's own examples, of a request or an
// answer, breaches its schema.
func Misfits(example *api.Value, s *api.Schema, answer bool) []Breach {
	if example == nil {
		return nil
	}
	d, err := jsontree.Parse(written(example))
	if err != nil {
		return nil
	}
	c := &checker{Options: Options{Answer: answer}, left: maxChecked, example: true}
	c.check(d.Root(), s, "", 0)
	if c.left < 0 {
		return nil
	}
	return c.found
}

// written returns an example as JSON. Some authors write JSON as a string.
func written(example *api.Value) string {
	if inner := strings.TrimSpace(example.Text); example.Kind == api.String && strings.IndexAny(inner, "{[") == 0 {
		return inner
	}
	return example.JSON("")
}

// maxChecked is the maximum number of schemas that a value is checked against.
const maxChecked = 50_000

type checker struct {
	Options
	found []Breach
	left  int
	// formats is how many texts are of another format or do not match their pattern.
	formats int
	// example reports that the value is one of the document's own examples.
	example bool
	// outer is an object for which the schema around the alternatives defines the
	// members in said, whatever the alternatives define.
	outer jsontree.Node
	said  map[string]bool
	tells string // the member that selects the alternative
}

// forgive removes those of the breaches from index from on that the document's own
// example of the value has, too.
func (c *checker) forgive(example *api.Value, s *api.Schema, path string, from, depth int) {
	if example == nil || len(c.found) == from || c.example {
		return
	}
	d, err := jsontree.Parse(written(example))
	if err != nil {
		return
	}
	own := checker{Options: Options{Answer: c.Answer, Part: c.Part}, left: min(c.left, maxChecked/10), example: true}
	own.check(d.Root(), s, path, depth)
	if len(own.found) == 0 {
		return
	}
	type breach struct {
		schema *api.Schema
		wrong  string
	}
	has, breached := map[string]bool{}, map[breach]bool{}
	for _, b := range own.found {
		has[alike(b.Message)], breached[breach{b.schema, withoutName(b.Message)}] = true, true
	}
	c.found = append(c.found[:from:from], slices.DeleteFunc(slices.Clone(c.found[from:]), func(b Breach) bool {
		return has[alike(b.Message)] || breached[breach{b.schema, withoutName(b.Message)}]
	})...)
}

// withoutName returns a message without the name that it starts with, which may be any
// where an object takes any names.
func withoutName(message string) string {
	if strings.HasPrefix(message, `"`) {
		_, message, _ = strings.Cut(message[1:], `"`)
	}
	return message
}

var places = lazy.Regexp{Expr: `\[\d+\]`}

// alike returns a message for all items of a list.
func alike(message string) string { return places.Get().ReplaceAllString(message, "[]") }

// add adds a breach of which only what is wrong with the value at a path is to be said.
func (c *checker) add(at jsontree.Node, mild bool, path, wrong string) {
	kind, cause := Describe(path, wrong)
	c.found = append(c.found, Breach{At: at, Message: named(path) + " " + wrong, Kind: kind, Cause: cause, Mild: mild})
}

// Describe returns the kind and the cause, as a [Breach] has them, of what is wrong with the
// value at a path.
func Describe(path, wrong string) (kind, cause string) {
	name := lastOf(path)
	switch {
	case wrong == isReadOnly:
		return wrong, ""
	case slices.Contains(formatSentences, wrong):
		return wrong, name + " " + wrong
	}
	return named(name) + " " + wrong, ""
}

// named returns how a message names a value by its path.
func named(path string) string {
	if path == "" {
		return "the body"
	}
	return `"` + path + `"`
}

func kindOf(n jsontree.Node) api.Kind {
	switch n.Kind() {
	case jsontree.Object:
		return api.Object
	case jsontree.Array:
		return api.List
	case jsontree.String:
		return api.String
	case jsontree.Number:
		return api.Number
	case jsontree.Bool:
		return api.Bool
	}
	return api.Null
}

// lastOf returns the name of the last field in a path.
func lastOf(path string) string {
	path = path[strings.LastIndexByte(path, '.')+1:]
	name, _, _ := strings.Cut(path, "[")
	return name
}

var kindWords = lazy.Value[map[api.Kind]string]{New: func() map[api.Kind]string {
	return map[api.Kind]string{
		api.Object: "an object", api.List: "a list", api.String: "a string", api.Number: "a number", api.Bool: "a boolean",
	}
}}

func (c *checker) check(n jsontree.Node, s *api.Schema, path string, depth int) {
	if c.left--; s == nil || c.left < 0 || depth > maxDepth || n.Kind() == jsontree.Null {
		return
	}
	from, of := len(c.found), s
	s = sample.Flat(s)
	c.value(n, s, path, depth)
	for i := from; i < len(c.found); i++ {
		if c.found[i].schema == nil {
			c.found[i].schema = of
		}
	}
	if len(c.found) > from {
		c.forgive(s.Example, s, path, from, depth)
		c.forgive(s.Default, s, path, from, depth)
	}
}

func (c *checker) value(n jsontree.Node, s *api.Schema, path string, depth int) {
	kind := kindOf(n)
	scalar := kind != api.Object && kind != api.List
	switch {
	case isUnclear(s), scalar && c.Open != nil && c.Open(n), kind == api.String && (IsPlaceholder(n.Text()) || IsNamedAfter(n.Text(), lastOf(path))), isStub(n):
		return
	case len(s.Types) > 0 && !slices.ContainsFunc(s.Types, func(t string) bool { return fitsType(n, kind, t) }):
		if !s.Is("file") && s.Format != "binary" && !(c.Answer && path != "" && s.Is("object") && isEmpty(n)) { // PHP writes an empty object as []
			c.add(n, false, path, "is "+kindWords.Get()[kind]+", and must be "+typeWords(s))
		}
		return
	}
	if before := len(c.found); !c.alternatives(n, s, path, depth) || len(c.found) > before {
		return
	}
	switch kind {
	case api.Object:
		c.object(n, s, path, depth)
	case api.List:
		c.list(n, s, path, depth)
	default:
		c.scalar(n, s, kind, path)
	}
}

func fitsType(n jsontree.Node, kind api.Kind, t string) bool {
	return isOf(kind, t) && (t != "integer" || reads(n.Raw(), t))
}

func (c *checker) scalar(n jsontree.Node, s *api.Schema, kind api.Kind, path string) {
	text := n.Raw()
	if kind == api.String {
		if text = n.Text(); isFiller(text) {
			if wrongText(text, s) != "" {
				c.formats++
			}
			return
		}
	}
	if allowed := allowedBy(s); len(allowed) > 0 {
		if !slices.ContainsFunc(allowed, func(v *api.Value) bool {
			return v.Kind == kind && (v.Text == text || kind == api.Number && sameNumber(v.Text, text))
		}) && !isChoice(text, allowed) {
			c.add(n, false, path, oneOf(allowed))
			c.found[len(c.found)-1].tells = len(allowed) == 1
		}
		return
	} else if len(s.Enum) > 0 || s.Const != nil {
		return // the list makes no sense, so the rest may not either
	}
	wrong := ""
	switch kind {
	case api.Number:
		wrong = wrongNumber(text, s)
	case api.String:
		wrong = wrongText(text, s)
	}
	if wrong != "" {
		c.add(n, true, path, wrong)
		if kind == api.String && !strings.Contains(wrong, " characters") {
			c.found[len(c.found)-1].format = true
			c.formats++
		}
	}
}

func (c *checker) list(n jsontree.Node, s *api.Schema, path string, depth int) {
	i := 0
	for item := range n.Elements() {
		of := s.Items
		if i < len(s.Prefix) {
			of = s.Prefix[i]
		}
		c.check(item, of, fmt.Sprintf("%s[%d]", path, i), depth+1)
		i++
	}
	open := c.Open != nil && c.Open(n)
	switch {
	case s.MinItems != nil && i < *s.MinItems && i > 0 && !open:
		c.add(n, true, path, fmt.Sprintf("must have at least %d items", *s.MinItems))
	case s.MaxItems != nil && i > *s.MaxItems:
		c.add(n, true, path, fmt.Sprintf("must have at most %d items", *s.MaxItems))
	case s.UniqueItems && !open:
		c.unique(n, path)
	}
}

func (c *checker) unique(n jsontree.Node, path string) {
	seen := map[string]bool{}
	for item := range n.Elements() {
		if item.Kind() == jsontree.String && IsPlaceholder(item.Text()) || isStub(item) {
			continue
		}
		if text := item.Raw(); seen[text] {
			c.add(item, true, path, "has an item twice, and its items must differ")
			return
		} else {
			seen[text] = true
		}
	}
}
