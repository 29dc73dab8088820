package snippet

import (
	"fmt"
	"strings"
)

// JavaScript returns the request as a program for Node that uses fetch. It is a module,
// for a file that ends in .mjs.
func (r *Request) JavaScript() string {
	j := &javaScript{}
	j.options(r)
	var b strings.Builder
	if r.signature != "" {
		fmt.Fprintf(&b, "// Postman signs this request (%s). This program does not.\n", r.signature)
	}
	if r.body != nil && (r.method == "GET" || r.method == "HEAD") {
		fmt.Fprintf(&b, "// Postman sends a body with this %s. fetch sends none.\n", r.method)
	}
	if j.reads {
		b.WriteString("import { readFile } from \"node:fs/promises\";\n\n")
	}
	b.WriteString(j.before.String())
	fmt.Fprintf(&b, "const response = await fetch(%s", javaScriptText(r.url))
	if j.text.Len() > 0 {
		b.WriteString(", {\n" + j.text.String() + "}")
	}
	b.WriteString(");\nconsole.log(response.status, await response.text());\n")
	return b.String()
}

type javaScript struct {
	before, text strings.Builder
	reads        bool // whether it reads a file
}

func (j *javaScript) line(format string, args ...any) {
	fmt.Fprintf(&j.text, "  "+format+"\n", args...)
}

func (j *javaScript) options(r *Request) {
	if r.method != "GET" {
		j.line("method: %s,", javaScriptText(literal(r.method)))
	}
	headers := joined(r.headers)
	if l := r.login; len(headers) > 0 || l != nil && l.scheme == "basic" {
		j.line("headers: {")
		for _, h := range headers {
			j.line("  %s: %s,", javaScriptKey(h.name), javaScriptBytes(h.value))
		}
		if l != nil && l.scheme == "basic" {
			login := javaScriptText(join(l.user, literal(":"), l.password))
			j.line(`  "Authorization": "Basic " + Buffer.from(%s).toString("base64"),`, login)
		}
		j.line("},")
	}
	if r.body != nil && r.method != "GET" && r.method != "HEAD" {
		j.body(r.body)
	}
}

func (j *javaScript) body(b *body) {
	switch {
	case len(b.pairs) > 0:
		j.line("body: new URLSearchParams([")
		for _, f := range b.pairs {
			j.line("  [%s, %s],", javaScriptText(f.key), javaScriptText(f.value))
		}
		j.line("]),")
	case len(b.parts) > 0:
		j.before.WriteString("const form = new FormData();\n")
		for _, f := range b.parts {
			if f.contentType != "" && len(f.file) == 0 {
				j.before.WriteString("// Postman sends this part without a file name. FormData gives it one, \"blob\".\n")
			}
			fmt.Fprintf(&j.before, "form.append(%s, %s);\n", javaScriptText(f.key), j.part(f))
		}
		j.line("body: form,")
	case len(b.file) > 0:
		j.reads = true
		j.line("body: await readFile(%s),", javaScriptText(b.file))
	default:
		j.line("body: %s,", javaScriptLines(b.raw))
	}
}

func (j *javaScript) part(f part) string {
	options := ""
	if f.contentType != "" {
		options = ", { type: " + javaScriptText(literal(f.contentType)) + " }"
	}
	switch {
	case len(f.file) > 0:
		j.reads = true
		name := javaScriptText(f.file)
		return fmt.Sprintf("new Blob([await readFile(%s)]%s), %s", name, options, name)
	case options != "":
		return fmt.Sprintf("new Blob([%s]%s)", javaScriptText(f.value), options)
	}
	return javaScriptText(f.value)
}

// javaScriptText returns a text as an expression on one line.
func javaScriptText(t text) string {
	plain, ok := t.plain()
	switch {
	case ok:
		return quote(plain, escapeJavaScript)
	case len(t) == 1:
		return "process.env." + t[0].variable
	}
	return javaScriptTemplate(t, inner)
}

// javaScriptLines returns a text as an expression. A text of several lines takes several
// lines.
func javaScriptLines(t text) string {
	if plain, ok := t.plain(); ok && !strings.Contains(strings.TrimSuffix(plain, "\n"), "\n") {
		return javaScriptText(t)
	}
	return javaScriptTemplate(t, block)
}

func javaScriptTemplate(t text, literal func(s, special string, escape func(rune) string) string) string {
	var b strings.Builder
	b.WriteByte('`')
	for _, p := range t {
		if p.variable != "" {
			b.WriteString("${process.env." + p.variable + "}")
			continue
		}
		b.WriteString(strings.ReplaceAll(literal(p.literal, "\\`", escapeJavaScript), "${", `\${`))
	}
	b.WriteByte('`')
	return b.String()
}

// javaScriptKey returns a text as the key of an object. In brackets, __proto__ is an
// ordinary key.
func javaScriptKey(t text) string {
	if plain, ok := t.plain(); ok && plain != "__proto__" {
		return javaScriptText(t)
	}
	return "[" + javaScriptText(t) + "]"
}

// javaScriptBytes returns a text as an expression for a header, in which fetch sends
// each character as one byte.
func javaScriptBytes(t text) string {
	code := javaScriptText(t)
	for _, p := range t {
		if !ascii(p.literal) {
			return `Buffer.from(` + code + `).toString("latin1")`
		}
	}
	return code
}
