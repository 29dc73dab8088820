package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

var authIncomplete = &rule.Rule{
	Name:     "auth-incomplete",
	Category: rule.Authorization,
	Severity: diagnostic.Error,
	Finds:    "an authorization without the credentials that its type needs, with the attribute that was written instead. If a template or an environment supplies them, or the request logs in, it is an info. A request that tests the refusal is not reported. OAuth 2.0 has its own rule, oauth2-incomplete.",
	Why:      "Postman then sends the request without authorization.",
	Bad:      rule.Auth(`{"type": "bearer", "bearer": [{"key": "bearerToken", "value": "{{access_token}}"}]}`),
	Good:     rule.Auth(`{"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, i *collection.Item, a collection.Auth) {
		if !a.Node.Get(a.Type()).Exists() || authorizedOtherwise(p, i) || i != nil && testsDenial(p, *i) {
			return // auth-attributes-missing reports it
		}
		for _, key := range missingCredentials(a) {
			f := rule.Finding{
				At: a.Node.Get("type"), Message: fmt.Sprintf("the %s authorization has no %q", a.Type(), key),
				Help: "requests are sent without authorization; fill it in, with a variable such as {{" + key + "}}",
			}
			if value := a.Attribute(key); value.Is("") {
				f.At, f.Message = value, fmt.Sprintf("%q of the %s authorization is empty", key, a.Type())
			}
			if other := writtenInstead(a, key); other.Node.Exists() {
				f.At = other.Node.Get("key")
				f.Message += fmt.Sprintf("; did you mean %q to be it?", other.Key())
				f.Help = fmt.Sprintf("Postman does not know %q: requests are sent without authorization; rename it to %q", other.Key(), key)
			} else if suppliedElsewhere(p, key) || i != nil && a.Type() == "bearer" && isLoginRequest(p, *i) {
				f.Severity = diagnostic.Info // who logs in has no token yet
			}
			p.Report(f)
		}
	}},
}

// missingCredentials returns the attributes that an authorization lacks.
func missingCredentials(a collection.Auth) []string {
	kind := a.Type()
	if kind == "oauth2" {
		return nil
	}
	known, _ := collection.AuthTypeOf(kind)
	needs := known.Credentials
	if needs == nil {
		needs = known.SignsWith
	}
	isEmpty := func(key string) bool {
		value := a.Attribute(key)
		return !value.Exists() || value.Kind() == jsontree.Null || value.Is("")
	}
	var missing []string
	for _, key := range needs {
		if isEmpty(key) {
			missing = append(missing, key)
		}
	}
	switch {
	case kind == "basic" && !isEmpty("password"), kind == "apikey" && len(missing) == 1 && missing[0] == "key" && a.Attribute("key").Exists():
		return nil // some APIs accept a password alone
	case kind == "jwt" && isEmpty("secret") && isEmpty("privateKey"):
		missing = append(missing, "secret")
	case kind == "oauth1" && isEmpty("consumerSecret") && isEmpty("privateKey"):
		missing = append(missing, "consumerSecret")
	}
	return missing
}

// writtenInstead returns an attribute that Postman does not know and that was probably
// meant to be the one with a key: its name contains or resembles the key, or it is the
// only attribute of a type that has one.
func writtenInstead(a collection.Auth, key string) collection.Attribute {
	known := collection.AuthAttributes(a.Type())
	var only collection.Attribute
	count := 0
	for at := range a.Attributes() {
		count++
		name := at.Key()
		if name == "" || slices.Contains(known, name) || at.Value().Text() == "" {
			continue
		}
		small, smallKey := strings.ToLower(name), strings.ToLower(key)
		if strings.Contains(small, smallKey) || len(name) > 3 && strings.Contains(smallKey, small) {
			return at
		}
		if _, near := suggest.Name(name, []string{key}); near {
			return at
		}
		only = at
	}
	if count == 1 && a.Type() == "bearer" {
		return only
	}
	return collection.Attribute{}
}

// authorizedOtherwise reports whether a request has its credentials in a header, or a
// script adds them.
func authorizedOtherwise(p *rule.Pass, i *collection.Item) bool {
	events := p.Collection.Events()
	if i != nil {
		events = i.Events()
		for h := range i.Request().Headers() {
			if !h.Disabled() && strings.EqualFold(h.Key(), "Authorization") {
				return true
			}
		}
	}
	for e := range events {
		if e.Listen() == "prerequest" {
			if source := p.Facts.Script(e).Source; strings.Contains(source, "uthorization") || strings.Contains(source, "request.auth") {
				return true
			}
		}
	}
	return false
}

// denialName matches names of requests that should be refused because they send no
// authorization, denialStatus tests for the status of a refusal.
var (
	denialName   = lazy.Regexp{Expr: `(?i)\b(un-?auth\w*|not (auth\w*|logged in)|(no|without|missing|empty|lacks?)[ _-]+(an? |the |any )?(valid )?(access |bearer )?(auth\w*|tokens?|credentials|login|key|api[ _-]?key)|forbidden|40[13]|sem (token|autentica\w*)|sin (token|autentica\w*|autoriza\w*)|sans (token|jeton|authentification))\b`}
	denialStatus = lazy.Regexp{Expr: `(?:status\(|\bcode\b\D{0,40}|[Ss]tatus\D{0,30})40[13]\b`}
)

// testsDenial reports whether a request tests that the server requires authorization.
func testsDenial(p *rule.Pass, i collection.Item) bool {
	if denialName.Get().MatchString(i.Name()) {
		return true
	}
	for e := range i.Events() {
		if source := p.Facts.Script(e).Source; e.Listen() == "test" && denialStatus.Get().MatchString(source) && !strings.Contains(source, "200") {
			return true
		}
	}
	return false
}

// suppliedElsewhere reports whether a template, or a variable of the environment,
// supplies an attribute.
func suppliedElsewhere(p *rule.Pass, key string) bool {
	if p.API != nil {
		return true
	}
	own := words(key)
	last := own[len(own)-1]
	for _, name := range p.Facts.Environment.Names() {
		if w := words(name); len(w) > 0 && w[len(w)-1] == last {
			return true
		}
	}
	return false
}
