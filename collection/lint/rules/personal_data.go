package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/redact/pii"
)

var personalData = &rule.Rule{
	Name:     "personal-data",
	Category: rule.Privacy,
	Severity: diagnostic.Warning,
	Finds:    "a saved response or a body that holds what is plausibly a private person's data: a name with a birth date or phone number, a social security or medical record number, an e-mail address that reads like a name. It reads JSON, XML, HTML, CSV, HL7 v2, FHIR, C-CDA and X12, and weighs together what belongs together. Example domains, 555-01xx numbers, invented and famous people, and addresses of organizations are not reported. With the template of a health API, the finding is an error.",
	Why:      "Examples are copied out of real answers. Health data in a file that is passed around is a breach that has to be reported.",
	Bad:      rule.Response(`{"name": "OK", "code": 200, "body": "{\"first_name\": \"Marguerite\", \"last_name\": \"Oyelaran\", \"date_of_birth\": \"1961-04-17\"}"}`),
	Good:     rule.Response(`{"name": "OK", "code": 200, "body": "{\"first_name\": \"Jane\", \"last_name\": \"Doe\", \"date_of_birth\": \"1961-04-17\", \"email\": \"jane@example.com\"}"}`),
	Visit: rule.Visit{
		Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
			reportPersonal(p, pii.InRequest(r), "the body")
		},
		Response: func(p *rule.Pass, _ collection.Item, r collection.Response) {
			reportPersonal(p, pii.InResponse(r), "the example")
		},
	},
}

// reportPersonal makes one finding of what a body holds, at its first place.
func reportPersonal(p *rule.Pass, found []pii.Finding, where string) {
	if len(found) == 0 {
		return
	}
	first := found[0]
	from, to := rule.Within(first.Node, first.Start, first.End)
	f := rule.Finding{
		At: first.Node, Start: from, End: to,
		Message: fmt.Sprintf("%s holds what looks like a real person's data: %s", where, counted(found)),
		Help:    "put invented values in their place: reserved example domains, 555-01xx numbers, John Doe",
	}
	if p.Template != nil && p.Template.Health {
		f.Severity = diagnostic.Error
	}
	p.Report(f)
}

// counted says how much of what was found.
func counted(found []pii.Finding) string {
	count := map[pii.Kind]int{}
	for _, f := range found {
		count[f.Kind]++
	}
	var parts []string
	for _, k := range []pii.Kind{pii.Birth, pii.SSN, pii.Record, pii.Phone, pii.Email} {
		if n := count[k]; n > 0 { // a name goes with its birth date
			parts = append(parts, quantity(n, k))
		}
	}
	return strings.Join(parts, ", ")
}

func quantity(n int, k pii.Kind) string {
	one, many := string(k), string(k)+"s"
	switch k {
	case pii.Birth:
		one, many = "name with a birth date", "names with birth dates"
	case pii.Email:
		many = "e-mail addresses"
	}
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
