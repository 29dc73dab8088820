package analysis

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/script"
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
	Name   string
	Scope  string // environment, globals, collectionVariables, variables
	Script *script.Script
	Token  script.Token // the name
}

// Variables returns where variables are defined and used.
func (f *Facts) Variables() *Variables { return f.variables() }

func (f *Facts) collectVariables() *Variables {
	c := &variableCollector{facts: f, v: &Variables{
		defined: map[string]bool{}, used: map[string]bool{}, named: map[string]bool{}, read: map[string]bool{}, set: map[string]bool{}, words: map[string]bool{},
		inAddress: map[string]bool{}, quoted: map[string]bool{}, circular: map[string]bool{},
	}, declared: map[string]bool{}, seen: map[string]bool{}, worded: map[*script.Text]bool{}, followed: map[assignedVariable]bool{}}
	c.collect()
	return c.v
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
		v.defined[name] = true
		v.names = append(v.names, name)
	}
}

type variableCollector struct {
	facts    *Facts
	v        *Variables
	declared map[string]bool       // the variables of the file
	seen     map[string]bool       // the texts whose references are noted
	worded   map[*script.Text]bool // the scripts whose words are noted
	followed map[assignedVariable]bool
}

func (c *variableCollector) collect() {
	f := c.facts
	for _, name := range f.Environment.Names() {
		c.v.define(name)
	}
	c.definitions(f.Collection.Variables())
	c.documents(f.Collection.Node.Get("info", "description"))
	c.sent(f.Collection.Auth().Node, nil, true)
	for _, i := range f.Items() {
		item := i
		c.definitions(i.Variables())
		c.documents(i.Node.Get("description"))
		if i.IsFolder() {
			c.sent(i.Node.Get("auth"), &item, true)
			continue
		}
		c.sent(i.Node.Get("request"), &item, true)
		for r := range collection.References(f.Sent(i.Request().URL())) {
			if r.Start == 0 {
				c.v.inAddress[r.Name] = true
			}
			break
		}
		c.sent(i.Node.Get("response"), &item, false)
	}
	for _, s := range f.Scripts {
		c.script(s)
	}
	slices.SortStableFunc(c.v.Uses, func(a, b Use) int { return a.From - b.From })
}

func (c *variableCollector) definitions(variables func(func(collection.Variable) bool)) {
	for v := range variables {
		c.declared[v.Key()] = true
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
		for e := range n.Elements() {
			c.sent(e, i, live)
		}
	case jsontree.Object:
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

// used records the variables that a text refers to. Many requests have the same texts,
// so each is read once.
func (c *variableCollector) used(text string) {
	if c.seen[text] || !strings.Contains(text, "{{") {
		return
	}
	c.seen[text] = true
	c.nested(text)
	for r := range collection.References(text) {
		c.v.used[r.Name] = true
	}
}

// scopes lists the objects of Postman's sandbox that hold variables.
var scopes = []string{"environment", "globals", "collectionVariables", "variables", "iterationData", "vault"}

func (c *variableCollector) script(s *script.Script) {
	c.used(s.Source)
	if len(c.declared) > 0 {
		c.quotes(s)
	}
	for _, call := range s.Calls() {
		scope, ofPostman := strings.CutPrefix(call.Object, "pm.")
		ofPostman = ofPostman && slices.Contains(scopes, scope)
		if ofPostman || call.Object == "postman" {
			call = withConstant(s, call)
		}
		switch method := call.Method; {
		case call.Object == "postman" && strings.HasSuffix(method, "Variable"):
			c.legacy(s, call)
		case ofPostman && (method == "toObject" || method == "replaceIn" && !call.Literal):
			c.computes(&c.v.uses, s, nil)
		case method == "set":
			c.set(s, call, ofPostman)
		case method == "get" || method == "has" || method == "unset":
			c.read(s, call, scope, ofPostman)
		}
	}
	c.legacyObjects(s)
}

// quotes records the names of variables that are strings in a script, since they may be
// passed to a function. Short names, such as "id", are more often keys of a response.
func (c *variableCollector) quotes(s *script.Script) {
	const shortest = 4
	for _, t := range s.Tokens {
		if text, ok := script.Content(t); ok && len(text) >= shortest && c.declared[text] {
			c.v.quoted[text] = true
		}
	}
}

// nameOf returns the expression that a call passes as a variable's name.
func nameOf(s *script.Script, call script.Call) []script.Token {
	if arguments := s.Arguments(call); len(arguments) > 0 {
		return arguments[0]
	}
	return nil
}

// withConstant replaces the argument of a call by its value, if it is a constant.
func withConstant(s *script.Script, call script.Call) script.Call {
	if call.Literal || call.Empty {
		return call
	}
	if name := nameOf(s, call); len(name) == 1 {
		if text, ok := s.Constant(name[0].Text); ok {
			call.Argument, call.Literal = text, true
		}
	}
	return call
}

// set treats any x.set("name", …) as a definition: x may be an alias.
func (c *variableCollector) set(s *script.Script, call script.Call, ofPostman bool) {
	switch {
	case call.Literal:
		c.v.define(call.Argument)
		if ofPostman {
			c.gives(s, call)
		}
	case ofPostman:
		c.computes(&c.v.sets, s, nameOf(s, call))
	}
}

func (c *variableCollector) read(s *script.Script, call script.Call, scope string, ofPostman bool) {
	switch {
	case call.Literal:
		c.reads(call.Argument)
		if ofPostman && call.Method == "get" {
			c.v.Reads = append(c.v.Reads, Read{call.Argument, scope, s, call.Value})
		}
	case ofPostman:
		c.computes(&c.v.uses, s, nameOf(s, call))
	}
}

// gives records that a call sets a variable to a value, unless that is empty.
func (c *variableCollector) gives(s *script.Script, call script.Call) {
	if arguments := s.Arguments(call); len(arguments) > 1 && len(arguments[1]) == 1 {
		word := arguments[1][0]
		if text, ok := script.Content(word); ok && text == "" || word.Text == "null" || word.Text == "undefined" {
			return
		}
	}
	c.v.set[call.Argument] = true
}

func (c *variableCollector) reads(name string) {
	c.v.used[name] = true
	c.v.read[name] = true
}

// legacy handles postman.setEnvironmentVariable and the like.
func (c *variableCollector) legacy(s *script.Script, call script.Call) {
	switch {
	case strings.HasPrefix(call.Method, "set") && call.Literal:
		c.v.define(call.Argument)
		c.gives(s, call)
	case strings.HasPrefix(call.Method, "set"):
		c.computes(&c.v.sets, s, nameOf(s, call))
	case call.Literal:
		c.reads(call.Argument)
	default:
		c.computes(&c.v.uses, s, nameOf(s, call))
	}
}

// legacyObjects handles environment.name, globals["name"] and data.name. A script that
// computes a name for the first two, or passes the object on, may read anything.
func (c *variableCollector) legacyObjects(s *script.Script) {
	for _, object := range []string{"environment", "globals", "data"} {
		for _, t := range s.Identifiers(object) {
			if name, ok := s.Property(t); ok {
				c.reads(name)
			} else if object != "data" && !s.Declares(object) {
				c.computes(&c.v.uses, s, s.Brackets(t))
			}
		}
	}
}

// InAddress reports whether the address of a request starts with a reference to a
// variable.
func (v *Variables) InAddress(name string) bool { return v.inAddress[name] }
