package sample

import (
	"encoding/xml"
	"strings"

	"github.com/postwright/postwright/collection/api"
)

// XML returns a value as an XML document, as its schema describes it (OpenAPI 3.1.1,
// "XML Object"): names, attributes, wrapped lists, namespaces.
func XML(v *api.Value, s *api.Schema) string {
	w := &xmlWriter{}
	name := "root"
	if s != nil {
		if known := nameOf(s); known != "" {
			name = known
		}
	}
	w.element(name, v, s, "", true)
	return strings.TrimSuffix(w.String(), "\n")
}

type xmlWriter struct{ strings.Builder }

// xmlOf returns a schema's description of its XML; never nil.
func xmlOf(s *api.Schema) *api.XML {
	if s != nil {
		if x := Flat(s).XML; x != nil {
			return x
		}
	}
	return &api.XML{}
}

// element writes a value as an element of a name, or its items as one each.
func (w *xmlWriter) element(name string, v *api.Value, s *api.Schema, indent string, root bool) {
	x := xmlOf(s)
	if v.Kind == api.List && !root {
		w.list(name, v, s, x, indent)
		return
	}
	name = qualified(x, name)
	w.WriteString(indent + "<" + name + namespace(x))
	properties := map[string]*api.Schema{}
	if s != nil {
		collectProperties(Flat(s), properties, 0)
	}
	var children []api.Member
	for _, m := range v.Members {
		if a := xmlOf(properties[m.Name]); a.Attribute && m.Value.Kind != api.Object && m.Value.Kind != api.List {
			w.WriteString(" " + qualified(a, m.Name) + `="` + escapeXML(scalarText(m.Value)) + `"`)
		} else {
			children = append(children, m)
		}
	}
	switch {
	case v.Kind == api.Object && len(children) == 0:
		w.WriteString("/>\n")
	case v.Kind == api.Object:
		w.WriteString(">\n")
		for _, m := range children {
			w.element(m.Name, m.Value, properties[m.Name], indent+"  ", false)
		}
		w.WriteString(indent + "</" + name + ">\n")
	case v.Kind == api.List:
		w.WriteString(">\n")
		w.items(name, v, s, indent+"  ")
		w.WriteString(indent + "</" + name + ">\n")
	default:
		w.WriteString(">" + escapeXML(scalarText(v)) + "</" + name + ">\n")
	}
}

// list writes a list: within an element of its own if it is wrapped.
func (w *xmlWriter) list(name string, v *api.Value, s *api.Schema, x *api.XML, indent string) {
	if !x.Wrapped {
		// The list's own name counts only if it is wrapped.
		w.items(name, v, s, indent)
		return
	}
	outer := qualified(x, name)
	w.WriteString(indent + "<" + outer + namespace(x) + ">\n")
	w.items(name, v, s, indent+"  ")
	w.WriteString(indent + "</" + outer + ">\n")
}

func (w *xmlWriter) items(name string, v *api.Value, s *api.Schema, indent string) {
	var of *api.Schema
	if s != nil {
		of = Flat(s).Items
	}
	for _, item := range v.Items {
		w.element(name, item, of, indent, item.Kind == api.List)
	}
}

func qualified(x *api.XML, name string) string {
	if x.Name != "" {
		name = x.Name
	}
	name = xmlName(name)
	if x.Prefix != "" {
		return xmlName(x.Prefix) + ":" + name
	}
	return name
}

func namespace(x *api.XML) string {
	switch {
	case x.Namespace == "":
		return ""
	case x.Prefix != "":
		return " xmlns:" + xmlName(x.Prefix) + `="` + escapeXML(x.Namespace) + `"`
	}
	return ` xmlns="` + escapeXML(x.Namespace) + `"`
}

// xmlName returns a name with what XML does not allow in one replaced (XML 1.0, section 2.3).
func xmlName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == '.' || r >= '0' && r <= '9' || r|32 >= 'a' && r|32 <= 'z' || r > 0xB7 && r != 0xD7 && r != 0xF7 {
			return r
		}
		return '_'
	}, name)
	if name == "" || strings.IndexByte("-.0123456789", name[0]) >= 0 {
		return "_" + name
	}
	return name
}

func escapeXML(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder never fails
	return b.String()
}

func scalarText(v *api.Value) string {
	if v.Kind == api.Null {
		return ""
	}
	return v.Text
}
