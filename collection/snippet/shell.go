package snippet

import (
	"fmt"
	"net/url"
	"strings"
)

// Shell returns the request as a cURL command for a POSIX shell.
//
// It has two limits: "=" in the name of a multipart form field is written %3D, and a NUL
// in an argument is left out, except in bodies.
func (r *Request) Shell() string {
	c := &command{}
	c.option("--location")
	if _, _, found := r.url.cut("[]"); found {
		c.option("--globoff")
	}
	if r.method == "HEAD" && r.body == nil {
		c.option("--head")
	} else if r.method != "GET" && (r.method != "POST" || r.body == nil) || r.method == "GET" && r.body != nil {
		c.method(r.method)
	}
	c.argument(r.url)
	for _, h := range r.headers {
		if len(h.value) == 0 {
			c.line("--header", join(h.name, literal(";"))) // curl's syntax for an empty header
			continue
		}
		c.line("--header", join(h.name, literal(": "), h.value))
	}
	c.login(r.login)
	if r.body != nil {
		c.body(r.body)
	}
	text := c.before + "curl" + c.text.String() + "\n"
	if r.signature != "" && r.login == nil {
		text = "# Postman signs this request (" + r.signature + "). This command does not.\n" + text
	}
	return text
}

type command struct {
	text   strings.Builder
	before string // a command whose output is piped into curl
}

func (c *command) option(name string, value ...text) {
	c.text.WriteString(" " + name)
	for _, v := range value {
		c.argument(v)
	}
}

func (c *command) method(name string) {
	if strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		c.option("--request " + name)
		return
	}
	c.option("--request", literal(name))
}

func (c *command) argument(value text) { c.text.WriteString(" " + shellWord(value)) }

func (c *command) line(name string, value text) {
	c.text.WriteString(" \\\n ")
	c.option(name, value)
}

func (c *command) login(l *login) {
	if l == nil {
		return
	}
	switch l.scheme {
	case "digest", "ntlm":
		c.text.WriteString(" \\\n  --" + l.scheme)
		c.option("--user", join(l.user, literal(":"), l.password))
	case "aws":
		c.line("--aws-sigv4", join(literal("aws:amz:"), l.region))
		c.line("--user", join(l.user, literal(":"), l.password))
		if len(l.session) > 0 {
			c.line("--header", join(literal("x-amz-security-token: "), l.session))
		}
	default:
		c.line("--user", join(l.user, literal(":"), l.password))
	}
}

func (c *command) body(b *body) {
	switch {
	case len(b.pairs) > 0:
		for _, p := range b.pairs {
			c.pair(p)
		}
	case len(b.parts) > 0:
		for _, p := range b.parts {
			c.part(p)
		}
	case len(b.file) > 0:
		c.line("--data-binary", join(literal("@"), b.file))
	case hasNUL(b.raw):
		c.before = "printf " + printf(b.raw) + " | "
		c.line("--data-binary", literal("@-"))
	default:
		c.line("--data-raw", b.raw)
	}
}

// pair writes a field of a form. curl encodes its value but not its name.
func (c *command) pair(p pair) {
	key := p.key.each(url.QueryEscape)
	if hasNUL(p.value) {
		c.line("--data-raw", join(key, literal("="), p.value.each(url.QueryEscape)))
		return
	}
	c.line("--data-urlencode", join(key, literal("="), p.value))
}

func (c *command) part(p part) {
	key := p.key.each(func(s string) string { return strings.ReplaceAll(s, "=", "%3D") })
	contentType := ""
	if p.contentType != "" {
		contentType = ";type=" + p.contentType
	}
	inQuotes := func(t text) text {
		return join(literal(`"`), t.each(func(s string) string { return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) }), literal(`"`))
	}
	switch {
	case len(p.file) > 0:
		c.line("--form", join(key, literal("=@"), inQuotes(p.file), literal(contentType)))
	case contentType != "":
		c.line("--form", join(key, literal("="), inQuotes(p.value), literal(contentType)))
	default:
		c.line("--form-string", join(key, literal("="), p.value))
	}
}

func hasNUL(t text) bool {
	_, _, found := t.cut("\x00")
	return found
}

// shellWord returns a text as one word of a POSIX shell.
func shellWord(t text) string {
	if len(t) == 0 {
		return "''"
	}
	simple, variables := true, false
	for _, p := range t {
		variables = variables || p.variable != ""
		simple = simple && strings.IndexFunc(p.literal, func(r rune) bool {
			return r != '\n' && r != '\t' && !visible(r) || strings.ContainsRune("\"$`\\!", r)
		}) < 0
	}
	var b strings.Builder
	if variables && simple {
		b.WriteByte('"')
		for i, p := range t {
			next := ""
			if i+1 < len(t) {
				next = t[i+1].literal
			}
			b.WriteString(p.literal + shellVariable(p.variable, next))
		}
		b.WriteByte('"')
		return b.String()
	}
	for _, p := range t {
		if p.variable != "" {
			b.WriteString(`"` + shellVariable(p.variable, "") + `"`)
			continue
		}
		b.WriteString(shellLiteral(p.literal))
	}
	return b.String()
}

// shellVariable returns a reference to a variable, in braces if the next text could be
// part of its name.
func shellVariable(name, next string) string {
	switch {
	case name == "":
		return ""
	case next != "" && (next[0] >= 0x80 || token(rune(next[0])) || next[0] == '[' || next[0] == ':'):
		return "${" + name + "}"
	}
	return "$" + name
}

// shellLiteral returns a text in single quotes. Invisible characters are written by
// printf.
func shellLiteral(s string) string {
	var b strings.Builder
	var hidden []byte
	open := false
	toggle := func(want bool) {
		if open != want {
			b.WriteByte('\'')
			open = want
		}
	}
	flush := func() {
		if len(hidden) > 0 {
			toggle(false)
			b.WriteString(`"$(printf '` + octal(hidden) + `')"`)
			hidden = nil
		}
	}
	for _, r := range s {
		switch {
		case r == 0:
		case r != '\n' && r != '\t' && !visible(r):
			hidden = append(hidden, string(r)...)
		case r == '\'':
			flush()
			toggle(false)
			b.WriteString(`\'`)
		default:
			flush()
			toggle(true)
			b.WriteRune(r)
		}
	}
	flush()
	toggle(false)
	if b.Len() == 0 {
		return "''"
	}
	return b.String()
}

func octal(bytes []byte) string {
	var b strings.Builder
	for _, c := range bytes {
		fmt.Fprintf(&b, `\%03o`, c)
	}
	return b.String()
}

// printf returns the arguments with which printf prints a text.
func printf(t text) string {
	var format strings.Builder
	var arguments []string
	for _, p := range t {
		if p.variable != "" {
			format.WriteString("%s")
			arguments = append(arguments, `"$`+p.variable+`"`)
			continue
		}
		for _, r := range p.literal {
			switch {
			case r == '%':
				format.WriteString("%%")
			case r == '\\':
				format.WriteString(`\\`)
			case r == '\'':
				format.WriteString(`'\''`)
			case r == '\n' || r == '\t' || visible(r):
				format.WriteRune(r)
			default:
				format.WriteString(octal([]byte(string(r))))
			}
		}
	}
	return strings.Join(append([]string{"'" + format.String() + "'"}, arguments...), " ")
}
