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
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/collection/yamltext"
	"github.com/postwright/postwright/internal/suggest"
	"github.com/postwright/postwright/internal/yamlfile"
	"github.com/postwright/postwright/schemas"
)

const rule = "configuration"

// Configuration is the content of a postwright.yaml. Settings that it does not have are
// empty.
type Configuration struct {
	// Folder is the folder of the file; its paths start there.
	Folder string

	Template, OpenAPI              string
	Output, AuthLevel              string
	Include                        []string // nil if it has none
	Scopes                         []string // nil if it has none; or only "all" or "needed"
	Profile, Environment, Baseline string
	MaxWarnings                    int // -1 if it does not say

	// Severities are those of rules by name, including "off".
	Severities map[string]string
	Ignore     []Exception
}

// Exception describes findings to leave out: those that match all of its fields.
type Exception struct {
	Rule, Item, Pointer string
	Files               []string
}

// Parse parses the text of a configuration. The rules are the names that it may use. If
// the text is not a configuration, the result is nil and the findings give the reasons
// with line and column.
func Parse(text, folder string, rules []string) (*Configuration, []diagnostic.Diagnostic) {
	if yamltext.IsBlank(text) {
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

var schema = sync.OnceValues(func() (*validate.Schema, error) {
	return validate.Compile(string(schemas.Configuration()))
})

// from returns the configuration of a document that fits the schema.
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

// Path returns a path of the configuration joined to its folder, unless it is absolute;
// "" for "".
func (c *Configuration) Path(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(c.Folder, path)
}

// TemplateName returns the template's name, or its path as [Configuration.Path] does.
func (c *Configuration) TemplateName() string {
	if !strings.ContainsAny(c.Template, `/\`) && filepath.Ext(c.Template) == "" {
		return c.Template
	}
	return c.Path(c.Template)
}

// Ignores reports whether an exception covers a finding in a file.
func (c *Configuration) Ignores(file string, d diagnostic.Diagnostic) bool {
	for _, e := range c.Ignore {
		if e.Rule == d.Rule && e.hasFile(c.Folder, file) && e.hasItem(d.Around) && e.hasPointer(d.Pointer) {
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

// wholePatterns returns the patterns for whole paths that a pattern means. One without a
// slash matches names in any folder; one that ends in a slash, and a plain name, may
// also be that of a folder.
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

func (e Exception) hasItem(around jsontree.Node) bool {
	if e.Item == "" {
		return true
	}
	want, have := strings.Split(e.Item, " / "), strings.Split(redact.PathOf(around), " / ")
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

// wildcard reports whether a name matches a pattern, in which * matches anything.
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
