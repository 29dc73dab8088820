package diff

import (
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
)

// inside compares the fields and lists of two elements. Changes are recorded for an
// element of the given kind. If the element is a field of another one, such as an
// attribute of an authorization, field is its name.
func (d *differ) inside(p match.Pair, kind normalize.Kind, field string) {
	d.fields(p, kind, field)
	for _, b := range p.B.Lists {
		d.list(p, p.A.List(b.Name), b)
	}
	for _, a := range p.A.Lists {
		if len(p.B.List(a.Name).Elements) == 0 {
			d.list(p, a, normalize.List{Name: a.Name, Kind: a.Kind})
		}
	}
}

func (d *differ) fields(p match.Pair, kind normalize.Kind, field string) {
	compare := func(a, b normalize.Field) {
		f := b
		if f.Name == "" {
			f = a
		}
		if a.Value == b.Value || f.Noise && !d.all {
			return
		}
		name := field
		if name == "" {
			name = f.Name
		}
		d.add(Change{
			Kind: Changed, Element: kind, Old: p.A, New: p.B, Field: name, Sort: f.Sort,
			Before: FieldValue(p.A, a), After: FieldValue(p.B, b), OldNode: a.Node, NewNode: b.Node, Confidence: p.Confidence,
		})
	}
	for _, b := range p.B.Fields {
		a, _ := p.A.Field(b.Name)
		compare(a, b)
	}
	for _, a := range p.A.Fields {
		if _, ok := p.B.Field(a.Name); !ok {
			compare(a, normalize.Field{})
		}
	}
}

// places returns the indices of elements in a list.
func places(list []*normalize.Element) map[*normalize.Element]int {
	at := make(map[*normalize.Element]int, len(list))
	for i, e := range list {
		at[e] = i
	}
	return at
}

// list compares two lists of one kind.
func (d *differ) list(owner match.Pair, a, b normalize.List) {
	l := match.Elements(a.Elements, b.Elements)
	for _, p := range l.Pairs {
		p.Confidence = owner.Confidence
		if b.Kind == normalize.Attribute {
			d.attribute(owner, a.Name, p.A, p.B)
		} else {
			d.inside(p, b.Kind, "")
		}
	}
	if b.Kind.Ordered() {
		if moved := reordered(a.Elements, l.Pairs); len(moved) > 0 {
			before, after := places(a.Elements), places(b.Elements)
			for _, p := range moved {
				d.moved(p, before[p.A], after[p.B], owner.Confidence)
			}
		}
	}
	for _, e := range l.OnlyB {
		if b.Kind == normalize.Attribute {
			d.attribute(owner, b.Name, nil, e)
		} else {
			d.whole(Added, e)
		}
	}
	for _, e := range l.OnlyA {
		if b.Kind == normalize.Attribute {
			d.attribute(owner, a.Name, e, nil)
		} else {
			d.whole(Removed, e)
		}
	}
}

// attribute compares an attribute, which is a field of its authorization.
func (d *differ) attribute(owner match.Pair, block string, a, b *normalize.Element) {
	name := ""
	for _, e := range []**normalize.Element{&a, &b} {
		if *e == nil {
			*e = &normalize.Element{}
		} else {
			name = (*e).Identity.Name
		}
	}
	// Only the block that the type names is in use.
	if used := `"` + block + `"`; owner.B.Value("type") != used && owner.A.Value("type") != used {
		name = block + "." + name
	}
	before := len(d.Changes)
	d.fields(match.Pair{A: a, B: b, Confidence: owner.Confidence}, normalize.Auth, name)
	for i := range d.Changes[before:] {
		d.Changes[before+i].Old, d.Changes[before+i].New = owner.A, owner.B
	}
}
