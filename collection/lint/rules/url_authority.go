package rules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

// unsent starts the help for an address that Postman takes for another.
const unsent = "Postman looks up a host that does not exist; "

// authorityFault returns the problem with the scheme, host and port of an address as it
// is sent; without a message if there is none. References are resolved if the file
// defines them.
func authorityFault(p *rule.Pass, i collection.Item, u collection.URL, sent string) rule.Finding {
	if f := slashFault(sent); f.Message != "" {
		return f
	}
	scheme, rest, hasScheme := strings.Cut(sent, "://")
	if hasScheme && isReference(scheme) {
		// A variable has the scheme.
	} else if hasScheme && !strings.ContainsAny(scheme, "{}/?#") {
		switch word := strings.ToLower(scheme); {
		case word == "http", word == "https", word == "ws", word == "wss", word == "grpc", word == "grpcs":
		case strings.ContainsAny(scheme, " \t"):
			return rule.Finding{Message: "the address does not start with its scheme", Help: unsent + "remove what precedes it"}
		case nearScheme.Get().MatchString(word):
			return rule.Finding{Message: fmt.Sprintf("there is no scheme %q", scheme), Help: "Postman cannot send it; write http or https"}
		default:
			return rule.Finding{}
		}
	} else {
		rest, hasScheme = sent, false
	}
	if rest == "" || rest[0] == '/' || rest[0] == '?' {
		return rule.Finding{Message: "the address has no host", Help: "it cannot be sent; write the host, or a variable such as {{base_url}}, before the path"}
	}
	if f := twoAddresses(p, i, rest, hasScheme); f.Message != "" {
		return f
	}
	return hostFault(u, rest, hasScheme)
}

// slashFault returns the problem with the slashes after a scheme.
func slashFault(sent string) rule.Finding {
	m := misspeltScheme(sent)
	if m == nil {
		return rule.Finding{}
	}
	scheme, colon, slashes, next := m[1], m[2], len(m[3]), m[4]
	isPort := next != "" && next[0] >= '0' && next[0] <= '9' // a port after a host that is named http
	switch {
	case colon != "" && slashes > 2:
		return rule.Finding{
			Message: fmt.Sprintf("the address has no host: a slash follows %s://", scheme),
			Help:    "write the host there; the app, Newman and other clients read such an address differently",
		}
	case colon != "" && slashes < 2 && !isPort, colon == "" && slashes == 2:
		return rule.Finding{
			Message: fmt.Sprintf("%s starts the address in place of %s://", scheme+colon+m[3], scheme),
			Help:    unsent + fmt.Sprintf("write %s://", scheme),
		}
	}
	return rule.Finding{}
}

// hostFault returns the problem with the host and port in an address without its scheme.
func hostFault(u collection.URL, rest string, hasScheme bool) rule.Finding {
	plain := plainReferences(rest)
	end := strings.IndexAny(plain, "/?#")
	if end < 0 {
		end = len(plain)
	}
	if port := portAt(rest[end:]); port != "" && u.Node.Get("port").Text() == "" {
		return rule.Finding{
			Message: fmt.Sprintf("the port %s is in the path", port),
			Help:    "it is sent as a part of the path; remove the slash before it",
		}
	}
	host := plain[strings.LastIndexByte(plain[:end], '@')+1 : end]
	if strings.Contains(host, "..") && !strings.Contains(rest[:end], "{{") {
		return rule.Finding{Message: "the host has two dots in a row", Help: unsent + "remove one"}
	}
	if strings.HasPrefix(host, ".") && hasScheme {
		return rule.Finding{Message: "the host starts with a dot", Help: unsent + "remove it"}
	}
	if _, port, ok := strings.Cut(host, ":"); ok && !strings.Contains(port, ":") && !strings.HasPrefix(host, "[") && !strings.Contains(rest[:end], "{{") && port != "" {
		if n, err := strconv.Atoi(port); err != nil || n > 65535 {
			return rule.Finding{Message: "the port is not a number up to 65535", Help: "the request cannot be sent; write the port's number"}
		}
	}
	return rule.Finding{}
}

// misspeltScheme returns the scheme, colon, slashes and next character at the start of
// an address; nil if the scheme is correct.
func misspeltScheme(sent string) []string {
	if sent == "" || sent[0] != 'h' && sent[0] != 'H' {
		return nil
	}
	for _, right := range []string{"https://", "http://"} {
		if rest, ok := strings.CutPrefix(sent, right); ok && !strings.HasPrefix(rest, "/") {
			return nil
		}
	}
	return schemeStart.Get().FindStringSubmatch(sent)
}

// portAt returns the port that a path starts with, "" if it starts with none.
func portAt(path string) string {
	if !strings.HasPrefix(path, "/:") {
		return ""
	}
	if m := portInPath.Get().FindStringSubmatch(path); m != nil {
		return m[1]
	}
	return ""
}

// twoAddresses finds an address inside another, before its query.
func twoAddresses(p *rule.Pass, i collection.Item, rest string, hasScheme bool) rule.Finding {
	text, _, _ := strings.Cut(rest, "?")
	const help = "they are sent as one; remove one of the two"
	if at := strings.Index(text, "://"); at > 0 {
		slash := strings.IndexByte(text[:at], '/')
		switch {
		case slash < 0 && hasScheme:
			return rule.Finding{Message: "the address has its scheme twice", Help: "there is no such host; remove one of the two"}
		case slash < 0:
			return rule.Finding{Message: "the address holds another address where its host should be", Help: help}
		case behindSeparator.Get().MatchString(text[:at+len("://")]):
			return rule.Finding{Message: "the address holds two addresses", Help: help}
		case secondAddress.Get().MatchString(text[slash:at+len("://")]) && strings.HasPrefix(rest, "{{"):
			return rule.Finding{Message: "the path contains another address after the variable that starts this one", Help: help}
		}
	}
	for r := range collection.References(rest) {
		if r.Start > 0 {
			break
		}
		value := p.Facts.Resolve(rest[:r.End], &i)
		scheme, host, ok := strings.Cut(value, "://")
		if !ok || strings.ContainsAny(scheme, "/{}") {
			break
		}
		if hasScheme {
			return rule.Finding{
				Message: fmt.Sprintf("the value of {{%s}} starts with %s:// already", r.Name, scheme),
				Help:    "the address has its scheme twice, and there is no such host; remove it from one of the two",
			}
		}
		if r.End < len(rest) && isNameStart(rest[r.End]) && host != "" && !strings.ContainsAny(host, "/{?") {
			return rule.Finding{
				Message: fmt.Sprintf("a slash is missing after {{%s}}", r.Name),
				Help:    "what follows becomes a part of the host's name; write the slash",
			}
		}
	}
	return rule.Finding{}
}

var (
	// behindSeparator matches text that ends with the scheme of an address after what
	// separates it from the one before.
	behindSeparator = lazy.Regexp{Expr: `(\s|[,;|]\s*)https?://$`}
	secondAddress   = lazy.Regexp{Expr: `^/+https?://$`}
	schemeStart     = lazy.Regexp{Expr: `(?i)^(https?)(:?)(/*)(.?)`}
	nearScheme      = lazy.Regexp{Expr: `^(h*t*p*s*|h.{1,4}ps?|https?.|.https?)$`}
	portInPath      = lazy.Regexp{Expr: `^/:(\d{2,5}|\{\{[^{}]*\}\})(/|\?|$)`}
)
