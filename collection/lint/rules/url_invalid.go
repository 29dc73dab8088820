package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

var urlInvalid = &rule.Rule{
	Name:     "url-invalid",
	Category: rule.URL,
	Severity: diagnostic.Error,
	Finds:    "an address that cannot be sent, or that leads elsewhere than it seems to: no host, a single slash after the scheme, a repeated scheme, invisible characters, spaces at the edge of a part, a stray brace beside a variable, a port in the path. An empty segment (//), a query parameter without a name and a placeholder such as <id> are warnings.",
	Why:      "Such mistakes are hard to see. Postman encodes and sends them, or looks up a host that does not exist.",
	Bad:      rule.Request(`"https:/api.example.com/patients"`),
	Good:     rule.Request(`"https://api.example.com/patients"`),
	Visit: rule.Visit{After: wholeFile, Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		u := r.URL()
		buffer := partLists.Get().(*[]urlPart)
		defer partLists.Put(buffer)
		*buffer = urlParts((*buffer)[:0], u)
		parts := *buffer
		countPlaceholders(p, i, u, parts)
		sent := p.Facts.Sent(i)
		countJoint(p, i, sent)
		sent = strings.TrimSpace(sent)
		if sent == "" || setsAddress(p, i) {
			return // url-empty reports it, or a script replaces it
		}
		if sent[0] == '<' && strings.IndexByte(sent, '>') == len(sent)-1 {
			p.Report(rule.Finding{
				At: addressNode(u), Severity: diagnostic.Warning,
				Message: "the address is a placeholder",
				Help:    "there is no such host; write a variable in its place, such as {{baseUrl}}",
			})
			return
		}
		if fault := authorityFault(p, i, u, sent); fault.Message != "" {
			fault.At = addressNode(u)
			p.Report(fault)
			return
		}
		for at, part := range parts {
			inHost := part.kind == authorityPart
			if inHost && isPlaceholder(p, part) || invalidCharacter(p, part) || strayBrace(p, part) || !inHost && isPlaceholder(p, part) {
				continue
			}
			emptyPart(p, parts, at)
		}
	}},
}

// wholeFile reports mistakes that affect many addresses.
func wholeFile(p *rule.Pass) {
	doubledJoints(p)
	placeholderValues(p)
}

// addressNode returns the node at which a finding about an address is reported.
func addressNode(u collection.URL) jsontree.Node {
	if raw := u.Node.Get("raw"); raw.Kind() == jsontree.String {
		return raw
	}
	return u.Node
}

// assignsAddress matches scripts that change a request's address.
var assignsAddress = lazy.Regexp{Expr: `request\.url(\.\w+)?\s*=[^=]|request\.url(\.\w+)*\.(update|add|addQueryParams|upsert|replace|splice|set)\(|request\.update\(`}

// setsAddress reports whether a script that runs before a request may write its
// address.
func setsAddress(p *rule.Pass, i collection.Item) bool {
	for e := range eventsOf(p, i, runsBefore) {
		raw := e.Exec().Raw()
		if !strings.Contains(raw, "request") && !strings.Contains(raw, `\u`) {
			continue // no script's request.url, however it is written
		}
		if analysis.Memo(p.Facts, addressScript(raw), func() bool {
			source := p.Facts.Script(e).Source
			return strings.Contains(source, "request.u") && assignsAddress.Get().MatchString(source)
		}) {
			return true
		}
	}
	return false
}

// addressScript is a script as the file has it.
type addressScript string

// isInvisible reports whether a character is invisible and never intended in an address.
func isInvisible(c rune) bool {
	return c == 0x00AD || c >= 0x200B && c <= 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2060 && c <= 0x2064 || c == 0xFEFF
}

// invalidCharacter reports invisible characters, and white space at the edges. It
// returns whether it found any.
func invalidCharacter(p *rule.Pass, part urlPart) bool {
	text := part.Text
	if i := strings.IndexFunc(text, isInvisible); i >= 0 {
		c, size := utf8.DecodeRuneInString(text[i:])
		reportWithin(p, part.Part, i, i+size, rule.Finding{
			Message: fmt.Sprintf("the address has an invisible character, U+%04X", c),
			Help:    "it is sent encoded, or makes another host name; remove it",
		})
		return true
	}
	edge := -1
	switch {
	case strings.TrimSpace(text) == "":
		return false
	case part.kind == authorityPart:
		edge = strings.IndexFunc(strings.TrimLeftFunc(plainReferences(text), unicode.IsSpace), unicode.IsSpace)
		if edge >= 0 {
			edge += len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
		}
	case strings.TrimLeftFunc(text, unicode.IsSpace) != text:
		edge = 0
	case strings.TrimRightFunc(text, unicode.IsSpace) != text:
		edge = len(strings.TrimRightFunc(text, unicode.IsSpace))
	default:
		edge = strings.IndexAny(plainReferences(text), "\n\r\t")
	}
	if edge < 0 || part.Start > 0 && part.Start+len(text) == len(part.Node.Text()) && onlySpace(text[edge:], "\x20") {
		return false // Postman trims white space after an address that is one string
	}
	c, size := utf8.DecodeRuneInString(text[edge:])
	f := rule.Finding{
		Message: fmt.Sprintf("the address has %s %s", nameOf(c), placeOf(part.kind)),
		Help:    "it is sent encoded, as a part of the value; remove it",
	}
	if part.kind == authorityPart {
		f.Help = "there is no such host; remove it"
	} else if part.kind == queryValuePart || part.kind == queryKeyPart {
		f.Severity = diagnostic.Warning
	}
	reportWithin(p, part.Part, edge, edge+size, f)
	return true
}

func onlySpace(text, space string) bool { return strings.Trim(text, space) == "" }

func placeOf(kind urlPartKind) string {
	switch kind {
	case authorityPart:
		return "in its host"
	case segmentPart:
		return "at the edge of a path segment"
	case queryKeyPart:
		return "in the name of a query parameter"
	}
	return "at the edge of a query parameter's value"
}

// brokenReference matches a reference that lacks a brace.
var brokenReference = lazy.Regexp{Expr: `\{\{[\w.$-]+\}|\{[\w.$-]+\}\}|\{\{[\w.$-]+$|^[\w.$-]+\}\}`}

// strayBrace reports a reference with a brace too many or too few. It returns whether it
// found one.
func strayBrace(p *rule.Pass, part urlPart) bool {
	plain := plainReferences(part.Text)
	open, closed := strings.Count(plain, "{"), strings.Count(plain, "}")
	if open+closed == 0 {
		return false
	}
	f := rule.Finding{Help: "the brace is sent with the rest; a variable is written {{name}}"}
	if at := brokenReference.Get().FindStringIndex(plain); at != nil && open != closed {
		f.Message = fmt.Sprintf("%q is not a variable: a brace is missing", part.Text[at[0]:at[1]])
		reportWithin(p, part.Part, at[0], at[1], f)
		return true
	}
	if part.kind == authorityPart {
		if b := braced(plain); len(b) > 0 {
			f.Message = fmt.Sprintf("{%s} in the host is sent as it is written", b[0].name)
			f.Help = fmt.Sprintf("there is no such host; write {{%s}}", b[0].name)
			reportWithin(p, part.Part, b[0].start, b[0].end, f)
			return true
		}
	}
	if open == closed {
		return false // JSON, or intended braces
	}
	for r := range collection.References(part.Text) {
		switch {
		case r.End < len(plain) && plain[r.End] == '}' && closed > open:
			f.Message = fmt.Sprintf("a stray } comes after {{%s}}", r.Name)
			reportWithin(p, part.Part, r.End, r.End+1, f)
			return true
		case r.Start > 0 && plain[r.Start-1] == '{' && open > closed:
			f.Message = fmt.Sprintf("a stray { comes before {{%s}}", r.Name)
			reportWithin(p, part.Part, r.Start-1, r.Start, f)
			return true
		}
	}
	return false
}

// emptyPart reports empty segments and parameter names.
func emptyPart(p *rule.Pass, parts []urlPart, at int) {
	part := parts[at]
	if part.Text != "" || at+1 == len(parts) {
		return
	}
	next := parts[at+1]
	f := rule.Finding{Severity: diagnostic.Warning}
	switch {
	case part.kind == segmentPart && next.kind == segmentPart && !isEmbedded(parts, at):
		f.Message, f.Help = "the path has an empty segment (//)", "it is sent like that, and many servers do not know such a path; remove one slash"
	case part.kind == queryKeyPart && next.kind == queryValuePart && next.Text != "":
		f.Message, f.Help = "a query parameter has a value and no name", "it is sent as \"=value\"; give it a name, or remove it"
		if part.Whole {
			part = next
		}
	default:
		return
	}
	if part.Whole {
		reportPart(p, part.Part, f)
		return
	}
	reportWithin(p, part.Part, -1, len(part.Text), f)
}

// isEmbedded reports whether the empty segment at an index belongs to an address inside
// the path, as for a proxy: /https://api.example.com.
func isEmbedded(parts []urlPart, at int) bool {
	return at > 0 && parts[at-1].kind == segmentPart && strings.HasSuffix(parts[at-1].Text, ":")
}

// placeholder matches text that a reader should replace: <id>, YOUR_ID.
var placeholder = lazy.Regexp{Expr: `^<[A-Za-z][\w .-]*>$|^\[[a-z]\w*(id|Id|key|Key|name|Name|slug|token|number)\]$|^(YOUR|INSERT|REPLACE)[_-][A-Z0-9_-]+$|^your[_-][a-z_-]*(id|key|token|name|secret)$`}

// hostPlaceholder matches a host with a text that a reader should replace.
var hostPlaceholder = lazy.Regexp{Expr: `(?:^|[/.])(<[A-Za-z][\w .-]*>|(?:YOUR|INSERT|REPLACE)[_-][A-Z0-9_-]+)`}

// fillsIn reports whether a text is a placeholder.
func fillsIn(text string) bool {
	if strings.HasPrefix(text, "%3C") {
		text = decoded(text)
	}
	return text != "" && strings.IndexByte("<[YIRy", text[0]) >= 0 && placeholder.Get().MatchString(text)
}

// isPlaceholder reports a segment that is a placeholder, and returns whether it is one.
// For placeholders in queries see [placeholderValues].
func isPlaceholder(p *rule.Pass, part urlPart) bool {
	if part.kind == authorityPart {
		if !strings.ContainsAny(part.Text, "<_-") {
			return false // faster than to match, and most have none of what each placeholder has
		}
		m := hostPlaceholder.Get().FindStringSubmatchIndex(part.Text)
		if m == nil {
			return false
		}
		reportWithin(p, part.Part, m[2], m[3], rule.Finding{
			Severity: diagnostic.Warning,
			Message:  fmt.Sprintf("%s in the host is a placeholder", part.Text[m[2]:m[3]]),
			Help:     "there is no such host; write a variable in its place, such as {{host}}",
		})
		return true
	}
	if part.kind != segmentPart || !fillsIn(part.Text) {
		return false
	}
	reportPart(p, part.Part, rule.Finding{
		Severity: diagnostic.Warning,
		Message:  fmt.Sprintf("%s is a placeholder, and is sent as it is written", part.Text),
		Help:     "write a variable in its place, such as {{id}}",
	})
	return true
}
