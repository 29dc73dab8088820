package rules

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var urlPlainHTTP = &rule.Rule{
	Name:     "url-plain-http",
	Category: rule.URL,
	Severity: diagnostic.Warning,
	Finds:    "a request over plain HTTP, except to a loopback or private name. One finding per host, at its first place, with a count. For a numeric host, which rarely has a certificate, it is an info.",
	Why:      "Anyone on the network path can read tokens and data, and change the answer.",
	Bad:      rule.Request(`"http://api.example.com/patients"`),
	Good: rule.Item(`{"name": "List patients", "request": "https://api.example.com/patients"},
{"name": "On this machine", "request": "http://localhost:8080/patients"}`),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		hosts := plainHosts{byName: map[string]*plainHost{}}
		hosts.variables(p, p.Collection.Variables())
		for _, i := range p.Facts.Items() {
			hosts.variables(p, i.Variables())
			if !i.IsFolder() {
				hosts.request(p, i)
			}
		}
		for _, h := range hosts.list {
			f := rule.Finding{
				At: h.first, Everywhere: true,
				Message: fmt.Sprintf("requests to %s use plain HTTP", h.name), Help: "use https, unless the host has none",
			}
			if h.count > 1 {
				f.Aside = fmt.Sprintf(" (%d places)", h.count)
			}
			if _, err := netip.ParseAddr(strings.Trim(h.name, "[]")); err == nil {
				f.Severity = diagnostic.Info // it probably has no certificate
			}
			p.Report(f)
		}
	}},
}

// plainHosts are the hosts that are called over plain HTTP, in order.
type plainHosts struct {
	byName map[string]*plainHost
	list   []*plainHost
}

type plainHost struct {
	name  string
	first jsontree.Node
	count int
}

func (h *plainHosts) add(at jsontree.Node, a address.Address) {
	host := h.byName[a.Host]
	if host == nil {
		host = &plainHost{name: a.Host, first: at}
		h.byName[a.Host] = host
		h.list = append(h.list, host)
	}
	host.count++
}

func (h *plainHosts) request(p *rule.Pass, i collection.Item) {
	u := i.Request().URL()
	const start = "http://"
	if sent := strings.TrimSpace(p.Facts.Sent(i)); len(sent) < len(start) || !strings.EqualFold(sent[:len(start)], start) {
		return // if a variable has the address, the finding is at the variable
	}
	if a := p.Facts.Address(i); isPlain(a) {
		h.add(addressNode(u), a)
	}
}

func isPlain(a address.Address) bool { return a.Scheme == "http" && a.IsResolved() && !a.IsPrivate() }

// variables adds the variables that are the start of an address.
func (h *plainHosts) variables(p *rule.Pass, list func(func(collection.Variable) bool)) {
	for v := range list {
		text := strings.ToLower(v.Value().Text())
		if !strings.HasPrefix(text, "http://") || v.Disabled() || !p.Facts.Variables().InAddress(v.Key()) {
			continue
		}
		if a := address.Split(p.Facts.Resolve(v.Value().Text(), nil)); isPlain(a) {
			h.add(v.Value(), a)
		}
	}
}
