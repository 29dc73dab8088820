package snippet

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/redact/secret"
)

// text is a text of a request, in pieces.
type text []piece

// piece is a literal text or, if variable is not empty, the environment variable with
// the text.
type piece struct{ literal, variable string }

func literal(s string) text {
	if s == "" {
		return nil
	}
	return text{{literal: s}}
}

// plain returns the text, and whether all of it is literal.
func (t text) plain() (string, bool) {
	var b strings.Builder
	for _, p := range t {
		if p.variable != "" {
			return "", false
		}
		b.WriteString(p.literal)
	}
	return b.String(), true
}

// each returns the text with its literal pieces changed.
func (t text) each(change func(string) string) text {
	var out text
	for _, p := range t {
		if p.variable == "" {
			p.literal = change(p.literal)
		}
		if p.variable != "" || p.literal != "" {
			out = append(out, p)
		}
	}
	return out
}

// cut returns the text before and after the first of some characters in a literal piece.
func (t text) cut(chars string) (before, after text, found bool) {
	for i, p := range t {
		at := strings.IndexAny(p.literal, chars)
		if at < 0 {
			continue
		}
		before = append(append(text{}, t[:i]...), literal(p.literal[:at])...)
		return before, append(literal(p.literal[at+1:]), t[i+1:]...), true
	}
	return t, nil, false
}

// split returns the parts between the separators in literal pieces.
func (t text) split(separator string) []text {
	parts := []text{nil}
	for _, p := range t {
		last := len(parts) - 1
		if p.variable != "" {
			parts[last] = append(parts[last], p)
			continue
		}
		for i, s := range strings.Split(p.literal, separator) {
			if i > 0 {
				parts = append(parts, nil)
				last++
			}
			parts[last] = append(parts[last], literal(s)...)
		}
	}
	return parts
}

func join(parts ...text) text {
	var whole text
	var run strings.Builder // consecutive literal pieces
	flush := func() {
		whole = append(whole, literal(run.String())...)
		run.Reset()
	}
	for _, part := range parts {
		for _, p := range part {
			if p.variable == "" {
				run.WriteString(p.literal)
				continue
			}
			flush()
			whole = append(whole, p)
		}
	}
	flush()
	return whole
}

// builder makes one request.
type builder struct {
	resolve     func(string) string
	environment map[string]string // names of environment variables, by the variable's name
	taken       map[string]bool   // names of environment variables
	request     *Request
	inAddress   *login // the user and password before the address's host; nil if there are none
}

// text returns a text of the file with the known values filled in.
func (b *builder) text(s string) text {
	s = b.resolve(s)
	var parts []text
	done := 0
	for r := range collection.References(s) {
		parts = append(parts, literal(s[done:r.Start]), b.variable(r.Name))
		done = r.End
	}
	return join(append(parts, literal(s[done:]))...)
}

// variable returns a text that the reader fills in.
func (b *builder) variable(name string) text {
	known, ok := b.environment[name]
	if !ok {
		base := environmentName(name)
		known = base
		for number := 2; b.taken[known]; number++ {
			known = base + "_" + strconv.Itoa(number)
		}
		b.environment[name], b.taken[known] = known, true
		b.request.Variables = append(b.request.Variables, Variable{Name: name, Environment: known})
	}
	return text{{variable: known}}
}

// standIn matches placeholders such as "<string>".
var standIn = lazy.Regexp{Expr: `^<[A-Za-z][\w .,:-]*>$`}

// value returns the value of a key. The reader fills it in if it is a placeholder.
func (b *builder) value(n jsontree.Node, key string) text {
	switch n.Kind() {
	case jsontree.String:
		return b.valueText(n.Text(), key)
	case jsontree.Absent, jsontree.Null:
		return nil
	}
	return b.text(n.Raw())
}

// valueText returns the value of a key. The reader fills it in if it is a placeholder.
func (b *builder) valueText(s, key string) text {
	if standIn.Get().MatchString(s) {
		return b.variable(key)
	}
	return b.text(s)
}

// orVariable returns the value of a key. The reader fills it in if there is none.
func (b *builder) orVariable(n jsontree.Node, key, name string) text {
	if t := b.value(n, key); len(t) > 0 {
		return t
	}
	return b.variable(name)
}

// environmentName returns the name of the environment variable for a variable:
// ACCESS_TOKEN for "accessToken". Shells allow only ASCII letters.
func environmentName(name string) string {
	ascii := func(r rune) rune {
		if r < utf8.RuneSelf {
			return r
		}
		return -1
	}
	upper := strings.Trim(strings.Map(ascii, strings.ToUpper(secret.Snake(name))), "_")
	switch {
	case upper == "":
		return "VALUE"
	case upper[0] >= '0' && upper[0] <= '9':
		return "_" + upper
	case usedBySystem.Get().MatchString(upper):
		return "API_" + upper
	}
	return upper
}

// usedBySystem matches environment variables with a meaning for shells, Python, Node or
// curl.
var usedBySystem = lazy.Regexp{Expr: `^(PATH|HOME|USER|USERNAME|LOGNAME|SHELL|PWD|OLDPWD|IFS|TERM|LANG|LANGUAGE|TZ|` +
	`HOST|HOSTNAME|HOSTTYPE|UID|EUID|GID|EGID|PPID|RANDOM|SECONDS|LINENO|OPTARG|OPTIND|STATUS|ENV|EDITOR|VISUAL|PAGER|MAIL|` +
	`TMPDIR|TEMP|TMP|DISPLAY|PS\d|PROMPT.*|HIST.*|BASH.*|ZSH.*|LC_.*|LD_.*|DYLD_.*|PYTHON.*|NODE_.*|NETRC|` +
	`CURL_.*|SSL.*|REQUESTS_.*|(HTTP|HTTPS|FTP|ALL|NO)_PROXY)$`}
