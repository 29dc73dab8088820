package docs

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
)

// SetUp is the way from the file to the first response, for one authorization.
type SetUp struct {
	ID    string
	Title string // the authorization's name in Postman
	Where string // where it applies, in words; "" if there is only one
	Steps []Step
}

// Step is one step of a set-up.
type Step struct {
	Title  string
	Text   []Span
	Prose  string // in Markdown, after the text: from the collection itself
	Fields []Field
	After  []Span // after the fields
}

// Span is a piece of a sentence.
type Span struct {
	Text   string
	Strong bool   // a name in the user interface
	Code   bool   // to be typed or read exactly
	Link   string // the id of a place on the page
}

// Field is a field of a form, with its label and value.
type Field struct {
	Label, Value string
	Note         string
	Choice       bool // the value is one of Postman's choices
	Tick         bool // it is a checkbox
	Hidden       bool // the value in the file is not shown
	Missing      bool // the file has no value, but needs one
}

func plain(text string) Span  { return Span{Text: text} }
func strong(text string) Span { return Span{Text: text, Strong: true} }
func code(text string) Span   { return Span{Text: text, Code: true} }
func link(l Link) Span        { return Span{Text: l.Text, Link: l.ID} }

// authUse is an authorization and its place.
type authUse struct {
	auth     collection.Auth
	owner    *collection.Item // nil for the collection itself
	requests []collection.Item
}

// authUses returns the authorizations that requests use, in the order of their first
// requests. Equal ones are listed once.
func (m *maker) authUses() []*authUse {
	var uses []*authUse
	byText := map[string]*authUse{}
	for i := range m.facts.Collection.Requests() {
		a := i.Auth()
		if !a.IsSet() || a.Type() == "noauth" || a.Type() == "" {
			continue
		}
		text := textOf(a)
		use, ok := byText[text]
		if !ok {
			use = &authUse{auth: a, owner: owner(i)}
			byText[text] = use
			uses = append(uses, use)
		}
		use.requests = append(use.requests, i)
	}
	return uses
}

// textOf returns the same text for equal authorizations, however the file is indented.
func textOf(a collection.Auth) string {
	var b strings.Builder
	b.WriteString(a.Type())
	for key, value := range a.Values() {
		fmt.Fprintf(&b, "\n%q: %q", key, valueText(value))
	}
	return b.String()
}

// owner returns the item whose authorization is in force; nil for the collection.
func owner(i collection.Item) *collection.Item {
	for at := &i; at != nil; at = at.Folder {
		if at.OwnAuth().IsSet() {
			return at
		}
	}
	return nil
}

func (m *maker) setUps() {
	m.setUpOf = map[string]Link{}
	m.findRefresh()
	uses := m.authUses()
	if len(uses) > 0 {
		m.findGuide(uses[0])
	}
	for _, use := range uses {
		s := SetUp{ID: "set-up", Title: authName(use.auth.Type())}
		if len(uses) > 1 {
			s.ID = m.ids.of("set-up-" + s.Title)
			s.Where = m.where(use)
		}
		m.setUpOf[textOf(use.auth)] = Link{s.ID, s.Title}
		if use.auth.Type() == "oauth2" {
			s.Steps = m.token(use)
		} else {
			s.Steps = m.form(use)
		}
		m.page.SetUps = append(m.page.SetUps, s)
	}
	if len(uses) == 0 && m.page.Requests > 0 {
		steps := []Step{m.importing()}
		if open := m.open(); len(open) > 0 {
			steps = append(steps, yours(open))
		}
		if first, ok := m.first(nil); ok {
			steps = append(steps, first)
		}
		m.page.SetUps = []SetUp{{ID: "set-up", Steps: steps}}
	}
}

// where describes where an authorization applies.
func (m *maker) where(use *authUse) string {
	place := "the collection"
	if use.owner != nil {
		place = "the request “" + named(*use.owner) + "”"
		if use.owner.IsFolder() {
			place = "the folder “" + named(*use.owner) + "”"
		}
	}
	if n := len(use.requests); n > 1 {
		return fmt.Sprintf("Set on %s, used by %d requests.", place, n)
	}
	return "Set on " + place + "."
}

// importing returns the step that imports the files into Postman, by name if the names
// are known.
func (m *maker) importing() Step {
	files := m.options.Files
	step := Step{Title: "Import the collection", Text: []Span{plain("In Postman, press "), strong("Import"), plain(" and choose ")}}
	add := func(spans ...Span) { step.Text = append(step.Text, spans...) }
	environment := func() {
		add(plain(" Then choose "))
		if name := files.EnvironmentName; name != "" {
			add(plain("the environment "), strong(name))
		} else {
			add(plain("the environment"))
		}
		add(plain(" in the top right corner."))
	}
	switch {
	case files.Folder:
		step = Step{Title: "Open the collection", Text: []Span{
			plain("In Postman’s desktop app, connect a workspace to the project’s folder: the one with "), code("postman"),
			plain(" in it. The collection "), code(files.Collection), plain(" is then in the workspace; there is no file to import."),
		}}
		if files.Environment != "" {
			environment()
		}
	case files.Collection == "":
		add(plain("the collection’s file. If an environment came with it, import that too and choose it in the top right corner."))
	case files.Environment == "":
		add(code(files.Collection), plain("."))
	default:
		step.Title = "Import the two files"
		add(code(files.Collection), plain(" and "), code(files.Environment), plain("."))
		environment()
	}
	return step
}

// yours returns the step in which the reader fills in variables.
func yours(open []Variable) Step {
	return Step{
		Title:  "Fill in your values",
		Text:   []Span{plain("In the environment, or in the collection’s "), strong("Variables"), plain(" tab:")},
		Fields: fieldsOf(open),
	}
}

func fieldsOf(variables []Variable) []Field {
	var fields []Field
	for _, v := range variables {
		f := Field{Label: v.Name, Note: v.Description}
		if v.Undefined {
			f.Note = strings.TrimSpace(f.Note + " Defined nowhere in the collection: add it to the environment.")
		}
		fields = append(fields, f)
	}
	return fields
}

// filling returns the step in which the reader fills in the undefined values of an
// authorization. It reports whether there are any.
func (m *maker) filling(use *authUse, except ...string) (Step, bool) {
	var texts []string
	for key, value := range use.auth.Values() {
		skip := m.secrets.has(value)
		for _, name := range except {
			skip = skip || key == name
		}
		if !skip {
			texts = append(texts, valueText(value))
		}
	}
	open := m.openIn(use.owner, texts...)
	if len(open) == 0 {
		return Step{}, false
	}
	step := yours(open)
	if len(m.page.SetUps) == 0 && m.guide.values != "" {
		step.Text, step.Prose = nil, m.guide.values
	}
	return step, true
}

// opening returns the text that says where the form of an authorization is.
func (m *maker) opening(use *authUse) []Span {
	what, name := "the collection ", m.page.Title
	if use.owner != nil {
		name = named(*use.owner)
		what = "the request "
		if use.owner.IsFolder() {
			what = "the folder "
		}
	}
	spans := []Span{plain("Open " + what), strong(name), plain(" and its "), strong("Authorization"), plain(" tab.")}
	if n := len(use.requests); n > 1 && use.owner != nil && !use.owner.IsFolder() {
		spans = append(spans, plain(fmt.Sprintf(" %d requests have the same authorization, each its own.", n)))
	}
	return spans
}

// form returns the steps for an authorization that needs no token.
func (m *maker) form(use *authUse) []Step {
	var steps []Step
	if len(m.page.SetUps) == 0 {
		steps = append(steps, m.importing())
	}
	if step, ok := m.filling(use); ok {
		steps = append(steps, step)
	}
	check := Step{
		Title: "Check the authorization",
		Text:  append(m.opening(use), plain(" Its type is "), strong(authName(use.auth.Type())), plain(".")),
	}
	if check.Fields = m.fields(use); len(check.Fields) > 0 {
		check.Text = append(check.Text, missing(" Fill in ", check.Fields)...)
		check.Text = append(check.Text, plain(" It reads:"))
	}
	steps = append(steps, check)
	if step, ok := m.first(use); ok {
		steps = append(steps, step)
	}
	return steps
}

// first returns the step that sends a first request: preferably one that changes nothing
// and needs no values.
func (m *maker) first(use *authUse) (Step, bool) {
	var requests []collection.Item
	if use != nil {
		requests = use.requests
	} else {
		for i := range m.facts.Collection.Requests() {
			requests = append(requests, i)
		}
	}
	best, most := collection.Item{}, -1
	for _, i := range requests {
		score := 0
		if i.Request().Method() == "GET" {
			score += 2
		}
		if !m.needsAnswer(i) {
			score++
		}
		if m.guide.first == i.Node && use != nil {
			score += 4
		}
		if score > most {
			best, most = i, score
		}
	}
	if most < 0 {
		return Step{}, false
	}
	return Step{Title: "Send a request", Text: []Span{plain("Send "), link(m.links[best.Node]), plain(" to see that it works.")}}, true
}

// needsAnswer reports whether the address of a request has a part that comes from an
// earlier response: a path variable, or a variable that a script sets.
func (m *maker) needsAnswer(i collection.Item) bool {
	address := m.facts.Address(i)
	for r := range collection.References(address.Text) {
		if m.facts.Variables().SetByScript(r.Name) {
			return true
		}
	}
	return strings.Contains(address.Path, "/:")
}
