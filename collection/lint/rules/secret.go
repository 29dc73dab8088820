package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/redact/secret"
)

var secretRule = &rule.Rule{
	Name:     "secret",
	Category: rule.Privacy,
	Severity: diagnostic.Error,
	Finds:    "a literal credential: by its place (an attribute, header, field or variable made for secrets) or by its shape (known token formats, what stands beside such a name in a body or script). The password of an account that the same request makes or that is its user's name, and a sample in a description, or in the body or example of a documented API, are infos. So is what a request sends whose name calls it invalid.",
	Why:      "Anyone with the file has access. Files are mailed, published and kept in version control forever.",
	Fix:      "Moves the value into a variable of that name and refers to it. If an environment is given, the variable goes there, out of the collection. Otherwise it goes into the collection's variables: the secret is then in one place, but still in the file, and is still reported.",
	Bad:      rule.Auth(`{"type": "basic", "basic": [{"key": "username", "value": "{{username}}"}, {"key": "password", "value": "hV7-qTz0pW"}]}`),
	Good:     rule.Collection(`"auth": {"type": "basic", "basic": [{"key": "username", "value": "{{username}}"}, {"key": "password", "value": "{{password}}"}]}, "variable": [{"key": "username", "value": ""}, {"key": "password", "value": ""}]`),

	Environments: true,

	Visit: rule.Visit{File: func(p *rule.Pass) {
		found := p.Facts.Secrets()
		if len(found) == 0 {
			return
		}
		m := newMoves(p)
		for _, s := range found {
			from, to := rule.Within(s.Node, s.From, s.To)
			f := rule.Finding{
				At: s.Node, Start: from, End: to,
				Message: fmt.Sprintf("a literal %s: %s", s.Kind, secret.MaskedShort(s.Value)),
			}
			if why := mild(p, s); why != "" {
				f.Severity, f.Help = diagnostic.Info, why // and it stays in its place
			} else {
				m.move(s, &f)
			}
			p.Report(f)
		}
	}},
}

// move decides which variable a secret moves to, and adds the edits if that is certain.
func (m *moves) move(s secret.Finding, f *rule.Finding) {
	place := s.Place()
	name := ""
	switch place {
	case secret.InVariable:
		name = s.Node.Parent().Get("key").Text()
		if name == "" || !m.inForce(s, name) {
			f.Help = "keep it in an environment that is not shared; revoke it if the file was shared"
			return
		}
		f.Help, f.Offer = "revoke it if the file was shared, and move it into an environment that is not shared", diagnostic.Repair
		if m.pass.Facts.Environment == nil {
			f.Offer = diagnostic.RepairIntoEnvironment
			return
		}
	case secret.InScript:
		f.Help = `keep it in an environment and read it with pm.environment.get("…"); revoke it if the file was shared`
		return
	case secret.InExample:
		f.Help = "replace it with an invented value; revoke it if the file was shared"
		return
	case secret.Elsewhere:
		f.Help = "take it out; revoke it if the file was shared"
		return
	default:
		name = m.name(s.Variable(), s.Value)
		what := "a variable"
		if f.Offer = diagnostic.Repair; m.pass.Facts.Environment == nil {
			what, f.Offer = "an environment", diagnostic.RepairIntoEnvironment
		}
		f.Help = fmt.Sprintf("revoke it if the file was shared, put it into %s and write {{%s}} here", what, name)
	}
	if f.Fix, f.FixEnvironment = m.edits(s, name, place); f.Fix == nil {
		f.Offer = diagnostic.NoOffer
	}
}
