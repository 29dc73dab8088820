package contract

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/internal/suggest"
)

func (c *checker) object(n jsontree.Node, s *api.Schema, path string, depth int) {
	properties := map[string]*api.Schema{}
	c.collect(s, properties, 0)
	inner := func(name string) string { return strings.TrimPrefix(path+"."+name, ".") }
	has, open, linked := map[string]bool{}, false, n.Get("@context").Exists()
	for key, value := range n.Members() {
		has[key.Text()] = true
		if _, name, prefixed := strings.Cut(key.Text(), ":"); linked && prefixed {
			has[name] = true // JSON-LD: the context says what the prefix stands for
		}
		open = open || c.standsForMore(key) || isStub(value)
	}
	sent := c.misspellings(has, s, properties)
	// If everything is read-only, the document means something else.
	some := !c.Answer && slices.ContainsFunc(slices.Collect(maps.Values(properties)), c.sends)
	if !c.Part && !open {
		for _, name := range s.Required {
			if p, known := properties[name]; known && !has[name] && !sent[name] && c.sends(p) && (c.Answer || !HasDefault(p)) && !isEndless(p, map[*api.Schema]bool{}) {
				c.found = append(c.found, Breach{At: n, Message: Missing(inner(name)), Kind: Missing(name), missing: inner(name)})
			}
		}
	}
	for key, value := range n.Members() {
		name := key.Text()
		if of, known := properties[name]; known {
			if c.outer == n && c.tells == name {
				continue
			}
			if some && value.Kind() != jsontree.Null && !c.sends(of) {
				if !c.Whole && !isEmpty(value) {
					c.add(key, true, inner(name), isReadOnly)
				}
				continue
			}
			if !allowsOnlyNull(of) {
				c.check(value, of, inner(name), depth+1)
			}
			continue
		}
		if c.standsForMore(key) || c.outer == n && c.said[name] {
			continue
		}
		c.unknown(key, s, properties, has, inner(name))
		if s.Additional != nil && !hasPattern(s) {
			c.check(value, s.Additional, inner(name), depth+1)
		}
	}
}

// HasDefault reports whether a value has a default: a server uses it where none is sent,
// whatever else the document says.
func HasDefault(s *api.Schema) bool { return s != nil && sample.Flat(s).Default != nil }

// allowsOnlyNull reports whether a field may be nothing but null: tools write so of the one
// example that they saw.
func allowsOnlyNull(s *api.Schema) bool {
	if s == nil {
		return false
	}
	flat := sample.Flat(s)
	return len(flat.Types) == 1 && flat.Is("null")
}

// isEndless reports whether a schema requires itself, so that no value fits. open has the
// schemas that were visited, and whether they are those around this one.
func isEndless(s *api.Schema, open map[*api.Schema]bool) bool {
	if s == nil {
		return false
	}
	if isAround, visited := open[s]; visited {
		return isAround
	}
	open[s] = true
	defer func() { open[s] = false }()
	flat := sample.Flat(s)
	if flat.Nullable {
		return false
	}
	return slices.ContainsFunc(flat.Required, func(name string) bool {
		p := flat.Property(name)
		return p != nil && isEndless(p.Schema, open)
	})
}

// standsForMore reports whether a key is a placeholder for unknown fields: a variable,
// or an ellipsis.
func (c *checker) standsForMore(key jsontree.Node) bool {
	return c.Open != nil && c.Open(key) || strings.Trim(key.Text(), ".…") == ""
}

// unknown adds a breach for a field that the schema excludes, or that is a misspelling
// of a missing one.
func (c *checker) unknown(key jsontree.Node, s *api.Schema, properties map[string]*api.Schema, has map[string]bool, name string) {
	if hint, mild, wrong := c.noField(key.Text(), s, properties, has); wrong {
		c.found = append(c.found, Breach{At: key, Message: noField(name, hint), Kind: noField(key.Text(), hint), Mild: mild})
	}
}

func noField(name, hint string) string { return fmt.Sprintf("there is no field %q%s", name, hint) }

// noField reports whether a schema excludes a field, or it is a misspelling of a missing one,
// with the hint at that one.
func (c *checker) noField(key string, s *api.Schema, properties map[string]*api.Schema, has map[string]bool) (hint string, mild, wrong bool) {
	if len(properties) == 0 || s.Additional != nil || c.Answer && !s.Closed || slices.Contains(s.Required, key) || isExtended(s) {
		return "", false, false
	}
	missing := c.missing(has, properties)
	near := misspelling(key, missing)
	switch {
	case s.Closed && len(s.OneOf)+len(s.AnyOf) == 0:
		return suggest.Hint(key, missing), false, true
	case near != "":
		return fmt.Sprintf("; did you mean %q?", near), !slices.Contains(s.Required, near), true
	}
	return "", false, false
}

// isExtended reports whether other schemas extend a schema with fields of their own: it has a
// discriminator, and no alternatives.
func isExtended(s *api.Schema) bool {
	return s.Discriminator.Property != "" && len(s.OneOf)+len(s.AnyOf) == 0
}

// missing returns the properties that are missing and could be sent.
func (c *checker) missing(has map[string]bool, properties map[string]*api.Schema) []string {
	var missing []string
	for known, of := range properties {
		if !has[known] && c.sends(of) {
			missing = append(missing, known)
		}
	}
	slices.Sort(missing)
	return missing
}

// misspelling returns the missing property that a key is a misspelling of; "" if there
// is none.
func misspelling(key string, missing []string) string {
	near, ok := suggest.Name(key, missing)
	if ok && len(near) > len(key)+1 && strings.HasSuffix(strings.ToLower(near), strings.ToLower(key)) {
		return "" // another word stands before it, as in "wfStatus" for "status"
	}
	if ok && len(key) > 3 && suggest.Distance(strings.ToLower(key), strings.ToLower(near)) <= 1+len(near)/8 {
		return near
	}
	return ""
}

// misspellings returns the properties that are sent under a misspelled name, for which
// [checker.noField] reports a breach.
func (c *checker) misspellings(has map[string]bool, s *api.Schema, properties map[string]*api.Schema) map[string]bool {
	if len(properties) == 0 || len(s.Required) == 0 || s.Additional != nil || c.Answer {
		return nil
	}
	sent := map[string]bool{}
	missing := c.missing(has, properties)
	for key := range has {
		if _, known := properties[key]; known || c.said[key] {
			continue
		}
		near := misspelling(key, missing)
		if near == "" && s.Closed {
			near, _ = suggest.Name(key, missing)
		}
		sent[near] = true
	}
	return sent
}

// Field describes the problem with sending a form field at all, as [Check] does: the
// form has no such field, or it is read-only. It returns "" if there is none. sent has
// the names of all fields.
func Field(name string, s *api.Schema, sent map[string]bool) (wrong string, mild bool) {
	c, properties := &checker{}, map[string]*api.Schema{}
	s = sample.Flat(s)
	c.collect(s, properties, 0)
	if of, known := properties[name]; known {
		if !c.sends(of) && slices.ContainsFunc(slices.Collect(maps.Values(properties)), c.sends) {
			return named(name) + " " + isReadOnly, true
		}
		return "", false
	}
	hint, mild, is := c.noField(name, s, properties, sent)
	if !is {
		return "", false
	}
	return noField(name, hint), mild
}

// Misspelt returns the fields of a form that are sent under a misspelled name, for which
// [Field] returns a message.
func Misspelt(s *api.Schema, sent map[string]bool) map[string]bool {
	c, properties := &checker{}, map[string]*api.Schema{}
	s = sample.Flat(s)
	c.collect(s, properties, 0)
	return c.misspellings(sent, s, properties)
}

// isReadOnly is what is wrong with a read-only field that is sent.
const isReadOnly = "is read-only: leave it out"

// sends reports whether a field may be sent or, for a response, returned.
func (c *checker) sends(s *api.Schema) bool {
	if s == nil {
		return true
	}
	flat := sample.Flat(s)
	if c.Answer {
		return !flat.WriteOnly
	}
	return !flat.ReadOnly
}

// collect collects the properties of a schema and of its alternatives.
func (c *checker) collect(s *api.Schema, into map[string]*api.Schema, depth int) {
	if s == nil || depth > 8 {
		return
	}
	s = sample.Flat(s)
	for _, p := range s.Properties {
		if _, known := into[p.Name]; !known {
			into[p.Name] = p.Schema
			if depth > 0 {
				into[p.Name] = nil // its alternative defines its schema
			}
		}
	}
	for _, one := range slices.Concat(s.OneOf, s.AnyOf) {
		c.collect(one, into, depth+1)
	}
}

// isStub reports whether a value is the one that Postman's converter writes if a schema
// is nested too deeply for it, or contains itself.
func isStub(n jsontree.Node) bool {
	text := n.Get("value").Text()
	return n.Kind() == jsontree.Object && (strings.HasPrefix(text, "<Error: Too many levels of nesting") || strings.HasPrefix(text, "<Circular reference to "))
}

// isEmpty reports whether a value says nothing, such as what was copied from an answer.
func isEmpty(n jsontree.Node) bool {
	raw := strings.Join(strings.Fields(n.Raw()), "")
	return raw == "{}" || raw == "[]" || raw == `""`
}

// hasPattern reports whether a schema requires a field whose name is a pattern, as what was
// made from RAML does: the schema says nothing of other fields then.
func hasPattern(s *api.Schema) bool {
	return slices.ContainsFunc(s.Required, func(name string) bool {
		return strings.HasPrefix(name, "/") && strings.HasSuffix(name, "/") && len(name) > 1
	})
}
