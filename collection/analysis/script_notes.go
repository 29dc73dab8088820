package analysis

import (
	"maps"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/script"
)

// ScriptNotes are what scripts do with variables. What is noted keeps no script in
// memory.
type ScriptNotes struct {
	variableCollector
	declared map[string]bool // the variables of the file
	worded   map[string]bool // the sources whose words are noted
	followed map[assignedVariable]bool
}

// NewScriptNotes returns notes in which nothing is noted.
func (f *Facts) NewScriptNotes() *ScriptNotes {
	return &ScriptNotes{
		variableCollector: variableCollector{facts: f, v: newVariables(), seen: map[string]bool{}},
		declared:          f.declared(),
		worded:            map[string]bool{}, followed: map[assignedVariable]bool{},
	}
}

// KnowScripts gives the facts the notes on all scripts, in the order of the scripts, for
// callers that have gone through them already.
func (f *Facts) KnowScripts(notes []*ScriptNotes) { f.noted.Store(&notes) }

// scriptNotes returns the notes on all scripts.
func (f *Facts) scriptNotes() []*ScriptNotes {
	if notes := f.noted.Load(); notes != nil {
		return *notes
	}
	notes := f.NewScriptNotes()
	for _, s := range f.Scripts {
		notes.Add(s)
	}
	return []*ScriptNotes{notes}
}

// collectDeclared returns the names of the variables that the file itself has.
func (f *Facts) collectDeclared() map[string]bool {
	declared := map[string]bool{}
	for v := range f.Collection.Variables() {
		declared[v.Key()] = true
	}
	for _, i := range f.Items() {
		for v := range i.Variables() {
			declared[v.Key()] = true
		}
	}
	return declared
}

// add adds what scripts do with variables.
func (v *Variables) add(scripts *Variables) {
	for _, name := range scripts.names {
		v.define(name)
	}
	maps.Copy(v.used, scripts.used)
	maps.Copy(v.read, scripts.read)
	maps.Copy(v.set, scripts.set)
	maps.Copy(v.words, scripts.words)
	maps.Copy(v.quoted, scripts.quoted)
	v.Reads = append(v.Reads, scripts.Reads...)
	v.uses.merge(&scripts.uses)
	v.sets.merge(&scripts.sets)
}

// GoesOn reports whether a script names the request that comes next.
func (f *Facts) GoesOn() bool {
	return slices.ContainsFunc(f.scriptNotes(), func(n *ScriptNotes) bool { return n.v.goesOn })
}

// note adds a text to a set. The text may be a part of a source that is not kept.
func note(set map[string]bool, text string) {
	if !set[text] {
		set[strings.Clone(text)] = true
	}
}

// The objects of Postman's sandbox that hold variables.
var scopes = []string{"environment", "globals", "collectionVariables", "variables", "iterationData", "vault"}

// Add notes what a script says.
func (c *ScriptNotes) Add(s *script.Script) {
	if s.Kept(c) != nil {
		return // another event has the same script, which reads nothing: a read has its event
	}
	reads := len(c.v.Reads)
	defer func() {
		if len(c.v.Reads) == reads {
			s.Keep(c, true)
		}
	}()
	c.used(s.Source)
	if len(c.declared) > 0 {
		c.quotes(s)
	}
	for _, call := range s.Calls() {
		if call.Method == "setNextRequest" {
			c.v.goesOn = true
		}
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

// quotes notes the names of variables that are texts in a script: a function may be
// given them. Short ones, such as "id", are more often the keys of an answer.
func (c *ScriptNotes) quotes(s *script.Script) {
	const shortest = 4
	for _, t := range s.Tokens() {
		if text, ok := script.Content(t); ok && len(text) >= shortest && c.declared[text] {
			note(c.v.quoted, text)
		}
	}
}

// nameOf returns the expression that a call is given for a variable's name.
func nameOf(s *script.Script, call script.Call) []script.Token {
	if arguments := s.Arguments(call); len(arguments) > 0 {
		return arguments[0]
	}
	return nil
}

// withConstant puts the text of a constant into a call that is given its name.
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

// set takes any x.set("name", …) for a definition: x may be an alias.
func (c *ScriptNotes) set(s *script.Script, call script.Call, ofPostman bool) {
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

func (c *ScriptNotes) read(s *script.Script, call script.Call, scope string, ofPostman bool) {
	switch {
	case call.Literal:
		c.reads(call.Argument)
		if ofPostman && call.Method == "get" {
			c.v.Reads = append(c.v.Reads, Read{strings.Clone(call.Argument), scope, s.Event, call.Value.Start(), call.Value.End()})
		}
	case ofPostman:
		c.computes(&c.v.uses, s, nameOf(s, call))
	}
}

// gives notes that a call gives a variable a value, unless that is an empty one.
func (c *ScriptNotes) gives(s *script.Script, call script.Call) {
	if arguments := s.Arguments(call); len(arguments) > 1 && len(arguments[1]) == 1 {
		word := arguments[1][0]
		if text, ok := script.Content(word); ok && text == "" || word.Text == "null" || word.Text == "undefined" {
			return
		}
	}
	note(c.v.set, call.Argument)
}

func (c *ScriptNotes) reads(name string) {
	note(c.v.used, name)
	note(c.v.read, name)
}

// legacy follows postman.setEnvironmentVariable and the like.
func (c *ScriptNotes) legacy(s *script.Script, call script.Call) {
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

// legacyObjects follows environment.name, globals["name"] and data.name. Of the
// first two, who computes a name or hands the object on may read anything.
func (c *ScriptNotes) legacyObjects(s *script.Script) {
	for _, object := range []string{"environment", "globals", "data"} {
		for t := range s.Identifiers(object) {
			if name, ok := s.Property(t); ok {
				c.reads(name)
			} else if object != "data" && !s.Declares(object) {
				c.computes(&c.v.uses, s, s.Brackets(t))
			}
		}
	}
}
