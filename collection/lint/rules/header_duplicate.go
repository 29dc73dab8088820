package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var headerDuplicate = &rule.Rule{
	Name:     "header-duplicate",
	Category: rule.Headers,
	Severity: diagnostic.Warning,
	Finds:    "an enabled header that a request has twice, in any case. With the same value twice it is an info.",
	Why:      "Postman sends both if they are spelled the same, and only the last if they differ in case. Servers use the first, the last, or both joined by a comma.",
	Bad: rule.Request(`{"url": "https://api.example.com/patients", "header": [
	{"key": "Accept", "value": "application/json"}, {"key": "accept", "value": "application/xml"}]}`),
	Good: rule.Request(`{"url": "https://api.example.com/patients", "header": [
	{"key": "Accept", "value": "application/json"}, {"key": "accept", "value": "application/xml", "disabled": true}]}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
		if !mayRepeat(r) {
			return
		}
		seen := map[string]header{}
		for h := range headers(r) {
			name := strings.ToLower(strings.TrimSpace(h.name.Text))
			if h.unsent || name == "" || strings.Contains(name, "{{") {
				continue
			}
			first, ok := seen[name]
			if !ok {
				seen[name] = h
				continue
			}
			what := "both are sent"
			if first.name.Text != h.name.Text {
				what = "they differ in case: only the last is sent"
			}
			var severity diagnostic.Severity
			if first.value.Text == h.value.Text {
				severity = diagnostic.Info
			}
			reportPart(p, h.name, rule.Finding{
				Severity: severity,
				Message:  fmt.Sprintf("the header %s appears twice", h.name.Text),
				Aside:    firstIn(p, first.name.Node),
				Help:     what + "; remove or disable one of them",
			})
		}
	}},
}

// mayRepeat reports whether two headers of a request may have the same name. It is a
// fast check: for most requests a few bits show that no names repeat.
func mayRepeat(r collection.Request) bool {
	var seen [4]uint64
	again := false
	for h := range r.Headers() {
		bit := uint8(0)
		for _, c := range []byte(strings.TrimSpace(h.Key())) {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			again = again || c >= utf8.RuneSelf // this does not lower other letters
			bit = bit*31 + c
		}
		again = again || seen[bit/64]&(1<<(bit%64)) != 0
		seen[bit/64] |= 1 << (bit % 64)
	}
	return again
}
