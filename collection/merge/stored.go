package merge

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/normalize"
)

// record is the stored form of an element of a snapshot. Folders and requests are a
// flat list, each with its depth.
type record struct {
	Depth   int            `json:"depth"`
	Kind    normalize.Kind `json:"kind"` // "" in a list, whose name determines it
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Written string         `json:"written"`
	Address string         `json:"address"`
	Route   string         `json:"route"`
	Content string         `json:"content"`
	Fields  fields         `json:"fields"`
	Auth    *record        `json:"auth"`
	Lists   lists          `json:"lists"`
}

// lists are the entries of lists, by the lists' names.
type lists map[string][]entryRecord

// kindOf returns the kind of a list's entries.
func kindOf(owner normalize.Kind, list string) normalize.Kind {
	if owner == normalize.Auth {
		return normalize.Attribute
	}
	for _, known := range []struct {
		suffix string
		kind   normalize.Kind
	}{
		{"url.variable", normalize.PathVariable}, {"url.query", normalize.Query}, {"header", normalize.Header}, {"event", normalize.Script},
		{"response", normalize.Example}, {"body.urlencoded", normalize.FormField}, {"body.formdata", normalize.FormField},
	} {
		if strings.HasSuffix(list, known.suffix) {
			return known.kind
		}
	}
	return normalize.Variable
}

// entryRecord is an entry of a list. One that only has a name and fields, as
// nearly all have, is stored as both in one text.
type entryRecord struct{ record }

func (r *entryRecord) UnmarshalJSON(text []byte) error {
	if len(text) == 0 || text[0] != '"' {
		return json.Unmarshal(text, &r.record)
	}
	var short string
	if err := json.Unmarshal(text, &short); err != nil {
		return err
	}
	name, rest, _ := strings.Cut(short, " ")
	r.Name, r.Fields = name, fields(rest)
	return nil
}

// fields are the names of fields and the hashes of their values, such as
// "description=q0b1iXmD name=mvKfGL5t". Scopes have a hash each, joined by "+".
type fields string

func (f fields) outline() ([]normalize.Field, error) {
	var all []normalize.Field
	for _, text := range strings.Fields(string(f)) {
		escaped, stored, ok := strings.Cut(text, "=")
		name, err := url.QueryUnescape(escaped)
		value, fault := url.QueryUnescape(stored)
		if !ok || err != nil || fault != nil {
			return nil, fmt.Errorf("%q is not a field", text)
		}
		if stored == storedUnknown {
			value = unknown
		}
		all = append(all, normalize.Field{Name: name, Value: value})
	}
	slices.SortFunc(all, func(a, b normalize.Field) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// storedUnknown is how an unknown hash is stored.
const storedUnknown = "?"

// UnmarshalJSON reads what [Snapshot.JSON] wrote.
func (s *Snapshot) UnmarshalJSON(text []byte) error {
	var stored struct {
		Key      string
		Elements []record
	}
	if err := json.Unmarshal(text, &stored); err != nil {
		return err
	}
	var around []*normalize.Element // the folders around the next element
	for _, r := range stored.Elements {
		if r.Depth < 0 || r.Depth > len(around) || (r.Depth == 0) != (len(around) == 0) {
			return fmt.Errorf("an element at depth %d is inside nothing", r.Depth)
		}
		switch r.Kind {
		case normalize.Collection, normalize.Environment, normalize.Folder, normalize.Request:
		default:
			return fmt.Errorf("there is no kind of element %q", r.Kind)
		}
		around = around[:r.Depth]
		var parent *normalize.Element
		if r.Depth > 0 {
			parent = around[r.Depth-1]
		}
		e, err := r.element(r.Kind, parent)
		if err != nil {
			return err
		}
		if parent != nil {
			parent.Items = append(parent.Items, e)
		} else {
			s.root = e
		}
		around = append(around, e)
	}
	if s.root == nil {
		return errors.New("a snapshot is empty")
	}
	s.key = stored.Key
	s.root.SetPlaces()
	return nil
}

func (r *record) element(kind normalize.Kind, parent *normalize.Element) (*normalize.Element, error) {
	e := &normalize.Element{Kind: kind, Parent: parent, Identity: normalize.Identity{
		ID: r.ID, Name: r.Name, Written: r.Written, Address: r.Address, Route: r.Route, Content: r.Content,
	}}
	var err error
	if e.Fields, err = r.Fields.outline(); err != nil {
		return nil, err
	}
	if r.Auth != nil {
		if e.Auth, err = r.Auth.element(normalize.Auth, e); err != nil {
			return nil, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.Lists)) {
		l := normalize.List{Name: name, Kind: kindOf(kind, name)}
		for _, stored := range r.Lists[name] {
			entry, err := stored.element(l.Kind, e)
			if err != nil {
				return nil, err
			}
			l.Elements = append(l.Elements, entry)
		}
		e.Lists = append(e.Lists, l)
	}
	return e, nil
}
