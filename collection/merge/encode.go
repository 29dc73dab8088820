package merge

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection/outline"
)

// record is an element of a snapshot as it is stored. Folders and requests come
// one after the other, each with its depth.
type record struct {
	Depth   int               `json:"depth,omitempty"`
	Kind    outline.Kind      `json:"kind,omitempty"` // "" in a list, which has one
	ID      string            `json:"id,omitempty"`
	Name    string            `json:"name,omitempty"`
	Written string            `json:"written,omitempty"`
	Address string            `json:"address,omitempty"`
	Route   string            `json:"route,omitempty"`
	Content string            `json:"content,omitempty"`
	Fields  map[string]string `json:"fields,omitempty"`
	Auth    *record           `json:"auth,omitempty"`
	Lists   []listRecord      `json:"lists,omitempty"`
}

type listRecord struct {
	Name    string       `json:"name"`
	Kind    outline.Kind `json:"kind"`
	Entries []record     `json:"entries"`
}

// storedUnknown is how an unknown hash is stored.
const storedUnknown = "?"

// JSON is the snapshot as a JSON object with one folder or request a line, each
// line but the first behind an indentation, so that a change of one request
// changes one line.
func (s *Snapshot) JSON(indent string) string {
	var b strings.Builder
	key, _ := json.Marshal(s.key)
	fmt.Fprintf(&b, "{\n%s\t\"key\": %s,\n%s\t\"elements\": [", indent, key, indent)
	first := true
	var write func(e *outline.Element, depth int)
	write = func(e *outline.Element, depth int) {
		r := recordOf(e)
		r.Depth, r.Kind = depth, e.Kind
		line, err := json.Marshal(r)
		if err != nil {
			panic(err) // texts and numbers always marshal
		}
		if !first {
			b.WriteByte(',')
		}
		first = false
		fmt.Fprintf(&b, "\n%s\t\t%s", indent, line)
		for _, item := range e.Items {
			write(item, depth+1)
		}
	}
	write(s.root, 0)
	fmt.Fprintf(&b, "\n%s\t]\n%s}", indent, indent)
	return b.String()
}

func recordOf(e *outline.Element) record {
	r := record{
		ID: e.Identity.ID, Name: e.Identity.Name, Written: e.Identity.Written,
		Address: e.Identity.Address, Route: e.Identity.Route, Content: e.Identity.Content,
	}
	for _, f := range e.Fields {
		if r.Fields == nil {
			r.Fields = map[string]string{}
		}
		r.Fields[f.Name] = f.Value
		if f.Value == unknown {
			r.Fields[f.Name] = storedUnknown
		}
	}
	if e.Auth != nil {
		auth := recordOf(e.Auth)
		r.Auth = &auth
	}
	for _, l := range e.Lists {
		list := listRecord{Name: l.Name, Kind: l.Kind}
		for _, entry := range l.Elements {
			list.Entries = append(list.Entries, recordOf(entry))
		}
		r.Lists = append(r.Lists, list)
	}
	return r
}

// MarshalJSON is the snapshot as JSON.
func (s *Snapshot) MarshalJSON() ([]byte, error) { return []byte(s.JSON("")), nil }

// UnmarshalJSON reads what [Snapshot.JSON] wrote.
func (s *Snapshot) UnmarshalJSON(text []byte) error {
	var stored struct {
		Key      string
		Elements []record
	}
	if err := json.Unmarshal(text, &stored); err != nil {
		return err
	}
	var around []*outline.Element // the folders around the next element
	for _, r := range stored.Elements {
		if r.Depth < 0 || r.Depth > len(around) || (r.Depth == 0) != (len(around) == 0) {
			return fmt.Errorf("an element at depth %d is inside nothing", r.Depth)
		}
		switch r.Kind {
		case outline.Collection, outline.Environment, outline.Folder, outline.Request:
		default:
			return fmt.Errorf("there is no kind of element %q", r.Kind)
		}
		around = around[:r.Depth]
		var parent *outline.Element
		if r.Depth > 0 {
			parent = around[r.Depth-1]
		}
		e := r.element(r.Kind, parent)
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

func (r *record) element(kind outline.Kind, parent *outline.Element) *outline.Element {
	e := &outline.Element{Kind: kind, Parent: parent, Identity: outline.Identity{
		ID: r.ID, Name: r.Name, Written: r.Written, Address: r.Address, Route: r.Route, Content: r.Content,
	}}
	names := make([]string, 0, len(r.Fields))
	for name := range r.Fields {
		names = append(names, name)
	}
	for _, name := range sorted(names) {
		value := r.Fields[name]
		if value == storedUnknown {
			value = unknown
		}
		e.Fields = append(e.Fields, outline.Field{Name: name, Value: value})
	}
	if r.Auth != nil {
		e.Auth = r.Auth.element(outline.Auth, e)
	}
	for _, stored := range r.Lists {
		l := outline.List{Name: stored.Name, Kind: stored.Kind}
		for i := range stored.Entries {
			l.Elements = append(l.Elements, stored.Entries[i].element(stored.Kind, e))
		}
		e.Lists = append(e.Lists, l)
	}
	return e
}
