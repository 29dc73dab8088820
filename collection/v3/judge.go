package v3

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/suggest"
	"github.com/postwright/postwright/schemas"
)

// The rules of the format. Each is documented as a lint rule.
const (
	RuleSyntax       = "v3-syntax"
	RuleSchema       = "v3-schema"
	RuleUnloadable   = "v3-unloadable"
	RuleUnknownField = "v3-unknown-field"
	RuleFileName     = "v3-file-name"
	RuleUnusedFile   = "v3-unused-file"
	RuleNewerField   = "v3-newer-field"
	RuleLineEnds     = "v3-line-ends"
)

// Verdict reports whether a finding of a rule is part of the verdict on a collection,
// rather than advice.
func Verdict(rule string) bool {
	return rule == RuleSyntax || rule == RuleSchema || rule == RuleUnloadable || rule == RuleNewerField
}

// definitions maps kinds to definitions of the schema.
var definitions = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"http-request": "httpRequest", "graphql-request": "graphqlRequest", "grpc-request": "grpcRequest",
		"websocket-request": "websocketRequest", "socket.io-request": "socketioRequest", "mqtt-request": "mqttRequest",
		"mcp-request": "mcpRequest", "llm-request": "llmRequest",
		"http-example": "httpExample", "graphql-example": "graphqlExample", "grpc-example": "grpcExample",
		"websocket-example": "websocketExample", "socket.io-example": "socketioExample", "mqtt-example": "mqttExample",
		"websocket-message": "websocketMessage", "socket.io-message": "socketioMessage", "mqtt-message": "mqttMessage",
		"collection": "definition", "environment": "environment",
	}
}}

// compileAll compiles each definition once.
var compileAll = lazy.Value[map[string]*validate.Schema]{New: func() map[string]*validate.Schema {
	parts, err := validate.CompileDefinitions(string(schemas.CollectionV3()), slices.Collect(maps.Values(definitions.Get())))
	if err != nil {
		panic(err) // the schema is embedded
	}
	all := map[string]*validate.Schema{}
	for kind, name := range definitions.Get() {
		all[kind] = parts[name]
	}
	return all
}}

// Prepare compiles the schemas of files, so that the first collection need not wait for
// them. It can run on a goroutine while files are read.
func Prepare() { compileAll.Get() }

// report adds a finding about a range of bytes in a file.
func (c *reader) report(s *Source, start, end int, rule string, severity diagnostic.Severity, message, help string) {
	c.result.Findings = append(c.result.Findings, s.Finding(start, end, rule, severity, message, help))
}

// Finding returns a finding about a range of bytes in the file.
func (s *Source) Finding(start, end int, rule string, severity diagnostic.Severity, message, help string) diagnostic.Diagnostic {
	d := diagnostic.Diagnostic{Path: s.Path, Rule: rule, Severity: severity, Message: message, Help: help, Start: start, End: max(start, end)}
	if d.End == 0 { // about the file, whose tree is not needed
		d.Line, d.Column, d.EndLine, d.EndColumn = 1, 1, 1, 1
		return d
	}
	d.Line, d.Column = s.Tree().Position(d.Start)
	d.EndLine, d.EndColumn = s.Tree().Position(d.End)
	return d
}

// on reports a finding about a value in a file, or about the file if n is nil.
func (c *reader) on(s *Source, n *yamltree.Node, rule string, severity diagnostic.Severity, message, help string) {
	start, end := 0, 0
	if n != nil {
		start, end = n.Start(), firstPart(n)
	}
	c.report(s, start, end, rule, severity, message, help)
}

// left describes what Postman does with a file that it cannot read.
func left(file string) string {
	switch roleOf(file) {
	case definition:
		return "Postman ignores the definition: the folder runs without its authorization, variables and scripts"
	case request:
		return "postman collection run leaves the request out and still exits with 0"
	}
	return "Postman does not read the file"
}

// unquoted matches a line whose value starts with a reference and is not quoted.
var unquoted = lazy.Regexp{Expr: `^ *(?:- +)?[^ #"':]+: +(\{\{.*\S)`}

func (c *reader) syntax(s *Source, err *yamltree.Error) {
	line, _ := s.Tree().Position(err.Start)
	start, text := s.Tree().Line(line)
	if found := unquoted.Get().FindStringSubmatchIndex(text); found != nil {
		c.report(s, start+found[2], start+found[3], RuleSyntax, diagnostic.Error, "a value that starts with {{ must be quoted",
			"YAML reads {{ as the start of a map; "+left(s.Path))
		c.repair(func() []jsontree.Edit {
			return []jsontree.Edit{quotedReference(s.Text(), start+found[2], start+found[3])}
		})
		return
	}
	help := left(s.Path)
	if err.Help != "" {
		help = err.Help + "; " + help
	}
	c.report(s, err.Start, err.End, RuleSyntax, diagnostic.Error, err.Message, help)
}

// judge reports the problems of a single file.
func (c *reader) judge(s *Source) {
	root, of := s.Tree().Root, roleOf(s.Path)
	switch {
	case root == nil && of == definition:
		return
	case root == nil:
		c.report(s, 0, 0, RuleSyntax, diagnostic.Error, "the file is empty", left(s.Path))
		return
	case root.Kind != yamltree.Mapping:
		c.on(s, root, RuleSchema, diagnostic.Error, "the file must be a map, not a "+root.Kind.String(), left(s.Path))
		return
	}
	if _, err := s.Tree().Merged(); err != nil {
		c.report(s, err.Start, err.End, RuleUnloadable, diagnostic.Error, err.Message, joined(accepted, left(s.Path)))
		return
	}
	kind, ok := c.kind(s, of)
	if !ok {
		return
	}
	switch sound := isSound(s.Tree(), c.schemas[kind]); {
	case sound:
		c.newerType(s)
	case c.rough:
		c.suspect()
		return
	default:
		c.fits(s, kind)
	}
	if kind == "collection" && !ofFolder(s.Path) {
		c.newerVariable(s)
	}
	if of == definition || of == request {
		c.scripts(s, of, kind)
		c.lineEnds(s)
		c.inherit(s, of)
	}
}

// isKind matches what may be the kind of a request that is newer than Postwright.
var isKind = lazy.Regexp{Expr: `^[a-z][a-z0-9.-]*-request$`}

// kind returns the kind of a file, and false if it has no known kind.
func (c *reader) kind(s *Source, of role) (string, bool) {
	n := s.get("$kind")
	switch {
	case n == nil && of == definition:
		rule, severity, help := RuleSchema, diagnostic.Info, "add $kind: collection, as Postman does"
		if ofFolder(s.Path) {
			rule, severity, help = RuleUnloadable, diagnostic.Error, joined("add $kind: collection", accepted, left(s.Path))
		}
		c.on(s, s.root(), rule, severity, `the definition has no "$kind"`, help)
		c.repair(s.rewritten(func(root *yamltree.Node) {
			root.Pairs = slices.Insert(root.Pairs, 0, yamltree.Pair{Key: yamltree.Text("$kind"), Value: yamltree.Text("collection")})
		}))
		return "collection", true
	case n == nil:
		help, old := "add $kind: http-request, or the kind that it is", s.get("type")
		now := old.String() + "-request"
		isOld := of == request && definitions.Get()[now] != ""
		if isOld {
			help = fmt.Sprintf("write $kind: %s in place of type: %s", now, old.Text)
		}
		c.on(s, s.root(), RuleSchema, diagnostic.Error, `the file has no "$kind"`, joined(help, left(s.Path)))
		if isOld {
			c.repair(s.rewritten(func(root *yamltree.Node) {
				root.Delete("type")
				root.Pairs = slices.Insert(root.Pairs, 0, yamltree.Pair{Key: yamltree.Text("$kind"), Value: yamltree.Text(now)})
			}))
		}
		return "", false
	}
	if of == definition && n.Kind != yamltree.String {
		return "collection", true // the schema says what is wrong
	}
	ending := map[role]string{request: "-request", example: "-example", message: "-message"}[of]
	kind := n.String()
	if definitions.Get()[kind] != "" && (ending == "" && kind == "collection" || ending != "" && strings.HasSuffix(kind, ending)) {
		return kind, true
	}
	if isKind.Get().MatchString(kind) && of == request && suggest.Hint(kind, known("-request")) == "" {
		c.on(s, n, RuleNewerField, diagnostic.Info, fmt.Sprintf("the request kind %q is not known", kind), "older apps leave the request out")
		return "", false
	}
	c.on(s, n, RuleSchema, diagnostic.Error, fmt.Sprintf("%q is not a kind of %s%s", n.Text, roleName(of), suggest.Hint(kind, known(ending))), left(s.Path))
	if near, ok := suggest.Name(kind, known(ending)); ok && n.Kind == yamltree.String {
		c.certain(spelledAs(n, near))
	}
	return "", false
}

func roleName(of role) string {
	return [...]string{"file", "definition", "request", "example", "message"}[of]
}

// known returns the kinds that end with a text; "collection" for "".
func known(ending string) []string {
	if ending == "" {
		return []string{"collection"}
	}
	var names []string
	for name := range definitions.Get() {
		if strings.HasSuffix(name, ending) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// fits checks a file against the schema of its kind, and reports fields that the schema
// does not know.
func (c *reader) fits(s *Source, kind string) {
	w := &writer{places: &places{}, json: make([]byte, 0, len(s.text))}
	w.file, w.judged = s, true
	w.value(s.Tree().Root)
	d, err := jsontree.Parse(string(w.json))
	if err != nil {
		return
	}
	w.places.document = d
	c.unknownFields(s, kind, d, w.places, c.rejected(s, kind, d, w.places))
	c.newerType(s)
}

// rejected reports what the schema of a kind rejects in a file, whose content is d. It
// returns the places in d.
func (c *reader) rejected(s *Source, kind string, d *jsontree.Document, in *places) map[int]bool {
	found, err := validate.Document(d, c.schemas[kind], validate.Native)
	if err != nil {
		panic(err) // the embedded schema uses only what the checker supports
	}
	wrong := map[int]bool{}
	for _, f := range found {
		wrong[f.Start] = true
		f.Message, f.Help = ofMaps(f.Message), ofMaps(f.Help)
		at, _ := in.place(f.Start, f.End)
		rule, severity, then := RuleSchema, diagnostic.Error, left(s.Path)
		node := in.nodeAt(f.Start)
		if node != nil && node.Kind == yamltree.Number {
			f.Message = withNumber(f.Message, node.Text)
		}
		what := "a date"
		isText, isDate := strings.Contains(f.Message, "a string"), node != nil && node.Date
		if isDate && isText && strings.HasPrefix(strings.TrimLeft(node.Text, "+-"), ".") {
			what = "a number, which it is to the linter"
		}
		if isDate {
			f.Message = strings.Replace(f.Message, "not a list", "not "+what, 1)
		}
		switch {
		case kind == "collection" && f.Pointer == "/order" && ofFolder(s.Path):
			rule, then = RuleUnloadable, joined(accepted, then)
		case kind == "collection" && unread(s.Path, f.Pointer):
			severity, then = diagnostic.Warning, "Postman ignores it, so it has no effect"
		case isDate:
			switch {
			case isText && what != "a date":
				f.Help = "put it in quotes"
			case isText && roleOf(s.Path) == example: // the runner loads the rest, and needs no examples
				rule, severity, f.Help, then = RuleUnloadable, diagnostic.Warning, "put the date in quotes", joined(accepted, "its runner does not read the file")
			case isText:
				rule, f.Help, then = RuleUnloadable, "put the date in quotes", joined(accepted, then)
			}
			if kind == "environment" {
				then = "Postman fills in the corresponding time"
			}
		case kind == "collection" && tolerated(d.Lookup(f.Pointer)):
			rule, then = RuleUnloadable, joined(accepted, then)
		case f.Pointer == "/body/type" && node.Is("graphql"):
			f.Help = "a GraphQL request has $kind: graphql-request, query and variables, and no body"
		case roleOf(s.Path) == request && f.Pointer == "/type":
			f.Message, f.Help = `"type" is not supported beside "$kind", which replaced it`, "remove it"
		case roleOf(s.Path) == request && fatal(d.Lookup(f.Pointer)):
			rule, then = RuleUnloadable, unloadable
		case roleOf(s.Path) == example && isPartial(d.Lookup(f.Pointer)):
			severity, then = diagnostic.Warning, accepted
		}
		if in.nodeAt(d.Lookup(f.Pointer).Key().Start()).IsMerge() {
			f.Message, f.Help, then = `postman collection lint takes "<<" for a name`, "", "write the entries out; postman collection run merges the map"
		}
		c.report(s, at.start, at.end, rule, severity, f.Message, joined(f.Help, then))
		c.result.Findings[len(c.result.Findings)-1].Pointer = f.Pointer
		switch {
		case node == nil:
		case node.Kind == yamltree.Sequence && f.Pointer == "/auth":
			c.repair(s.unlisted)
		case f.Pointer == "/type":
			c.repair(s.rewritten(func(root *yamltree.Node) { root.Delete("type") }))
		default:
			c.repair(func() []jsontree.Edit { return retyped(node) })
		}
	}
	return wrong
}

// unknownFields reports the fields of a file that the schema of its kind does not know,
// except at the places that it rejects.
func (c *reader) unknownFields(s *Source, kind string, d *jsontree.Document, in *places, wrong map[int]bool) {
	for u := range c.schemas[kind].UnknownFields(d) {
		at, _ := in.place(u.Key.Start(), u.Key.End())
		name := u.Key.Text()
		if name == "$type" || wrong[u.Key.Start()] || in.nodeAt(u.Key.Start()).IsMerge() {
			continue
		}
		known := u.Known
		if roleOf(s.Path) == request && d.Root().Get(name).Key().Start() == u.Key.Start() {
			known = slices.DeleteFunc(slices.Clone(known), func(name string) bool { return name == "type" }) // the schema has it to reject it
		}
		near, _ := suggest.Name(name, known)
		hint := suggest.Hint(name, known)
		if habit := habits.Get()[name]; habit != "" {
			near = habit
			if slices.Contains(known, habit) {
				hint = fmt.Sprintf("; did you mean %q?", habit)
			}
		}
		c.report(s, at.start, at.end, RuleUnknownField, diagnostic.Warning, fmt.Sprintf("%q is not a field of %s%s", name, strings.Replace(u.Holder, "a settings", "the settings", 1), hint),
			"Postman ignores it, so it has no effect")
		if node := in.nodeAt(u.Key.Start()); near != "" && node != nil {
			c.repair(func() []jsontree.Edit { return []jsontree.Edit{spelledAs(node, near)} })
		}
	}
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "; ")
}

// habits maps fields of other formats to their names in v3.
var habits = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"header": "headers", "event": "scripts", "events": "scripts", "script": "scripts", "urlParameters": "queryParams", "params": "queryParams",
		"query": "queryParams", "variable": "variables", "variables": "values", "raw": "content", "mode": "type", "exec": "code", "listen": "type",
		"protocolProfileBehavior": "settings", "response": "examples", "responses": "examples", "status": "statusText", "code": "statusCode",
	}
}}

// twin reports a file that represents the same element as another one.
func (c *reader) twin(s, first *Source) {
	c.report(s, 0, 0, RuleFileName, diagnostic.Warning, "the file has a twin: "+strconv.Quote(first.Path)+" is the same with the other extension",
		"keep one of them; which one Postman reads is not defined")
}
