package docs

import (
	"strings"

	"github.com/postwright/postwright/collection"
)

// token returns the steps to an OAuth 2.0 token. Steps at the API's provider come before
// the import.
func (m *maker) token(use *authUse) []Step {
	var steps []Step
	first := len(m.page.SetUps) == 0
	if step, ok := m.callback(use); ok && signsIn(use.auth) {
		steps = append(steps, step)
	}
	if first {
		steps = append(steps, m.importing())
	}
	if step, ok := m.filling(use, "accessToken"); ok {
		steps = append(steps, step)
	}
	check := Step{Title: "Check the authorization", Text: m.opening(use), Fields: m.tokenFields(use)}
	check.Text = append(check.Text, m.claim(use, check.Fields)...)
	steps = append(steps, check)
	get := Step{Title: "Get a token", Text: []Span{plain("Scroll down and press "), strong("Get New Access Token"), plain(". ")}}
	if signsIn(use.auth) {
		get.Text = append(get.Text, plain("Sign in, and allow the access. "))
	}
	get.Text = append(get.Text, plain("Press "), strong("Use Token"), plain("."))
	if first {
		get.Prose = m.guide.token
	}
	steps = append(steps, get)
	if step, ok := m.first(use); ok {
		steps = append(steps, step)
	}
	if m.refresh.Node.Exists() {
		steps = append(steps, Step{Title: "When the token has expired", Text: m.renewing(use)})
	}
	return steps
}

// renewing describes how to renew a token. "Use Token" replaces the reference to a
// variable in the Authorization tab by the token itself. A request that renews the
// variable then has no effect until the reference is restored (postman-app-support
// #13650).
func (m *maker) renewing(use *authUse) []Span {
	text := []Span{
		plain("For requests that you send by hand, turn on "), strong("Auto-refresh token"),
		plain(" in the Authorization tab (Postman 10.6 or newer): Postman then renews the token there. "),
	}
	send := []Span{plain("send "), link(m.links[m.refresh.Node]), plain(". It gets a new token without signing in again.")}
	access := ""
	for r := range collection.References(use.auth.Attribute("accessToken").Text()) {
		access = r.Name
	}
	if access == "" || m.refreshVariable == "" {
		return append(append(text, plain("Or ")), send...)
	}
	text = append(text,
		plain("For shared variables, Newman and CI, copy both tokens from the window that shows them into the variables "),
		code(access), plain(" and "), code(m.refreshVariable), plain(", and put "), code("{{"+access+"}}"),
		plain(" back into the tab’s "), strong("Token"), plain(" field, where "), strong("Use Token"), plain(" has put the token itself. Then "))
	return append(text, send...)
}

// signsIn reports whether a person signs in for a token.
func signsIn(a collection.Auth) bool {
	grant := a.Attribute("grant_type").Text()
	return grant == "" || strings.HasPrefix(grant, "authorization_code") || grant == "implicit"
}

// callback returns the step that registers Postman's callback with the server.
func (m *maker) callback(use *authUse) (Step, bool) {
	address := m.resolve(use.auth.Attribute("redirect_uri").Text(), use.owner)
	if address == "" {
		return Step{}, false
	}
	step := Step{
		Title: "Register the callback",
		Text: []Span{plain("Where the API’s owner keeps your application, put this address among its redirect URIs. " +
			"It must match exactly.")},
		Fields: []Field{{Label: "Callback URL", Value: address}},
	}
	if g := m.guide; g.register != "" && len(m.page.SetUps) == 0 {
		step.Title, step.Prose, step.Text = g.registerTitle, g.register, nil
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

// desktopCallback is the callback that Postman's desktop app sends when it authorizes in
// a browser, whatever the file says.
const desktopCallback = "https://oauth.pstmn.io/v1/callback"

// tokenFields returns the fields of "Configure New Token" with notes.
func (m *maker) tokenFields(use *authUse) []Field {
	fields := m.fields(use)
	for i := range fields {
		f := &fields[i]
		switch {
		case f.Hidden, f.Missing:
		case f.Label == "Token Name":
			f.Note = "Any name will do."
		case f.Label == "State" && f.Value == "":
			f.Note = "Leave it empty."
		case f.Label == "Scope" && f.Value == "":
			f.Note = "Empty: what the token may do is up to the server."
		case f.Label == "Scope" && len(collection.Scopes(f.Value)) > 1:
			f.Note = "Ask only for what you need: take the others out here."
		}
	}
	return fields
}

// findRefresh finds the request that exchanges a refresh token for a new access token,
// and the variable with the refresh token.
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

// tokenVariable returns the variable that a request sends as the refresh token; "" if
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
