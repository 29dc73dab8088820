package rules

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var oauth2StaticState = &rule.Rule{
	Name:     "oauth2-static-state",
	Category: rule.Authorization,
	Severity: diagnostic.Warning,
	Finds:    "a fixed, non-empty OAuth2 state.",
	Why:      "The state protects against forged answers only if it cannot be guessed (RFC 6749, section 10.12). A state in a shared file gives no protection.",
	Bad:      rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "state", "value": "clinic"}]}`),
	Good:     rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "state", "value": "{{$guid}}"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, _ *collection.Item, a collection.Auth) {
		state := a.Attribute("state")
		if a.Type() == "oauth2" && strings.TrimSpace(state.Text()) != "" && !strings.Contains(state.Text(), "{{") {
			p.Report(rule.Finding{
				At: state, Message: "the state is the same for everybody",
				Help: "leave it empty, or use {{$guid}}",
			})
		}
	}},
}
