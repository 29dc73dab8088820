package v3

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/yamltree"
)

// unsafe are the characters that a name of a file or folder must not have, because
// Windows does not allow them.
const unsafe = `\:*?"<>|`

// reserved reports whether Windows reserves a name.
func reserved(name string) bool {
	name, _, _ = strings.Cut(strings.ToLower(name), ".")
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(name) == 4 && (strings.HasPrefix(name, "com") || strings.HasPrefix(name, "lpt")) && '1' <= name[3] && name[3] <= '9'
}

// names finds names that some systems cannot have, in a folder and below.
func (c *reader) names(f *folder) {
	seen := map[string]string{}
	for _, r := range f.requests {
		c.checkName(r.source, stem(r.source.Path), "file")
		c.sameName(seen, r.source, path.Base(r.source.Path))
	}
	for _, name := range sortedKeys(f.folders) {
		inner := f.folders[name]
		if file := c.fileOf(inner); file != nil {
			c.checkName(file, name, "folder")
			c.sameName(seen, file, name)
		}
		c.names(inner)
	}
}

func (c *reader) sameName(seen map[string]string, s *Source, name string) {
	small := strings.ToLower(name)
	if first, ok := seen[small]; ok && first != name {
		c.report(s, 0, 0, RuleFileName, diagnostic.Warning, fmt.Sprintf("the names %q and %q differ only in case", first, name),
			"Windows and macOS keep one of the two files; rename one, and give it a name: of its own")
		return
	}
	seen[small] = name
}

func (c *reader) checkName(s *Source, name, what string) {
	if i := strings.IndexAny(name, unsafe); i >= 0 || strings.IndexFunc(name, func(r rune) bool { return r < ' ' }) >= 0 {
		severity := diagnostic.Warning
		if what == "folder" {
			severity = diagnostic.Error
		}
		c.report(s, 0, 0, RuleFileName, severity, fmt.Sprintf("the name of the %s %q has characters that not every system allows", what, name),
			fmt.Sprintf("rename it to %q, and write the name into name:", safeName(name)))
		return
	}
	if reserved(name) {
		c.report(s, 0, 0, RuleFileName, diagnostic.Warning, fmt.Sprintf("Windows reserves the name of the %s %q", what, name),
			"rename it, and write the name into name:")
	}
}

// safeName is a name as Postman writes it: "-" for each run of unsafe characters.
func safeName(name string) string {
	var b strings.Builder
	replaced := false
	for _, r := range name {
		bad := r < ' ' || r == '/' || strings.ContainsRune(unsafe, r)
		if !bad {
			b.WriteRune(r)
		} else if !replaced {
			b.WriteByte('-')
		}
		replaced = bad
	}
	return b.String()
}

// misplaced reports a request file in a folder whose requests are not read.
func (c *reader) misplaced(f File) {
	tree, _ := yamltree.Parse(f.Text)
	s := &Source{Path: f.Path, Tree: tree}
	c.result.Files = append(c.result.Files, s)
	c.report(s, 0, 0, RuleUnusedFile, diagnostic.Warning, "a request inside "+resources+" is not read", "move it into the folder of the collection that it belongs to")
}

// exampleFolder compares what a request says of its examples with the folder of them.
func (c *reader) exampleFolder(r *element, name string) {
	at := r.source.get("examples")
	want := "./" + resources + "/" + name + ".resources/examples"
	switch {
	case at == nil && len(r.examples) > 0 && r.source.root() != nil:
		c.report(r.examples[0], 0, 0, RuleUnusedFile, diagnostic.Warning,
			fmt.Sprintf("the request %q does not name its examples", path.Base(r.source.Path)), "add examples: "+want+" to the request")
	case at != nil && at.Kind == yamltree.String && strings.Contains(at.Text, `\`):
		c.on(r.source, at, RuleUnusedFile, diagnostic.Warning, "the path has backslashes, which other systems do not read as folders", "write "+want)
	case at != nil && at.Kind == yamltree.String && slices.Contains(strings.Split(at.Text, "/"), ".."):
		c.on(r.source, at, RuleUnusedFile, diagnostic.Warning, "the path leads out of the folder", "write "+want)
	case at != nil && at.Kind == yamltree.String && len(r.examples) == 0:
		c.on(r.source, at, RuleUnusedFile, diagnostic.Warning, "there are no examples in "+at.Text, "remove the field, or write "+want)
	}
}

// orphans reports examples whose request there is not.
func (c *reader) orphans(name string, all []*Source) {
	c.report(all[0], 0, 0, RuleUnusedFile, diagnostic.Warning, fmt.Sprintf("there is no request %q for its examples", name+".request.yaml"),
		"rename the folder to the request's name, or delete it")
}
