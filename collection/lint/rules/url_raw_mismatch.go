package rules

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/redact"
)

var urlRawMismatch = &rule.Rule{
	Name:     "url-raw-mismatch",
	Category: rule.URL,
	Severity: diagnostic.Warning,
	Finds:    `an address whose "raw" disagrees with its parts (host, path, query, …). If "raw" only lacks the query, it is an info.`,
	Why:      `Postman sends the parts, while people, and a search through the file, read "raw": the request leads elsewhere than it seems to.`,
	Fix:      `Rewrites "raw" from the parts, which are what is sent. If the parts lack the host, the path or the query, "raw" has the only copy, and nothing is changed.`,
	Bad: rule.Request(`{"url": {
	"raw": "https://api.example.com/v1/patients",
	"protocol": "https", "host": ["api", "example", "com"], "path": ["v2", "patients"]}}`),
	Good: rule.Request(`{"url": {
	"raw": "https://api.example.com/v2/patients",
	"protocol": "https", "host": ["api", "example", "com"], "path": ["v2", "patients"]}}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		u := r.URL()
		raw := u.Node.Get("raw")
		if raw.Kind() != jsontree.String || !u.HasParts() || strings.TrimSpace(raw.Text()) == "" {
			return
		}
		sent := p.Facts.Sent(i)
		if sameAddress(raw.Text(), sent) || sameAddress(raw.Text(), u.Shown()) {
			return
		}
		masked := redact.URL(u)
		shownRaw, shownSent := maskedAddress(masked.Raw()), maskedAddress(masked.Sent())
		f := rule.Finding{
			At: raw, Message: p.Term(`"raw" is not what is sent`, `the query of "url" is not what is sent`),
			Help: fmt.Sprintf("%s %s", p.Term("the parts, which Postman sends, make", `"queryParams", which Postman sends, makes`), shownBeside(shownSent, shownRaw)),
			Fix:  []jsontree.Edit{raw.Replace(jsontree.Quote(rewritten(u, raw.Text(), sent)))},
		}
		if path, query, asks := strings.Cut(sent, "?"); asks && query != "" && sameAddress(raw.Text(), path) {
			f.Message, f.Severity = p.Term(`"raw"`, `"url"`)+" lacks the query that is sent", diagnostic.Info
		}
		if protocol, _, ok := strings.Cut(raw.Text(), "://"); ok && u.Node.Get("protocol").Text() == "" && !strings.Contains(sent, "://") {
			if protocol == "http" && sameAddress(raw.Text(), "http://"+sent) {
				return
			}
			// A missing part was probably forgotten.
			f.Message = fmt.Sprintf(`the parts have no protocol: Postman sends it over http, not as "raw" says over %s`, protocol)
			f.Help = fmt.Sprintf(`add "protocol": %q`, protocol)
			f.Fix = nil
		}
		if k := u.Node.Get("query").Kind(); k == jsontree.String || k == jsontree.Object {
			f.Fix = nil // "raw" may be the one that can be read
		}
		if lacking := lackingParts(u, raw.Text()); len(lacking) > 0 {
			what := strings.Join(lacking, " and no ")
			parts, text := "the parts", `"raw"`
			f.Message = fmt.Sprintf(`the parts, which Postman sends, have no %s, and "raw" has`, what)
			if p.V3 {
				parts, text = `"queryParams"`, `"url"`
				f.Message = fmt.Sprintf(`"queryParams", which Postman sends, has no %s, and "url" has`, what)
			}
			f.Help = fmt.Sprintf("write it into %s, or take it out of %s: %s", parts, text, shownBeside(shownRaw, shownSent))
			f.Fix = nil
		}
		p.Report(f)
	}},
}

// lackingParts returns the parts that an address has only in "raw".
func lackingParts(u collection.URL, raw string) []string {
	missing := func(key string) bool {
		k := u.Node.Get(key).Kind()
		return k == jsontree.Absent || k == jsontree.Null
	}
	in := address.Parse(raw)
	var lacking []string
	if u.Host() == "" && len(in.Host) > 0 {
		lacking = append(lacking, "host")
	}
	if missing("path") && strings.Join(in.Path, "") != "" {
		lacking = append(lacking, "path")
	}
	if missing("query") && len(in.Query) > 0 {
		lacking = append(lacking, "query")
	}
	return lacking
}

// rewritten returns the correct "raw": the address that is sent, with the disabled
// parameters if raw shows one of them.
func rewritten(u collection.URL, raw, sent string) string {
	shown := map[string]bool{}
	for _, pair := range address.Parse(raw).Query {
		shown[pair.Key] = true
	}
	for p := range u.Query() {
		if p.Disabled() && shown[collection.QueryKey(p.Key())] {
			return u.Shown()
		}
		delete(shown, collection.QueryKey(p.Key())) // it is this one that raw shows
	}
	return sent
}

// sameAddress reports whether two addresses are the same, apart from: escapes, white
// space around them, an empty query or fragment, the slash of an empty path, a scheme's
// default port, backslashes, and case in the scheme and host.
func sameAddress(a, b string) bool { return a == b || plainAddress(a) == plainAddress(b) }

// ownPort matches the default port of a scheme.
var ownPort = lazy.Regexp{Expr: `^(https://[^/{}]*):443(/|$)|^(http://[^/{}]*):80(/|$)`}

func plainAddress(address string) string {
	address = strings.TrimSuffix(strings.TrimSpace(address), "#")
	before, query, asks := strings.Cut(address, "?")
	before = strings.ReplaceAll(before, `\`, "/")
	before = ownPort.Get().ReplaceAllString(smallOrigin(before), "$1$2$3$4")
	before = strings.TrimSuffix(before, "/")
	if asks && strings.Trim(query, "&=") != "" {
		var kept []string
		for _, pair := range strings.Split(query, "&") {
			if key, value, _ := strings.Cut(pair, "="); key != "" || value != "" {
				kept = append(kept, strings.TrimSuffix(strings.TrimSpace(key)+"="+strings.TrimSpace(value), "="))
			}
		}
		before += "?" + strings.Join(kept, "&")
	}
	if plain, err := url.PathUnescape(before); err == nil {
		before = plain
	}
	return strings.ReplaceAll(before, "+", " ")
}

// smallOrigin returns an address with scheme and host in lower case, except for
// references: their case has no meaning (RFC 3986, section 6.2.2.1).
func smallOrigin(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	end := strings.IndexAny(rest, "/#")
	if end < 0 {
		end = len(rest)
	}
	host := strings.LastIndexByte(rest[:end], '@') + 1
	return small(scheme) + "://" + rest[:host] + small(rest[host:end]) + rest[end:]
}

// small returns a text in lower case, except for references.
func small(text string) string {
	var b strings.Builder
	done := 0
	for r := range collection.References(text) {
		b.WriteString(strings.ToLower(text[done:r.Start]) + text[r.Start:r.End])
		done = r.End
	}
	return b.String() + strings.ToLower(text[done:])
}
