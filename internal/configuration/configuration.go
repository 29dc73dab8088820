// Package configuration reads postwright.yaml.
package configuration

import (
	"fmt"
	"math"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/suggest"
	"github.com/postwright/postwright/internal/yamlfile"
	"github.com/postwright/postwright/schemas"
)

const rule = "configuration"

// Configuration is what a postwright.yaml says. What it does not say is empty.
type Configuration struct {
	// Folder is where the file stands; its paths start there.
	Folder string

	Template, OpenAPI              string
	Output, AuthLevel              string
	Include                        []string // nil where it does not say
	Scopes                         []string // nil where it does not say; or "all" or "needed" alone
	Profile, Environment, Baseline string
	MaxWarnings                    int // -1 where it does not say

	// Severities are those of rules by name, "off" among them.
	Severities map[string]string
	Ignore     []Exception
}

// Exception is findings to leave out: those that fit all that it says.
type Exception struct {
	Rule, Item, Pointer string
	Files               []string
}

// Parse reads the text of a configuration. Where it is not one, the findings
// say why, at their line and column, and the configuration is nil. The rules
// that it may name are given.
func Parse(text, folder string, rules []string) (*Configuration, []diagnostic.Diagnostic) {
	if isBlank(text) {
		return &Configuration{Folder: folder, MaxWarnings: -1}, nil
	}
	file, found := yamlfile.ParseAs(text, schema, rule)
	if file == nil {
		return nil, found
	}
	root := file.JSON.Root()
	unknown := func(n jsontree.Node) {
		known := false
		for _, name := range rules {
			known = known || n.Is(name)
		}
		if !known {
			found = append(found, file.On(n, rule, fmt.Sprintf("there is no rule %q%s", n.Text(), suggest.Hint(n.Text(), rules)), "postwright explain lists the rules"))
		}
	}
	for key := range root.Get("rules").Members() {
		unknown(key)
	}
	for n := range root.Get("ignore").Elements() {
		if name := n.Get("rule"); name.Kind() == jsontree.String {
			unknown(name)
		}
		for pattern := range n.Get("files").Elements() {
			if !doublestar.ValidatePattern(pattern.Text()) {
				found = append(found, file.On(pattern, rule, "the pattern is not right", "see 'postwright lint --help' on patterns"))
			}
		}
	}
	if len(found) > 0 {
		diagnostic.Sort(found)
		return nil, found
	}
	return from(root, folder), nil
}

// isBlank reports whether everything in a file is commented out.
func isBlank(text string) bool {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "#") && line != "---" {
			return false
		}
	}
	return true
}

var schema = sync.OnceValues(func() (*validate.Schema, error) {
	return validate.Compile(string(schemas.Configuration()))
})

// from reads a configuration that fits the schema.
func from(root jsontree.Node, folder string) *Configuration {
	c := &Configuration{
		Folder:      folder,
		Template:    root.Get("template").Text(),
		OpenAPI:     root.Get("openapi").Text(),
		Output:      root.Get("output").Text(),
		AuthLevel:   root.Get("auth-level").Text(),
		Profile:     root.Get("profile").Text(),
		Environment: root.Get("environment").Text(),
		Baseline:    root.Get("baseline").Text(),
		MaxWarnings: -1,
		Severities:  map[string]string{},
	}
	if n := root.Get("max-warnings"); n.Exists() {
		c.MaxWarnings = int(min(n.Value().(float64), math.MaxInt32))
	}
	if c.Scopes = texts(root.Get("scopes")); root.Get("scopes").Is("needed") {
		c.Scopes = []string{"needed"}
	}
	if c.Include = texts(root.Get("include")); root.Get("include").Kind() == jsontree.String {
		c.Include = []string{root.Get("include").Text()}
	}
	for key, value := range root.Get("rules").Members() {
		c.Severities[key.Text()] = value.Text()
	}
	for n := range root.Get("ignore").Elements() {
		c.Ignore = append(c.Ignore, Exception{
			Rule: n.Get("rule").Text(), Item: n.Get("item").Text(), Pointer: n.Get("pointer").Text(), Files: texts(n.Get("files")),
		})
	}
	return c
}

func texts(list jsontree.Node) []string {
	var out []string
	for n := range list.Elements() {
		out = append(out, n.Text())
	}
	return out
}

// Path returns a path of the configuration as it is opened from anywhere, "" for "".
func (c *Configuration) Path(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(c.Folder, path)
}

// TemplateName returns the template's name, or its path as it is opened from
// anywhere.
func (c *Configuration) TemplateName() string {
	if !strings.ContainsAny(c.Template, `/\`) && filepath.Ext(c.Template) == "" {
		return c.Template
	}
	return c.Path(c.Template)
}

// Ignores reports whether an exception covers a finding in a file.
func (c *Configuration) Ignores(file string, d diagnostic.Diagnostic) bool {
	for _, e := range c.Ignore {
		if e.Rule == d.Rule && e.hasFile(c.Folder, file) && e.hasItem(d.Item) && e.hasPointer(d.Pointer) {
			return true
		}
	}
	return false
}

func (e Exception) hasFile(folder, file string) bool {
	if len(e.Files) == 0 {
		return true
	}
	relative, err := filepath.Rel(folder, file)
	if err != nil {
		return false
	}
	relative = filepath.ToSlash(relative)
	for _, pattern := range e.Files {
		for _, whole := range wholePatterns(pattern) {
			if ok, err := doublestar.Match(whole, relative); ok && err == nil {
				return true
			}
		}
	}
	return false
}

// wholePatterns returns what a pattern says of whole paths. One without a slash is
// about names, in whatever folder; one that ends in a slash, and a plain name, may
// be that of a folder.
func wholePatterns(pattern string) []string {
	name, isFolder := strings.CutSuffix(pattern, "/")
	whole := path.Clean(name)
	if !strings.Contains(name, "/") && whole != "." {
		whole = "**/" + whole
	}
	patterns := []string{whole}
	if isFolder || !strings.ContainsAny(name, `*?[{\`) {
		patterns = append(patterns, path.Join(whole, "**"))
	}
	return patterns
}

func (e Exception) hasItem(item string) bool {
	if e.Item == "" {
		return true
	}
	want, have := strings.Split(e.Item, " / "), strings.Split(item, " / ")
	if len(have) < len(want) {
		return false
	}
	for i, name := range want {
		if !wildcard(name, have[i]) {
			return false
		}
	}
	return true
}

// wildcard matches a name, in which * stands for anything.
func wildcard(pattern, name string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == name
	}
	last := len(parts) - 1
	if !strings.HasPrefix(name, parts[0]) {
		return false
	}
	name = name[len(parts[0]):]
	for _, part := range parts[1:last] {
		i := strings.Index(name, part)
		if i < 0 {
			return false
		}
		name = name[i+len(part):]
	}
	return strings.HasSuffix(name, parts[last])
}

func (e Exception) hasPointer(pointer string) bool {
	return e.Pointer == "" || pointer == e.Pointer || strings.HasPrefix(pointer, strings.TrimSuffix(e.Pointer, "/")+"/")
}
