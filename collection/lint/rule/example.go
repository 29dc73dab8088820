package rule

import (
	"path"
	"strings"

	"github.com/postwright/postwright/collection/v3"
)

// Example is a part of a collection that illustrates a rule.
type Example struct {
	JSON string // the part that is shown
	wrap func(json string) string

	Template bool // whether it is linted with an API of the category Template
	Contract bool // whether it is linted with an API of the category Contracts
	YAML     bool // whether it is files of a collection in format v3
}

// Text returns the example as a whole file.
func (e Example) Text() string {
	if e.wrap == nil {
		return e.JSON
	}
	return e.wrap(e.JSON)
}

// Place returns the byte offset of the shown part in the whole file.
func (e Example) Place() int { return strings.Index(e.Text(), e.JSON) }

const (
	head = `{"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, `
	ping = `{"name": "Ping", "request": "https://api.example.com/ping"}`
)

// File returns an example that is a whole file.
func File(text string) Example { return Example{JSON: text} }

// Collection returns an example of members of a collection next to its info: "item",
// "auth", "variable", …
func Collection(members string) Example {
	return Example{JSON: members, wrap: func(members string) string {
		if strings.Contains(members, `"item":`) {
			return head + members + "}\n"
		}
		return head + members + `, "item": [` + ping + "]}\n"
	}}
}

// Item returns an example of one or several entries of a collection.
func Item(item string) Example {
	return Example{JSON: item, wrap: func(item string) string { return head + `"item": [` + item + "]}\n" }}
}

// Request returns an example of a request.
func Request(request string) Example {
	return Example{JSON: request, wrap: func(request string) string {
		return head + `"item": [{"name": "Get patients", "request": ` + request + "}]}\n"
	}}
}

// Auth returns an example of a collection's authorization.
func Auth(auth string) Example {
	return Example{JSON: auth, wrap: func(auth string) string {
		return head + `"auth": ` + auth + `, "item": [` + ping + "]}\n"
	}}
}

// Script returns an example of a line of a test script in JavaScript.
func Script(line string) Example {
	return Example{JSON: line, wrap: func(line string) string {
		quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `", "`).Replace(line)
		return head + `"item": [{"name": "Ping", "request": "https://api.example.com/ping", "event": [{"listen": "test", "script": {"exec": ["` +
			quoted + `"]}}]}]}` + "\n"
	}}
}

// Response returns an example of a saved example.
func Response(response string) Example {
	return Example{JSON: response, wrap: func(response string) string {
		return head + `"item": [{"name": "Ping", "request": "https://api.example.com/ping", "response": [` + response + "]}]}\n"
	}}
}

// WithTemplate returns the example to be linted with the template of a clinic's API.
func (e Example) WithTemplate() Example {
	e.Template = true
	return e
}

// WithContract returns the example to be linted with the operations of a clinic's API.
func (e Example) WithContract() Example {
	e.Contract = true
	return e
}

// Environment returns the text of the environment with which examples are linted. It
// defines the variables that they refer to.
func Environment() string {
	var values []string
	for _, name := range []string{
		"base_url", "oauth_url", "client_id", "username", "password", "access_token", "old_token", "other_token", "age",
	} {
		values = append(values, `{"key": "`+name+`", "value": "", "enabled": true}`)
	}
	return `{"name": "Clinic", "values": [` + strings.Join(values, ", ") + `]}`
}

// Files returns an example of files in format v3. Each starts with a comment with its
// path, such as "# Ping.request.yaml".
func Files(text string) Example { return Example{JSON: text, YAML: true} }

// Folder returns the files of such an example.
func (e Example) Folder() []v3.File {
	var files []v3.File
	for line := range strings.Lines(e.JSON) {
		name, ok := strings.CutPrefix(strings.TrimSpace(line), "# ")
		if extension := path.Ext(name); ok && (extension == ".yaml" || extension == ".yml") {
			files = append(files, v3.File{Path: name})
		}
		if len(files) > 0 {
			files[len(files)-1].Text += line
		}
	}
	return files
}
