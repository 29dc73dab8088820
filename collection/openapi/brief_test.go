package openapi_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/openapi"
)

// read returns a document's API, and what was found.
func read(t *testing.T, text string) (*api.API, string) {
	t.Helper()
	d, err := openapi.Read("api.yaml", text, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, said(d))
	}
	return d.API, said(d)
}

// briefAPI writes an API in a notation for tests: the server, the schemes, and the
// operations, each in a line of its own.
func briefAPI(a *api.API) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s at %q", a.Title, a.Version, a.Server)
	for _, v := range a.Variables {
		fmt.Fprintf(&b, " %s=%s (%s)", v.Key, v.Value, v.Description)
	}
	b.WriteByte('\n')
	for _, s := range a.Schemes {
		fmt.Fprintf(&b, "%s: %s\n", s.Name, strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %s %v", s.Type, s.In, s.Key, s.HTTP, s.Flows)), " "))
	}
	for _, o := range a.Operations {
		b.WriteString(briefOperation(o) + "\n")
	}
	return b.String()
}

func briefOperation(o *api.Operation) string {
	var b strings.Builder
	b.WriteString(o.String())
	for _, mark := range []struct {
		is   bool
		word string
	}{{o.Deprecated, "deprecated"}, {o.Server != "", "at " + o.Server}, {o.Tags != nil, strings.Join(o.Tags, "+")}} {
		if mark.is {
			b.WriteString(" " + mark.word)
		}
	}
	for _, p := range o.Parameters {
		fmt.Fprintf(&b, " %s:%s", p.In, p.Name)
		if p.Required {
			b.WriteByte('!')
		}
		if p.Deprecated {
			b.WriteByte('~')
		}
		if p.Style != "" {
			b.WriteString("<" + p.Style + ">")
		}
		if p.Explode {
			b.WriteByte('*')
		}
		b.WriteString("=" + brief(p.Schema, 0))
		if p.Example != nil {
			b.WriteString(" eg " + p.Example.JSON(""))
		}
	}
	if o.Body != nil {
		fmt.Fprintf(&b, " body %s=%s", o.Body.Media, brief(o.Body.Schema, 0))
		for _, name := range slices.Sorted(maps.Keys(o.Body.Encodings)) {
			e := o.Body.Encodings[name]
			fmt.Fprintf(&b, " %s:%s%s", name, e.Media, e.Style)
			if e.Joined {
				b.WriteString(":joined")
			}
		}
		if o.Body.Required {
			b.WriteString(" required")
		}
		if o.Body.Inferred {
			b.WriteString(" inferred")
		}
		if o.Body.Example != nil {
			b.WriteString(" eg " + o.Body.Example.JSON(""))
		}
	}
	if o.Answer() != nil {
		b.WriteString(" -> " + brief(o.Answer(), 0))
	}
	if o.Security != nil {
		b.WriteString(" needs [")
		for i, requirement := range o.Security {
			if i > 0 {
				b.WriteString(" or ")
			}
			for j, need := range requirement {
				if j > 0 {
					b.WriteString(" and ")
				}
				b.WriteString(need.Scheme.Name + strings.Join(append([]string{""}, need.Scopes...), " "))
			}
		}
		b.WriteByte(']')
	}
	if o.Scopes != nil {
		b.WriteString(" scopes " + strings.Join(o.Scopes, " "))
	}
	return b.String()
}

// brief writes a schema. Named ones within others are written by their names.
func brief(s *api.Schema, depth int) string {
	switch {
	case s == nil:
		return "any"
	case s.Never:
		return "none"
	case s.Name != "" && depth > 0:
		return "@" + s.Name
	}
	var b strings.Builder
	if s.Name != "" {
		b.WriteString("@" + s.Name + ":")
	}
	b.WriteString(strings.Join(s.Types, "|"))
	for _, mark := range []struct {
		is   bool
		word string
	}{
		{s.Nullable, "?"}, {s.ReadOnly, " ro"}, {s.WriteOnly, " wo"}, {s.Deprecated, " dep"}, {s.UniqueItems, " unique"}, {s.Closed, " closed"},
		{s.Format != "", "<" + s.Format + ">"}, {s.Pattern != "", "/" + s.Pattern + "/"},
		{s.MinProperties > 0, fmt.Sprintf(" props>=%d", s.MinProperties)}, {s.MultipleOf > 0, fmt.Sprintf(" *%v", s.MultipleOf)},
	} {
		if mark.is {
			b.WriteString(mark.word)
		}
	}
	bound := func(word string, f *float64, exclusive bool) {
		if f != nil {
			fmt.Fprintf(&b, " %s%s%v", word, map[bool]string{false: "="}[exclusive], *f)
		}
	}
	bound(">", s.Minimum, s.ExclusiveMinimum)
	bound("<", s.Maximum, s.ExclusiveMaximum)
	for i, n := range []*int{s.MinLength, s.MaxLength, s.MinItems, s.MaxItems} {
		if n != nil {
			fmt.Fprintf(&b, " %s%d", []string{"len>=", "len<=", "items>=", "items<="}[i], *n)
		}
	}
	for _, one := range []struct {
		word string
		v    *api.Value
	}{{" const ", s.Const}, {" default ", s.Default}, {" eg ", s.Example}} {
		if one.v != nil {
			b.WriteString(one.word + one.v.JSON(""))
		}
	}
	if s.Enum != nil {
		b.WriteString(" one of " + (&api.Value{Kind: api.List, Items: s.Enum}).JSON(""))
	}
	if s.Properties != nil {
		var all []string
		for _, p := range s.Properties {
			all = append(all, p.Name+map[bool]string{true: "!"}[s.Needs()[p.Name]]+":"+brief(p.Schema, depth+1))
		}
		b.WriteString("{" + strings.Join(all, ",") + "}")
	}
	if s.Additional != nil {
		b.WriteString("{*:" + brief(s.Additional, depth+1) + "}")
	}
	several := func(open string, all []*api.Schema, end string) {
		var written []string
		for _, one := range all {
			w := brief(one, depth+1)
			if value, ok := s.Discriminator.Values[one]; ok {
				w = value + "->" + w
			}
			written = append(written, w)
		}
		if all != nil {
			b.WriteString(open + strings.Join(written, ",") + end)
		}
	}
	several("(", s.Prefix, ")")
	if s.Items != nil {
		several("[", []*api.Schema{s.Items}, "]")
	}
	several(" all(", s.AllOf, ")")
	several(" one(", s.OneOf, ")")
	several(" any(", s.AnyOf, ")")
	if s.Discriminator.Property != "" {
		b.WriteString(" by " + s.Discriminator.Property)
	}
	return b.String()
}
