package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/cores"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/redact/pii"
)

var personalData = &rule.Rule{
	Name:     "personal-data",
	Category: rule.Privacy,
	Severity: diagnostic.Warning,
	Finds:    "a saved response, a variable of the collection or of a folder, or a request whose address, authorization, headers or body hold what is plausibly a private person's data: a name with a birth date or phone number, a street address beside them, a social security or medical record number, a number that a country gives to each of its people and whose check digit is right, an e-mail address that reads like a name. It reads JSON, XML, HTML, CSV, HL7 v2, FHIR, C-CDA and X12, in many languages, and weighs together what belongs together. The same people in several requests are one finding, with a count, and so are numbers of records alone in requests; in the examples of a manual or of a collection that was generated from a description of an API, and in what goes to a mock, a sandbox or another server that is there to try programs with, they are infos. So are a name with a birth date and nothing else, an e-mail address or a phone number alone in a request, which is mostly that of its author, and an address elsewhere that does not read like the name beside it or, without one, like a first and a last name, unless the text is about health. So is what a request that draws people at random has in its examples. Example domains, 555-01xx and other numbers for films, addresses of usual names alone, invented and famous people, and addresses of organizations are not reported. With the template of a health API, the finding is an error.",
	Why:      "Examples are copied from real answers. Health data in a shared file is a breach that must be reported.",
	Bad:      rule.Response(`{"name": "OK", "code": 200, "body": "{\"first_name\": \"Marguerite\", \"last_name\": \"Oyelaran\", \"date_of_birth\": \"1961-04-17\"}"}`),
	Good:     rule.Response(`{"name": "OK", "code": 200, "body": "{\"first_name\": \"Jane\", \"last_name\": \"Doe\", \"date_of_birth\": \"1961-04-17\", \"email\": \"jane@example.com\"}"}`),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		items := p.Facts.Items()
		people := people{byValue: map[string]*person{}}
		people.add(holding{found: pii.InVariables(p.Collection.Variables())})
		for _, i := range items {
			people.add(holding{found: pii.InVariables(i.Variables())})
		}
		for _, held := range search(items) {
			people.add(held)
		}
		for _, one := range people.list {
			if !one.isMadeUp(items) {
				one.report(p)
			}
		}
	}},
}

// holding is the personal data in a request or a saved example.
type holding struct {
	found   []pii.Finding
	example collection.Response // absent for a request
}

// search returns the personal data in the requests among items and in their examples, in
// order.
func search(items []collection.Item) []holding {
	const share = 400 // number of items that a core takes at a time
	parts := make([][]holding, len(items)/share+1)
	cores.Each(len(parts), func(n int) {
		add := func(held holding) {
			if len(held.found) > 0 {
				parts[n] = append(parts[n], held)
			}
		}
		for _, i := range items[n*share : min(len(items), (n+1)*share)] {
			if i.IsFolder() {
				continue
			}
			add(holding{found: pii.InRequest(i.Request())})
			for r := range i.Responses() {
				add(holding{pii.InResponse(r), r})
			}
		}
	})
	return slices.Concat(parts...)
}

// people are the people whose data is in a file, in order.
type people struct {
	byValue map[string]*person // the first person with a value
	records *person            // those of whom a request has just the number of a record
	list    []*person
}

// person is one person, or several whose data is in the same request or example.
type person struct {
	holding
	count int // number of places
}

// add adds the data in a request or example. If all its values are known, they belong to
// known people.
func (p *people) add(h holding) {
	if len(h.found) == 0 {
		return
	}
	values := valuesOf(h.found)
	var known *person
	for _, value := range values {
		first := p.byValue[value]
		if known == nil {
			known = first
		}
		if first == nil {
			one := p.records
			if one != nil && h.isRecords() {
				one.count++
			} else {
				one = &person{h, 1}
				p.list = append(p.list, one)
			}
			if h.isRecords() {
				p.records = one
			}
			for _, value := range values {
				if p.byValue[value] == nil {
					p.byValue[value] = one
				}
			}
			return
		}
	}
	known.count++
}

// isRecords reports whether a request has nothing but numbers of records.
func (h holding) isRecords() bool {
	return !h.example.Node.Exists() && !slices.ContainsFunc(h.found, func(f pii.Finding) bool { return f.Kind != pii.Record })
}

// valuesOf returns the values that were found, in lower case. A tag after "+" (RFC 5233)
// is removed from an e-mail address, and the dots from one of Google's.
func valuesOf(found []pii.Finding) []string {
	var values []string
	var node jsontree.Node
	text := "" // of the node; there may be thousands of findings in one
	for _, f := range found {
		if f.Node != node {
			node, text = f.Node, f.Node.Text()
		}
		values = append(values, canonicalValue(f.Kind, strings.ToLower(text[f.Start:f.End])))
	}
	return values
}

func canonicalValue(kind pii.Kind, value string) string {
	local, domain, ok := strings.Cut(strings.Replace(value, "%40", "@", 1), "@")
	if !ok || kind != pii.Email {
		return value
	}
	local, _, _ = strings.Cut(local, "+")
	if domain == "gmail.com" || domain == "googlemail.com" {
		local = strings.ReplaceAll(local, ".", "")
	}
	return local + "@" + domain
}

// isMadeUp reports whether all that a person has is one address that was made up, by the
// names beside it in every text of the collection: who logs in with it has signed up
// elsewhere.
func (o *person) isMadeUp(items []collection.Item) bool {
	if len(o.found) != 1 || o.found[0].Kind != pii.Email {
		return false
	}
	f := o.found[0]
	address := f.Node.Text()[f.Start:f.End]
	made, own := false, false
	look := func(text string) {
		if strings.Contains(text, address) {
			owner := pii.OwnersIn(text).Of(address)
			made, own = made || owner.MadeUp, own || owner.Beside && !owner.MadeUp
		}
	}
	for _, i := range items {
		if i.IsFolder() {
			continue
		}
		look(i.Request().Body().Content().Text())
		for r := range i.Responses() {
			look(r.Body().Text())
		}
	}
	return made && !own
}

// report reports one finding for a person, at the first place.
func (o *person) report(p *rule.Pass) {
	first := o.found[0]
	from, to := rule.Within(first.Node, first.Start, first.End)
	f := rule.Finding{
		At: first.Node, Start: from, End: to, Everywhere: true,
		Message: fmt.Sprintf("%s holds what looks like a real person's data: %s", o.place(), counted(o.found)),
		Help:    "put invented values in their place: reserved example domains, 555-01xx numbers, John Doe",
	}
	if o.count > 1 {
		f.Aside = fmt.Sprintf(" (%d places)", o.count)
	}
	if o.isProbablyInvented(p) {
		f.Severity = diagnostic.Info
	}
	if p.API != nil && p.API.IsHealth() {
		f.Severity = diagnostic.Error
	}
	p.Report(f)
}

// isProbablyInvented reports whether a person is probably a sample, or whoever wrote the
// collection: in an example of a manual, or of a collection that a converter made, at a
// mock or a sandbox, with a single kind of data written into a request, or with
// only a name and a date of birth. In text about health, where people copy real data, a
// single kind is enough, but for a record number.
func (o *person) isProbablyInvented(p *rule.Pass) bool {
	has := func(kinds ...pii.Kind) bool {
		return slices.ContainsFunc(o.found, func(f pii.Finding) bool { return slices.Contains(kinds, f.Kind) })
	}
	isExample := o.example.Node.Exists()
	isClinical := pii.IsClinical(o.found[0].Node.Text())
	if isExample && (isGenerated(p.Document) || isWritten(o.example) && (isLongManual(p) || isManual(p) && !o.hasPrivateMail())) || o.isForTests(p, isClinical) || drawsPeople(o.found[0].Node) {
		return true
	}
	if o.isMailAlone(isClinical) {
		return true
	}
	if !isExample && o.place() != aVariable && !has(pii.Name, pii.Birth, pii.SSN, pii.Identity, pii.Address) && !(has(pii.Phone) && has(pii.Email)) {
		return !isClinical || !has(pii.Phone, pii.Email)
	}
	return !isClinical && !has(pii.SSN, pii.Phone, pii.Email, pii.Record, pii.Identity, pii.Address)
}

// isMailAlone reports whether there is nothing but addresses of mail, none of them after
// the name of somebody who is plausibly real. In text about health an address counts also
// without a name beside it.
func (o *person) isMailAlone(isClinical bool) bool {
	var node jsontree.Node
	var owners pii.Owners // in the text of the node; there may be thousands of findings in one
	text := ""
	return !slices.ContainsFunc(o.found, func(f pii.Finding) bool {
		if f.Kind != pii.Email {
			return true
		}
		if f.Node != node {
			node, text = f.Node, f.Node.Text()
			owners = pii.OwnersIn(text)
		}
		owner := owners.Of(text[f.Start:f.End])
		return owner.Named || isClinical && !owner.Beside
	})
}

// hasPrivateMail reports whether there is an address at a provider of mail for private
// people.
func (o *person) hasPrivateMail() bool {
	return slices.ContainsFunc(o.found, func(f pii.Finding) bool {
		return f.Kind == pii.Email && pii.IsPrivateMail(f.Node.Text()[f.Start:f.End])
	})
}

// drawsPeople reports whether the request around a node draws names or addresses of people
// at random: what its examples have then is drawn, too.
func drawsPeople(n jsontree.Node) bool {
	return drawn(n, "FirstName", "LastName", "FullName", "Email", "ExampleEmail", "PhoneNumber")
}

// drawn reports whether the request around a node uses one of Postman's random variables.
func drawn(n jsontree.Node, names ...string) bool {
	item := collection.EnclosingItem(n)
	return item.Exists() && slices.ContainsFunc(names, func(name string) bool { return strings.Contains(item.Raw(), "{{$random"+name+"}}") })
}

// forTests matches words that say that a server has no real people.
var forTests = lazy.Regexp{Expr: `(?i)(?:\b|_)(?:mocks?|mocked|sandbox(?:es)?|synthetic|simulators?|dummy|fake)(?:\b|_)`}

// stages are parts of the names of hosts that say that a server is there to try programs
// with. In text about health they may hold copies of real records, but for the first two.
var stages = []string{"int", "integration", "qa", "uat", "test"}

// isStage reports whether an address is that of a server to try programs with.
func isStage(address string, isClinical bool) bool {
	known := stages
	if isClinical {
		known = stages[:2]
	}
	_, host, _ := strings.Cut(address, "://")
	host, _, _ = strings.Cut(host, "/")
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(host), func(r rune) bool { return r == '.' || r == '-' }), func(label string) bool { return slices.Contains(known, label) })
}

func isTestServer(address string, isClinical bool) bool {
	return forTests.Get().MatchString(address) || isStage(address, isClinical)
}

// isForTests reports whether the names of a request and of its folders, or its address, say
// that its server has no real people.
func (o *person) isForTests(p *rule.Pass, isClinical bool) bool {
	item := collection.Item{Node: collection.EnclosingItem(o.found[0].Node)}
	for at := o.found[0].Node; at.Exists(); at = at.Parent() {
		if at.Kind() != jsontree.Object {
			continue
		}
		url := at.Get("url")
		if url.Kind() == jsontree.Object {
			url = url.Get("raw")
		}
		if name := at.Get("name"); name.Kind() == jsontree.String && (at.Get("item").Exists() || at.Get("request").Exists()) && forTests.Get().MatchString(name.Text()) ||
			url.Kind() == jsontree.String && isTestServer(p.Facts.Resolve(url.Text(), &item), isClinical) {
			return true
		}
		if info := at.Get("info").Get("name"); info.Kind() == jsontree.String && forTests.Get().MatchString(info.Text()) {
			return true
		}
	}
	return false
}

const aVariable = "the value of a variable"

// place describes what has the data.
func (o *person) place() string {
	if o.example.Node.Exists() {
		return "the example"
	}
	for at := o.found[0].Node; at.Exists(); at = at.Parent() {
		switch key := at.Key(); {
		case key.Is("body"):
			return "the body"
		case key.Is("url"), key.Is("request"):
			return "the address"
		case key.Is("header"):
			return "the header"
		case key.Is("auth"):
			return "the authorization"
		case key.Is("variable"):
			return aVariable
		}
	}
	return "the request"
}

// counted describes how much of each kind was found.
func counted(found []pii.Finding) string {
	count := map[pii.Kind]int{}
	for _, f := range found {
		count[f.Kind]++
	}
	var parts []string
	for _, k := range []pii.Kind{pii.Birth, pii.SSN, pii.Identity, pii.Record, pii.Phone, pii.Email, pii.Address} {
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
	case pii.Email, pii.Address:
		many = one + "es"
	}
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
