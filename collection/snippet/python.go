package snippet

import (
	"fmt"
	"strings"
)

// Python returns the request as a program that uses the library requests.
func (r *Request) Python() string {
	p := &python{}
	p.arguments(r)
	var b strings.Builder
	if r.signature != "" && !p.signs {
		fmt.Fprintf(&b, "# Postman signs this request (%s). This program does not.\n", r.signature)
	}
	if len(r.Variables) > 0 {
		b.WriteString("import os\n\n")
	}
	b.WriteString("import requests\n")
	if p.signs {
		b.WriteString("from requests.auth import HTTPDigestAuth\n")
	}
	fmt.Fprintf(&b, "\nresponse = requests.%s(\n", p.function(r))
	b.WriteString(p.text.String())
	b.WriteString("    timeout=30,\n)\nprint(response.status_code, response.text)\n")
	return b.String()
}

type python struct {
	text  strings.Builder
	signs bool // with HTTPDigestAuth
}

func (p *python) line(format string, args ...any) { fmt.Fprintf(&p.text, "    "+format+"\n", args...) }

// function returns the name of the function to call. "request" takes the method as an
// argument.
func (p *python) function(r *Request) string {
	switch r.method {
	case "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS":
		return strings.ToLower(r.method)
	}
	return "request"
}

func (p *python) arguments(r *Request) {
	if p.function(r) == "request" {
		p.line("%s,", pythonText(literal(r.method)))
	}
	p.line("%s,", pythonText(r.url))
	if headers := joined(r.headers); len(headers) > 0 {
		p.line("headers={")
		for _, h := range headers {
			p.line("    %s: %s,", pythonText(h.name), pythonBytes(h.value))
		}
		p.line("},")
	}
	if l := r.login; l != nil {
		switch l.scheme {
		case "basic":
			p.line("auth=(%s, %s),", pythonLogin(l.user), pythonLogin(l.password))
		case "digest":
			p.signs = true
			p.line("auth=HTTPDigestAuth(%s, %s),", pythonText(l.user), pythonText(l.password))
		}
	}
	if r.body != nil {
		p.body(r.body)
	}
}

func (p *python) body(b *body) {
	switch {
	case len(b.pairs) > 0:
		p.line("data=[")
		for _, f := range b.pairs {
			p.line("    (%s, %s),", pythonText(f.key), pythonText(f.value))
		}
		p.line("],")
	case len(b.parts) > 0:
		p.line("files=[")
		for _, f := range b.parts {
			p.line("    (%s, %s),", pythonText(f.key), pythonPart(f))
		}
		p.line("],")
	case len(b.file) > 0:
		p.line(`data=open(%s, "rb"),`, pythonText(b.file))
	default:
		code := pythonLines(b.raw)
		if plain, ok := b.raw.plain(); !ok {
			code = "(" + code + ").encode()"
		} else if !ascii(plain) {
			code += ".encode()"
		}
		p.line("data=%s,", code)
	}
}

func pythonPart(f part) string {
	content, name := pythonText(f.value), "None"
	if len(f.file) > 0 {
		name = pythonText(f.file)
		content = `open(` + name + `, "rb")`
	}
	if f.contentType != "" {
		content += ", " + pythonText(literal(f.contentType))
	}
	return "(" + name + ", " + content + ")"
}

// pythonText returns a text as an expression on one line.
func pythonText(t text) string {
	if plain, ok := t.plain(); ok {
		return quote(plain, escapePython)
	}
	if formattable(t) {
		return pythonFormat(t)
	}
	return concatenated(t, pythonText)
}

// pythonLines returns a text as an expression. A text of several lines takes several
// lines.
func pythonLines(t text) string {
	if plain, ok := t.plain(); ok {
		return pythonString(plain)
	}
	return concatenated(t, pythonLines)
}

func concatenated(t text, each func(text) string) string {
	var parts []string
	for _, p := range t {
		if p.variable != "" {
			parts = append(parts, `os.environ["`+p.variable+`"]`)
			continue
		}
		parts = append(parts, each(text{p}))
	}
	return strings.Join(parts, " + ")
}

// pythonBytes returns a text as an expression for arguments that requests encodes in
// Latin-1.
func pythonBytes(t text) string {
	for _, p := range t {
		if !ascii(p.literal) {
			return pythonEncoded(t)
		}
	}
	return pythonText(t)
}

// pythonLogin is like [pythonBytes], for a user or password: the reader's values may
// have letters of all alphabets.
func pythonLogin(t text) string {
	if _, ok := t.plain(); ok {
		return pythonBytes(t)
	}
	return pythonEncoded(t)
}

func pythonEncoded(t text) string {
	code := pythonText(t)
	if len(t) > 1 {
		code = "(" + code + ")"
	}
	return code + ".encode()"
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// formattable reports whether a text is readable as an f-string.
func formattable(t text) bool {
	if len(t) == 1 {
		return false
	}
	for _, p := range t {
		if strings.ContainsAny(p.literal, "{}\n") {
			return false
		}
	}
	return true
}

func pythonFormat(t text) string {
	var b strings.Builder
	b.WriteString(`f"`)
	for _, p := range t {
		if p.variable != "" {
			b.WriteString("{os.environ['" + p.variable + "']}")
			continue
		}
		b.WriteString(inner(p.literal, `"\`, escapePython))
	}
	b.WriteByte('"')
	return b.String()
}

// pythonString returns a literal. A text of several lines takes several lines.
func pythonString(s string) string {
	if !strings.Contains(strings.TrimSuffix(s, "\n"), "\n") {
		return quote(s, escapePython)
	}
	lines := strings.ReplaceAll(block(s, `\`, escapePython), `"""`, `\"\"\"`)
	if rest, ok := strings.CutSuffix(lines, `"`); ok && (len(rest)-len(strings.TrimRight(rest, `\`)))%2 == 0 {
		lines = rest + `\"` // not escaped yet, and the closing quotes follow
	}
	return `"""` + lines + `"""`
}
