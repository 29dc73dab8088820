package analysis

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// Variables describes where a collection's variables are defined and used.
type Variables struct {
	// Uses are the references that are sent, in the order of the text.
	Uses []Use
	// Reads are the variables that scripts read by name.
	Reads []Read

	defined map[string]bool
	names   []string // the defined names, in order
	used    map[string]bool
	named   map[string]bool // in descriptions
	read    map[string]bool // by scripts
	set     map[string]bool // by scripts
	uses    computedNames
	sets    computedNames   // by scripts
	words   map[string]bool // the texts in scripts that compute names
	// circular has the variables whose value is a reference to themselves.
	circular map[string]bool
	quoted   map[string]bool // names of the file's variables that are strings in scripts
	goesOn   bool            // whether a script names the next request

	inAddress map[string]bool
}

// Use is a reference in a string that is sent. From and To are byte offsets in the
// document, braces included.
type Use struct {
	Name     string
	Node     jsontree.Node
	From, To int
	Item     *collection.Item // nil for the collection itself
}

// Read is a place where a script reads a variable.
type Read struct {
	Name       string
	Scope      string           // environment, globals, collectionVariables, variables
	Event      collection.Event // of the script
	Start, End int              // of the name, in the script's source
}

// Variables returns where variables are defined and used.
func (f *Facts) Variables() *Variables { return f.variables() }

func (f *Facts) collectVariables() *Variables {
	c := &variableCollector{facts: f, v: newVariables(), seen: map[string]bool{}}
	c.v.Uses = make([]Use, 0, 4*len(f.Items())) // about so many
	c.collect()
	return c.v
}

func newVariables() *Variables {
	return &Variables{
		defined: map[string]bool{}, used: map[string]bool{}, named: map[string]bool{}, read: map[string]bool{}, set: map[string]bool{}, words: map[string]bool{},
		inAddress: map[string]bool{}, quoted: map[string]bool{}, circular: map[string]bool{},
	}
}

// Defined reports whether the environment, the collection, a folder, a request or
// a script defines a variable.
func (v *Variables) Defined(name string) bool {
	return v.defined[name] || v.sets.may(name, v.words)
}

// Circular reports whether the value of a variable is a reference to itself. Such a
// variable is not defined.
func (v *Variables) Circular(name string) bool { return v.circular[name] }

// SetByScript reports whether a script gives a variable a value.
func (v *Variables) SetByScript(name string) bool { return v.set[name] }

// Names returns the names of all defined variables, each once.
func (v *Variables) Names() []string { return v.names }

// Used reports whether anything refers to a variable, or may do so.
func (v *Variables) Used(name string) bool {
	return v.used[name] || v.quoted[name] || v.uses.may(name, v.words)
}

// Documented reports whether a description mentions a variable. The variable is then
// meant to come from elsewhere.
func (v *Variables) Documented(name string) bool { return v.named[name] }

// Mentioned reports whether anything refers to a variable by its name.
func (v *Variables) Mentioned(name string) bool { return v.used[name] }

// ReadByScript reports whether a script reads a variable, or may do so. Only scripts
// notice the type of a value.
func (v *Variables) ReadByScript(name string) bool {
	return v.read[name] || v.uses.byScript
}

func (v *Variables) define(name string) {
	if name != "" && !v.defined[name] {
		name = strings.Clone(name)
		v.defined[name] = true
		v.names = append(v.names, name)
	}
}

type variableCollector struct {
	facts *Facts
	v     *Variables
	seen  map[string]bool // the texts whose nested references are noted
}

func (c *variableCollector) collect() {
	f := c.facts
	for _, name := range f.Environment.Names() {
		c.v.define(name)
	}
	c.definitions(f.Collection.Variables())
	c.documents(f.Collection.Node.Get("info", "description"))
	c.sent(f.Collection.Auth().Node, nil, true)
	items := f.Items()
	for at := range items {
		i := &items[at]
		c.definitions(i.Variables())
		c.documents(i.Node.Get("description"))
		if i.IsFolder() {
			c.sent(i.Node.Get("auth"), i, true)
			continue
		}
		c.sent(i.Request().Node, i, true)
		for r := range collection.References(f.Sent(*i)) {
			if r.Start == 0 {
				c.v.inAddress[r.Name] = true
			}
			break
		}
		c.sent(i.Node.Get("response"), i, false)
	}
	for _, part := range f.scriptNotes() {
		c.v.add(part.v)
	}
	slices.SortStableFunc(c.v.Uses, func(a, b Use) int { return a.From - b.From })
}

func (c *variableCollector) definitions(variables func(func(collection.Variable) bool)) {
	for v := range variables {
		switch {
		case v.Disabled():
		case strings.TrimSpace(v.Value().Text()) == "{{"+v.Key()+"}}":
			c.v.circular[v.Key()] = true
		default:
			c.v.define(v.Key())
		}
		c.used(v.Value().Text())
	}
}

// sent looks for references in a value and everything below it. Some parts use variables
// but do not need them: descriptions, disabled entries, the modes and types that a body
// or authorization does not have, and what is only saved (live is false).
func (c *variableCollector) sent(n jsontree.Node, i *collection.Item, live bool) {
	switch n.Kind() {
	case jsontree.String:
		if strings.Contains(n.Raw(), "{{") {
			c.references(n, i, live)
		}
	case jsontree.Array:
		if !strings.Contains(n.Raw(), "{{") {
			return // of many examples it is faster to know all at once
		}
		for e := range n.Elements() {
			c.sent(e, i, live)
		}
	case jsontree.Object:
		if !strings.Contains(n.Raw(), "{{") {
			return
		}
		live = live && !n.Get("disabled").True()
		inParts := n.Key().Is("url") && collection.URL{Node: n}.HasParts()
		chosen := chosenPart(n)
		for key, value := range n.Members() {
			if key.Is("description") {
				c.documents(value)
			}
			unused := chosen != "" && !key.Is(chosen) && !key.Is("options")
			// Of an address, the parts are sent and "raw" is not.
			c.sent(value, i, live && !unused && !key.Is("description") && !(inParts && key.Is("raw")))
		}
	}
}

// chosenPart returns the key of the part of a body or an authorization that is sent; ""
// if all of it is, or it is not known.
func chosenPart(n jsontree.Node) string {
	switch key := n.Key(); {
	case key.Is("body") && n.Parent().Key().Is("request"):
		return n.Get("mode").Text()
	case key.Is("auth") && !n.Parent().Key().Is("url"):
		return n.Get("type").Text()
	}
	return ""
}

func (c *variableCollector) references(n jsontree.Node, i *collection.Item, live bool) {
	text := n.Text()
	c.used(text)
	for r := range collection.References(text) {
		if live {
			from := n.OffsetOf(r.Start)
			c.v.Uses = append(c.v.Uses, Use{r.Name, n, from, n.OffsetOf(r.End), i})
		}
	}
}

// documents records the variables in a description, which is a string or an object with
// one.
func (c *variableCollector) documents(description jsontree.Node) {
	for n := range description.Descendants() {
		if n.Kind() == jsontree.String && strings.Contains(n.Raw(), "{{") {
			for r := range collection.References(n.Text()) {
				c.v.named[r.Name] = true
			}
		}
	}
}

// used records the variables that a text refers to.
func (c *variableCollector) used(text string) {
	opened := strings.Count(text, "{{")
	if opened == 0 {
		return
	}
	for r := range collection.References(text) {
		note(c.v.used, r.Name)
		opened--
	}
	// What is opened and not the start of a reference may have one in it. Many requests
	// have the same texts, so each is read once.
	if opened > 0 && !c.seen[text] {
		c.seen[text] = true
		c.nested(text)
	}
}

// InAddress reports whether the address of a request starts with a reference to a
// variable.
func (v *Variables) InAddress(name string) bool { return v.inAddress[name] }
