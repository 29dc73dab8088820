package snippet_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/snippet"
)

// hostile are values that a careless quoting lets out.
var hostile = []string{
	`plain`, ``, ` `, `it's`, `"double"`, `\`, `\\'\"`, `ends with "`, `ends with \"`, `'''`, `"""`, "`id`", `$(id)`, `$HOME ${HOME}`,
	`!history !!`, "line\nline", "line\n", "\n", "\r\n", "tab\there", `%s %d %%`, `{brace} {{}} }}`, `é 漢字 🙂`, "\u202egnp\u2066", "\x1b[31m", "\x7f",
	`; rm -rf ~ #`, `&& true`, `| cat`, `<x/>`, `a=b&c=d`, `@/etc/passwd`, `@-`, `-X DELETE`, `*?[a]`, "${process.exit(1)}", `\u0041 \x41 \101 \N{DASH}`,
	"\"\"\"\nimport os\n\"\"\"", "'''\n\"\"\"\n`${1}`", "a\u2028b\u2029c", `C:\new\table`, `;type=text/html`, `a;filename=x`, "nul\x00nul",
}

// collectionOf returns a collection of requests, given as JSON values.
func collectionOf(t *testing.T, requests ...map[string]any) string {
	t.Helper()
	var items []any
	for _, r := range requests {
		items = append(items, map[string]any{"name": "x", "request": r,
			"protocolProfileBehavior": map[string]any{"disableBodyPruning": true}})
	}
	text, err := json.Marshal(map[string]any{"item": items})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

type pairs []map[string]any

func numbered(values []string, more map[string]any) pairs {
	var list pairs
	for i, v := range values {
		entry := map[string]any{"key": fmt.Sprint("k", i), "value": v}
		for key, value := range more {
			entry[key] = value
		}
		list = append(list, entry)
	}
	return list
}

// program returns all requests of a collection one after the other.
func program(t *testing.T, l snippet.Language, text string) string {
	t.Helper()
	var b strings.Builder
	for _, r := range requests(t, text) {
		code := r.In(l).Code
		if l.ID == "js" {
			// One module imports once, and each has names of its own.
			code = strings.ReplaceAll(code, "import { readFile } from \"node:fs/promises\";\n", "const { readFile } = await import(\"node:fs/promises\");\n")
			code = "{\n" + code + "}\n"
		}
		b.WriteString(code)
	}
	return b.String()
}

// TestHostile sends values of every kind in every place, and wants them to
// arrive as they are in the file.
func TestHostile(t *testing.T) {
	server := record(t)
	form := map[string]any{"method": "POST", "url": server.URL + "/form",
		"body": map[string]any{"mode": "urlencoded", "urlencoded": numbered(hostile, nil)}}
	parts := map[string]any{"method": "POST", "url": server.URL + "/parts",
		"body": map[string]any{"mode": "formdata", "formdata": append(numbered(hostile, map[string]any{"type": "text"}),
			map[string]any{"key": "f", "type": "file", "src": []string{"/a/scan 1.pdf", `C:\2.pdf`}},
			map[string]any{"key": "j", "type": "text", "value": `{"a": "\\"}`, "contentType": "application/json"})}}
	all := []map[string]any{form, parts}
	for _, some := range bundles() {
		one := strings.Join(some, "")
		segments := []string{}
		for _, value := range some {
			segments = append(segments, strings.ReplaceAll("s"+value, "/", "|"))
		}
		all = append(all, map[string]any{
			"method": "PUT",
			"url": map[string]any{"raw": "x", "protocol": "http", "host": strings.TrimPrefix(server.URL, "http://"),
				"path": append(segments, ":v"), "query": numbered(some, nil), "variable": pairs{{"key": "v", "value": "v" + one}}},
			"header": append(numbered(some, nil), map[string]any{"key": "Content-Type", "value": "text/x"}, map[string]any{"key": "not a name", "value": "x"}),
			"auth":   map[string]any{"type": "basic", "basic": pairs{{"key": "username", "value": "u"}, {"key": "password", "value": "p" + one}}},
			"body":   map[string]any{"mode": "raw", "raw": body(one)},
		})
	}
	text := collectionOf(t, all...)
	eachLanguage(t, func(t *testing.T, l snippet.Language) {
		t.Cleanup(func() { server.take() })
		code := program(t, l, text)
		out := run(t, l, code)
		got := server.take()
		if len(got) != len(all) {
			t.Fatalf("%d requests arrived of %d\n%s\n%s", len(got), len(all), code, out)
		}
		for i, value := range hostile {
			key := fmt.Sprint("k", i)
			if v := got[0].form[key]; len(v) != 1 || v[0] != value {
				t.Errorf("form: %q, want %q", v, value)
			}
			if l.ID == "sh" {
				value = strings.ReplaceAll(value, "\x00", "") // no argument holds one
			}
			// As in a browser, line ends in a form of several parts are CR LF.
			if v := got[1].form[key]; len(v) != 1 || v[0] != value && !(l.ID == "js" && crlf(v[0]) == crlf(value)) {
				t.Errorf("parts: %q, want %q", v, value)
			}
		}
		if f := got[1].files; f["f/scan 1.pdf"] != "one\x00\r\n" || f["f/2.pdf"] != "two" {
			t.Errorf("files: %q", f)
		}
		if v := got[1].form["j"]; l.ID != "js" && (len(v) != 1 || v[0] != `{"a": "\\"}`) {
			t.Errorf("a part with a type: %q", v)
		}
		for i, some := range bundles() {
			checkSent(t, got[2+i], some)
		}
	})
}

// bundles returns the hostile values, all together and those alone that have been
// mistaken for the end of a literal.
func bundles() [][]string {
	list := [][]string{hostile}
	for _, value := range hostile {
		if strings.HasSuffix(value, `"`) || strings.HasSuffix(value, `\`) || strings.HasSuffix(value, "\n") {
			list = append(list, []string{value}, []string{"\n", value})
		}
	}
	return list
}

// body returns a value as a body: Postman sends none of white space alone.
func body(value string) string {
	if strings.TrimSpace(value) == "" {
		return "b" + value
	}
	return value
}

func crlf(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), "\n", "\r\n")
}

func checkSent(t *testing.T, s sent, values []string) {
	t.Helper()
	one := strings.Join(values, "")
	path, query, _ := strings.Cut(s.uri, "?")
	segments := strings.Split(path, "/")[1:]
	parameters := strings.Split(query, "&")
	if s.method != "PUT" || len(segments) < len(values)+1 || len(parameters) != len(values) {
		t.Fatalf("%s %s", s.method, s.uri)
	}
	for i, value := range values {
		if got, want := percentDecode(segments[i]), "s"+strings.ReplaceAll(value, "/", "|"); got != want {
			t.Errorf("path %q, want %q", got, want)
		}
		key := fmt.Sprint("k", i)
		if got, want := percentDecode(parameters[i]), key+"="+value; got != want {
			t.Errorf("query %q, want %q", got, want)
		}
		want := strings.TrimSpace(strings.Map(func(r rune) rune {
			if r < 0x20 && r != '\t' || r == 0x7F {
				return ' '
			}
			return r
		}, value))
		if got := s.header.Get(key); got != want {
			t.Errorf("header %q, want %q", got, want)
		}
	}
	if got := percentDecode(strings.Join(segments[len(values):], "/")); got != "v"+one {
		t.Errorf("path variable %q, want %q", got, "v"+one)
	}
	user, password, _ := (&http.Request{Header: s.header}).BasicAuth()
	if want := "p" + strings.ReplaceAll(one, "\x00", ""); user != "u" || password != want {
		t.Errorf("user %q, password %q, want %q", user, password, want)
	}
	if s.body != body(one) || s.header.Get("Content-Type") != "text/x" {
		t.Errorf("body %q (%s), want %q", s.body, s.header.Get("Content-Type"), body(one))
	}
}

// TestUserInAddress: the user and password before a host are sent, unless something
// else authorizes the request.
func TestUserInAddress(t *testing.T) {
	server := record(t)
	host := strings.TrimPrefix(server.URL, "http://")
	get := func(url any, more map[string]any) map[string]any {
		r := map[string]any{"method": "get", "url": url}
		for key, value := range more {
			r[key] = value
		}
		return r
	}
	text := collectionOf(t,
		get("http://a%40da:pä%3Ass@"+host+"/?at=a@b:c", nil),
		get(map[string]any{"raw": "x", "protocol": "http", "auth": map[string]any{"user": "{{login}}", "password": "{{pass}}w"}, "host": host, "path": []string{"@"}}, nil),
		get("http://token@"+host, nil),
		get("http://a:b@"+host, map[string]any{"header": pairs{{"key": "authorization", "value": "Own"}}}),
		get("http://a:b@"+host, map[string]any{"auth": map[string]any{"type": "basic", "basic": pairs{{"key": "username", "value": "u"}, {"key": "password", "value": "p"}}}}),
	)
	basic := func(login string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(login)) }
	want := []string{basic("a@da:pä:ss"), basic("Łucja:Grüße€w"), basic("token:"), "Own", basic("u:p")}
	eachLanguage(t, func(t *testing.T, l snippet.Language) {
		code := program(t, l, text)
		out := run(t, l, code, "LOGIN=Łucja", "PASS=Grüße€")
		got := server.take()
		if len(got) != len(want) {
			t.Fatalf("%d requests arrived\n%s\n%s", len(got), code, out)
		}
		for i, s := range got {
			if a := s.header.Get("Authorization"); a != want[i] || s.method != "GET" {
				t.Errorf("%s %s with %q, want %q\n%s", s.method, s.uri, a, want[i], code)
			}
		}
		if got[0].uri != "/?at=a@b:c" || got[1].uri != "/@" {
			t.Errorf("%s, %s", got[0].uri, got[1].uri)
		}
	})
}

// percentDecode decodes what is a legal escape: a "%" of the file stays.
func percentDecode(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(c))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// TestHostileEnvironment: what the reader fills in arrives, whatever it is, and
// nothing of it is run.
func TestHostileEnvironment(t *testing.T) {
	server := record(t)
	values := []string{`it's "x"`, `$(id) ${HOME}`, `\n \`, "line\nline", `%s`, `é`}
	environment := []string{"ACCESS_TOKEN=t$(id)'\""}
	var form pairs
	raw := "\u0000"
	for i, value := range values {
		environment = append(environment, fmt.Sprintf("SECRET_%d=%s", i, value))
		form = append(form, map[string]any{"key": fmt.Sprint("k", i), "value": fmt.Sprintf("{{secret_%d}}", i)},
			map[string]any{"key": fmt.Sprint("m", i), "value": fmt.Sprintf("'{{secret_%d}}'", i)})
		raw += fmt.Sprintf("{\n{{secret_%d}}$x", i)
	}
	text := collectionOf(t,
		map[string]any{"method": "POST", "url": server.URL + "/a",
			"auth": map[string]any{"type": "bearer", "bearer": pairs{{"key": "token", "value": "{{access_token}}"}}},
			"body": map[string]any{"mode": "urlencoded", "urlencoded": form}},
		map[string]any{"method": "POST", "url": server.URL + "/b", "body": map[string]any{"mode": "raw", "raw": raw}})
	eachLanguage(t, func(t *testing.T, l snippet.Language) {
		out := run(t, l, program(t, l, text), environment...)
		got := server.take()
		if len(got) != 2 {
			t.Fatalf("%d requests arrived\n%s", len(got), out)
		}
		if a := got[0].header.Get("Authorization"); a != "Bearer t$(id)'\"" {
			t.Errorf("authorization %q", a)
		}
		want := "\x00"
		for i, value := range values {
			if f := got[0].form; f.Get(fmt.Sprint("k", i)) != value || f.Get(fmt.Sprint("m", i)) != "'"+value+"'" {
				t.Errorf("form %q, want %q", f, value)
			}
			want += "{\n" + value + "$x"
		}
		if b := got[1].body; b != want {
			t.Errorf("body %q, want %q", b, want)
		}
	})
}
