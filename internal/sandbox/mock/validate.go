package mock

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/internal/suggest"
)

// checkBody returns what is wrong with the content of a request. Current is
// the existing record; nil for a new one.
func (m *API) checkBody(c call, sent *body, current *api.Value) problems {
	found := problems{}
	declared := c.plan.operation.Body
	if declared == nil || declared.Schema == nil {
		return found
	}
	k := &checker{found: found, files: sent.files, record: c.schema, idField: c.idField}
	k.object(sent.value, sample.Flat(declared.Schema), current, "", c.kind == changes)
	return found
}

// checker checks the content of a request against schemas.
type checker struct {
	found   problems
	files   map[string]bool
	record  *api.Schema // flat, of the whole record; may be nil
	idField string
}

// object checks an object. Place is the path to it, with a dot at the end.
// Partial says that required fields may be missing.
func (k *checker) object(v *api.Value, s *api.Schema, current *api.Value, place string, partial bool) {
	sent := map[string]bool{}
	for _, member := range v.Members {
		name := place + member.Name
		if sent[member.Name] {
			k.found.add(name, "This field is sent twice.")
			continue
		}
		sent[member.Name] = true
		var now *api.Value
		if current != nil {
			now = current.Member(member.Name)
		}
		p := s.Property(member.Name)
		switch {
		case p == nil:
			k.unknown(member, s, now, current != nil, place)
		case sample.IsReadOnly(p.Schema) || place == "" && member.Name == k.idField && current != nil:
			k.unchanged(name, member.Value, now, current != nil)
		default:
			k.value(member.Value, p.Schema, now, name)
		}
	}
	if partial {
		return
	}
	for _, name := range s.Required {
		if p := s.Property(name); !sent[name] && (p == nil || !sample.IsReadOnly(p.Schema)) {
			k.found.add(place+name, "This field is required.")
		}
	}
}

// unknown checks a field that the schema does not name. A field that the
// record has may be sent unchanged.
func (k *checker) unknown(member api.Member, s *api.Schema, now *api.Value, exists bool, place string) {
	name := place + member.Name
	switch {
	case s.Additional != nil:
		k.value(member.Value, s.Additional, now, name)
	case len(s.Properties) == 0 && !s.Closed || len(s.OneOf)+len(s.AnyOf) > 0:
	case place == "" && k.record.Property(member.Name) != nil:
		k.unchanged(name, member.Value, now, exists)
	default:
		names := make([]string, 0, len(s.Properties))
		for _, p := range s.Properties {
			names = append(names, p.Name)
		}
		k.found.add(name, "There is no such field%s.", suggest.Hint(member.Name, names))
	}
}

// unchanged checks a field that only the server sets.
func (k *checker) unchanged(name string, sent, now *api.Value, exists bool) {
	isNull := sent.Kind == api.Null && now == nil
	if exists && (isNull || same(sent, now)) {
		return
	}
	k.found.add(name, "This field is read-only: leave it out%s.", map[bool]string{true: ", or send it as it is"}[exists])
}

// value checks a value against its schema.
func (k *checker) value(v *api.Value, s *api.Schema, now *api.Value, name string) {
	if s == nil {
		return
	}
	flat := sample.Flat(s)
	if strings.EqualFold(flat.Format, "binary") {
		if !k.files[name] && !same(v, now) {
			k.found.add(name, "This field is a file: send it as a file of a %s form.", api.MediaMultipart)
		}
		return
	}
	if k.files[name] && !flat.Is("string") {
		k.found.add(name, "This field is not a file; it must be %s.", describe(flat))
		return
	}
	bare := *flat
	bare.Properties, bare.Required, bare.Items, bare.Prefix, bare.Closed, bare.Additional = nil, nil, nil, nil, false, nil
	isWhole := len(flat.OneOf)+len(flat.AnyOf) > 0
	if !isWhole && !sample.Fits(v, &bare) || isWhole && !sample.Fits(v, flat) || !formatted(v, flat) {
		k.found.add(name, "This field must be %s, not %s.", describe(flat), shown(v))
		return
	}
	switch {
	case isWhole:
	case v.Kind == api.Object && (len(flat.Properties) > 0 || flat.Closed || flat.Additional != nil):
		k.object(v, flat, now, name+".", false)
	case v.Kind == api.List:
		for i, item := range v.Items {
			of := flat.Items
			if i < len(flat.Prefix) {
				of = flat.Prefix[i]
			}
			var then *api.Value
			if now != nil && i < len(now.Items) {
				then = now.Items[i]
			}
			k.value(item, of, then, name+"["+strconv.Itoa(i)+"]")
		}
	}
}

// formatted reports whether a text has its schema's format. The empty text
// means that there is no value.
func formatted(v *api.Value, s *api.Schema) bool {
	return v.Kind != api.String || v.Text == "" || contract.Format(v.Text, s.Format) == ""
}

// describe returns what a schema allows, for messages: "one of a, b".
func describe(s *api.Schema) string {
	if len(s.Enum) > 0 {
		const most = 12
		var all []string
		for _, v := range s.Enum[:min(len(s.Enum), most)] {
			all = append(all, v.JSON(""))
		}
		if len(s.Enum) > most {
			all = append(all, "…")
		}
		return "one of " + strings.Join(all, ", ")
	}
	text := strings.Join(s.Types, " or ")
	if text == "" {
		text = "what the API's document describes"
	}
	if s.Format != "" {
		text += " (" + s.Format + ")"
	}
	for _, bound := range []struct {
		what  string
		given bool
		value string
	}{
		{"at least", s.Minimum != nil, number(s.Minimum)}, {"at most", s.Maximum != nil, number(s.Maximum)},
		{"at least characters:", s.MinLength != nil, count(s.MinLength)}, {"at most characters:", s.MaxLength != nil, count(s.MaxLength)},
		{"at least items:", s.MinItems != nil, count(s.MinItems)}, {"at most items:", s.MaxItems != nil, count(s.MaxItems)},
		{"matching", s.Pattern != "", s.Pattern},
	} {
		if bound.given {
			text += ", " + bound.what + " " + bound.value
		}
	}
	return text
}

func number(f *float64) string {
	if f == nil {
		return ""
	}
	return strconv.FormatFloat(*f, 'g', -1, 64)
}

func count(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// shown returns a value for a message: its text if that is short, otherwise
// its type.
func shown(v *api.Value) string {
	switch v.Kind {
	case api.List, api.Object, api.Null:
		return kindName(v)
	}
	return fmt.Sprintf("%s %s", kindName(v), cut(v.JSON("")))
}

// kindName returns the JSON type of a value.
func kindName(v *api.Value) string {
	return map[api.Kind]string{
		api.Null: "null", api.Bool: "boolean", api.Number: "number", api.String: "string", api.List: "array", api.Object: "object",
	}[v.Kind]
}
