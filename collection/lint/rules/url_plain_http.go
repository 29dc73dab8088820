package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var urlPlainHTTP = &rule.Rule{
	Name:     "url-plain-http",
	Category: rule.URL,
	Severity: diagnostic.Warning,
	Finds:    "a request over http: to anything but a loopback or private name.",
	Why:      "Everybody on the way reads tokens and data, and may change the answer.",
	Bad:      rule.Request(`"http://api.example.com/patients"`),
	Good: rule.Item(`{"name": "List patients", "request": "https://api.example.com/patients"},
{"name": "On this machine", "request": "http://localhost:8080/patients"}`),
	Visit: rule.Visit{
		File: func(p *rule.Pass) { plainVariables(p, p.Collection.Variables()) },
		Item: func(p *rule.Pass, i collection.Item) { plainVariables(p, i.Variables()) },
		Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
			u := r.URL()
			const start = "http://"
			if sent := strings.TrimSpace(p.Facts.Sent(u)); len(sent) < len(start) || !strings.EqualFold(sent[:len(start)], start) {
				return // of what a variable says, the variable is the place
			}
			if a := p.Facts.Address(i); isPlain(a) {
				at := u.Node
				if raw := at.Get("raw"); raw.Exists() {
					at = raw
				}
				plain(p, at, a)
			}
		},
	},
}

func isPlain(a address.Address) bool { return a.Scheme == "http" && a.IsResolved() && !a.IsPrivate() }

func plain(p *rule.Pass, at collection.Node, a address.Address) {
	p.Report(rule.Finding{At: at, Message: fmt.Sprintf("%s is asked over plain http", a.Host), Help: "use https, unless the host has none"})
}

// plainVariables looks at variables that hold the start of an address.
func plainVariables(p *rule.Pass, variables func(func(collection.Variable) bool)) {
	for v := range variables {
		text := strings.ToLower(v.Value().Text())
		if !strings.HasPrefix(text, "http://") || v.Disabled() || !p.Facts.Variables().InAddress(v.Key()) {
			continue
		}
		if a := address.Split(p.Facts.Resolve(v.Value().Text(), nil)); isPlain(a) {
			plain(p, v.Value(), a)
		}
	}
}
