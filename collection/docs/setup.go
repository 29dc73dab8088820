package docs

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/outline"
)

// SetUp is the way from the file to the first answer, for one authorization.
type SetUp struct {
	ID    string
	Title string // the authorization in Postman's words
	Where string // what it holds for, in words; "" where there is only one
	Steps []Step
}

// Step is one thing to do.
type Step struct {
	Title  string
	Text   []Span
	Fields []Field
	After  []Span // behind the fields
}

// Span is a piece of a sentence.
type Span struct {
	Text   string
	Strong bool   // a name of the interface
	Code   bool   // to be typed or read to the letter
	Link   string // the id of a place on the page
}

// Field is a line of a form: what it is called and what stands in it.
type Field struct {
	Label, Value string
	Note         string
	Choice       bool // the value is one of a few that Postman offers
	Tick         bool // it is a box to tick
	Hidden       bool // what stands in the file is not shown
}

func plain(text string) Span  { return Span{Text: text} }
func strong(text string) Span { return Span{Text: text, Strong: true} }
func code(text string) Span   { return Span{Text: text, Code: true} }
func link(l Link) Span        { return Span{Text: l.Text, Link: l.ID} }

// authUse is an authorization and where it stands.
type authUse struct {
	auth     collection.Auth
	owner    *collection.Item // nil for the collection itself
	requests []collection.Item
}

// authUses are the authorizations that requests use, each once however often it
// is written, in the order of their first requests.
func (m *maker) authUses() []*authUse {
	var uses []*authUse
	byText := map[string]*authUse{}
	for i := range m.facts.Collection.Requests() {
		a := i.Auth()
		if !a.IsSet() || a.Type() == "noauth" || a.Type() == "" {
			continue
		}
		use, ok := byText[a.Node.Raw()]
		if !ok {
			use = &authUse{auth: a, owner: owner(i)}
			byText[a.Node.Raw()] = use
			uses = append(uses, use)
		}
		use.requests = append(use.requests, i)
	}
	return uses
}

// owner is the item whose authorization is in force; nil for the collection.
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
	for _, use := range uses {
		s := SetUp{ID: "set-up", Title: authName(use.auth.Type())}
		if len(uses) > 1 {
			s.ID = m.ids.of("set-up-" + s.Title)
			s.Where = m.where(use)
		}
		m.setUpOf[use.auth.Node.Raw()] = Link{s.ID, s.Title}
		if len(m.page.SetUps) == 0 {
			s.Steps = append(s.Steps, importing())
		}
		if use.auth.Type() == "oauth2" {
			s.Steps = append(s.Steps, m.token(use)...)
		} else {
			s.Steps = append(s.Steps, m.form(use)...)
		}
		m.page.SetUps = append(m.page.SetUps, s)
	}
	if len(uses) == 0 && m.page.Requests > 0 {
		steps := []Step{importing()}
		if open := m.open(); len(open) > 0 {
			steps = append(steps, yours(open))
		}
		if first, ok := m.first(nil); ok {
			steps = append(steps, first)
		}
		m.page.SetUps = []SetUp{{ID: "set-up", Steps: steps}}
	}
}

// where says what an authorization holds for.
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

func importing() Step {
	return Step{Title: "Import the collection", Text: []Span{
		plain("In Postman, press "), strong("Import"),
		plain(" and choose the collection’s file. If an environment came with it, import that too and choose it in the top right corner."),
	}}
}

// yours is the step in which the reader fills in variables.
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
		fields = append(fields, Field{Label: v.Name, Note: v.Description})
	}
	return fields
}

// token are the steps to an OAuth 2.0 token.
func (m *maker) token(use *authUse) []Step {
	var steps []Step
	grant := use.auth.Attribute("grant_type").Text()
	people := grant == "" || strings.HasPrefix(grant, "authorization_code") || grant == "implicit"
	if step, ok := m.callback(use); ok && people {
		steps = append(steps, step)
	}
	if step, ok := m.filling(use, "accessToken"); ok {
		steps = append(steps, step)
	}
	steps = append(steps, Step{
		Title: "Check the authorization",
		Text: append(m.opening(use), plain(" Everything under "), strong("Configure New Token"),
			plain(" is filled in already. It reads:")),
		Fields: m.tokenFields(use),
	})
	get := Step{Title: "Get a token", Text: []Span{plain("Scroll down and press "), strong("Get New Access Token"), plain(". ")}}
	if people {
		get.Text = append(get.Text, plain("Sign in, and allow the access. "))
	}
	if name := m.refreshVariable; name != "" {
		get.Text = append(get.Text, plain("Copy the refresh token that Postman then shows into the variable "), code(name), plain(". "))
	}
	get.Text = append(get.Text, plain("Press "), strong("Use Token"), plain("."))
	steps = append(steps, get)
	if step, ok := m.first(use); ok {
		steps = append(steps, step)
	}
	if m.refresh.Node.Exists() {
		steps = append(steps, Step{Title: "When the token has expired", Text: []Span{
			plain("Send "), link(m.links[m.refresh.Node]), plain(". It gets a new token without signing in again."),
		}})
	}
	return steps
}

// callback is the step that lets the server send people back to Postman.
func (m *maker) callback(use *authUse) (Step, bool) {
	address := m.resolve(use.auth.Attribute("redirect_uri").Text(), use.owner)
	if address == "" {
		return Step{}, false
	}
	step := Step{
		Title: "Register the callback",
		Text: []Span{plain("Where the API’s owner keeps your application, put this address among its redirect URIs. " +
			"It is compared to the letter.")},
		Fields: []Field{{Label: "Callback URL", Value: address}},
	}
	browser := use.auth.Attribute("useBrowser")
	switch {
	case browser.True():
		step.After = []Span{strong("Authorize using browser"), plain(" is ticked: Postman’s desktop app then sends another callback, "),
			code(desktopCallback), plain(". Register that one too.")}
	case browser.Exists():
		step.After = []Span{plain("Leave "), strong("Authorize using browser"), plain(" unticked. With it ticked, Postman’s desktop app sends another callback, "),
			code(desktopCallback), plain(": register that one too if you want to use it.")}
	}
	return step, true
}

// desktopCallback is what Postman's desktop app sends where it authorizes in a
// browser, whatever the file says.
const desktopCallback = "https://oauth.pstmn.io/v1/callback"

// filling is the step in which the reader gives the values that an authorization
// leaves open.
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
	return yours(open), true
}

// opening says where the form of an authorization is.
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

// tokenFields are the fields of "Configure New Token" with what there is to say
// about them.
func (m *maker) tokenFields(use *authUse) []Field {
	fields := m.fields(use.auth)
	for i := range fields {
		f := &fields[i]
		switch {
		case f.Hidden:
		case f.Label == "Token Name":
			f.Note = "Any name will do."
		case f.Label == "State" && f.Value == "":
			f.Note = "Leave it empty."
		case f.Label == "Scope" && f.Value == "":
			f.Note = "Empty."
		case f.Label == "Scope" && len(outline.ScopeList(f.Value)) > 1:
			f.Note = "Ask only for what you need: take the others out here."
		}
	}
	return fields
}

// form are the steps for an authorization without tokens to get.
func (m *maker) form(use *authUse) []Step {
	var steps []Step
	if step, ok := m.filling(use); ok {
		steps = append(steps, step)
	}
	check := Step{
		Title: "Check the authorization",
		Text:  append(m.opening(use), plain(" Its type is "), strong(authName(use.auth.Type())), plain(".")),
	}
	if check.Fields = m.fields(use.auth); len(check.Fields) > 0 {
		check.Text = append(check.Text, plain(" It reads:"))
	}
	steps = append(steps, check)
	if step, ok := m.first(use); ok {
		steps = append(steps, step)
	}
	return steps
}

// first is the step that sends a request: one that changes nothing and asks for
// nothing, if there is one.
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
		if score > most {
			best, most = i, score
		}
	}
	if most < 0 {
		return Step{}, false
	}
	return Step{Title: "Send a request", Text: []Span{plain("Send "), link(m.links[best.Node]), plain(" to see that it works.")}}, true
}

// needsAnswer tells whether the address of a request has a part that comes from
// elsewhere: a path variable, or a variable that a script sets.
func (m *maker) needsAnswer(i collection.Item) bool {
	address := m.facts.Address(i)
	for r := range collection.References(address.Text) {
		if m.facts.Variables().SetByScript(r.Name) {
			return true
		}
	}
	return strings.Contains(address.Path, "/:")
}

// findRefresh finds the request that trades a refresh token for a new access
// token, and the variable that holds the refresh token.
func (m *maker) findRefresh() {
	for i := range m.facts.Collection.Requests() {
		for f := range i.Request().Body().Fields() {
			if f.Key() == "grant_type" && f.Value().Is("refresh_token") && !f.Disabled() {
				m.refresh, m.refreshVariable = i, tokenVariable(i)
				return
			}
		}
	}
}

// tokenVariable is the variable that a request sends as refresh token; "" where
// there is none.
func tokenVariable(i collection.Item) string {
	for f := range i.Request().Body().Fields() {
		if f.Key() == "refresh_token" {
			for r := range collection.References(f.Value().Text()) {
				return r.Name
			}
		}
	}
	return ""
}
