package v3

import (
	"fmt"
	"path"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/yamltree"
)

// This file reports files in the wrong place.

// unread adds a file that is not read because of its place.
func (c *reader) unread(f File, message, help string) {
	f = c.texts.whole(f)
	tree, _ := yamltree.Parse(f.Text)
	s := newSource(f.Path, tree)
	c.result.Files = append(c.result.Files, s)
	c.report(s, 0, 0, RuleUnusedFile, diagnostic.Warning, message, help)
}

// misplaced reports a file that is not read because of its place. inside is the index of
// [resources] among the folders around it, or -1.
func (c *reader) misplaced(f File, of role, folders []string, inside int) bool {
	const aside = "it belongs into " + resources + "/REQUEST.resources/"
	within := len(folders) - inside // how many folders, that one included, are around the file inside it
	switch {
	case of == request && inside >= 0:
		c.unread(f, "a request inside "+resources+" is not read", "move it into the folder of the collection that it belongs to")
	case of == definition && within != 1:
		c.unread(f, "a definition below "+resources+" is not read", "move it into "+resources+" itself")
	case of == example && (inside < 0 || within != 3 || path.Base(path.Dir(f.Path)) != "examples"):
		c.unread(f, "an example is not read here", aside+"examples")
	case of == other && isStray(c.texts.whole(f)):
		c.unread(f, "a definition outside of "+resources+" is not read", "move it into "+resources+" beside it")
	case of == other && IsOldRoot(c.texts.whole(f)):
		c.unread(f, "the file is of an older layout, which Postman does not read", "write what it says of the collection into "+resources+
			"/definition.yaml; a request is part of a folder by where its file lies, and needs no list")
	default:
		return false
	}
	return true
}

// isStray reports whether a file would be a folder's definition if it were in
// [resources].
func isStray(f File) bool {
	base, ok := withoutExtension(path.Base(f.Path))
	return ok && base == "definition" && strings.Contains(f.Text, "$kind: collection")
}

// IsRead reports whether [Read] needs the text of a file, by its path below the
// collection's folder.
func IsRead(file string) bool {
	base, ok := withoutExtension(path.Base(file))
	return IsFile(file) || ok && (base == "definition" || file == base+path.Ext(file) && base == "collection")
}

// IsOldRoot reports whether a file is the root of an older layout of the format: one
// file that lists the others.
func IsOldRoot(f File) bool {
	base, ok := withoutExtension(f.Path)
	return ok && base == "collection" && (strings.Contains(f.Text, "$kind: collection") || strings.Contains(f.Text, "/collection/v3."))
}

// exampleFolder compares the place of examples that a request names with the actual one.
func (c *reader) exampleFolder(r *element, name string) {
	at := r.source.examples
	if at == nil && len(r.examples) == 0 {
		return // as most
	}
	want := "./" + resources + "/" + name + ".resources/examples"
	if at == nil {
		if r.source.isMap {
			c.report(r.examples[0], 0, 0, RuleUnusedFile, diagnostic.Warning,
				fmt.Sprintf("the request %q does not name its examples", path.Base(r.source.Path)), "add examples: "+want+" to the request")
		}
		return
	}
	if at.Kind != yamltree.String {
		return // the schema says what is wrong
	}
	message := ""
	switch said := path.Clean(at.Text); {
	case strings.Contains(at.Text, `\`):
		message = "the path has backslashes, which other systems do not read as folders"
	case path.IsAbs(said):
		message = "the path must be one from the request's folder"
	case said == ".." || strings.HasPrefix(said, "../"):
		message = "the path leads out of the folder"
	case said == path.Clean(want) && len(r.examples) > 0:
		return
	case len(r.examples) > 0:
		message = "the examples are not in " + at.Text
	default:
		message = "there are no examples in " + at.Text
	}
	help := "write " + want
	if len(r.examples) == 0 {
		help = "remove the field, or " + help
	}
	c.on(r.source, at, RuleUnusedFile, diagnostic.Warning, message, help)
}

// orphans reports examples without a request.
func (c *reader) orphans(name string, all []*Source) {
	c.report(all[0], 0, 0, RuleUnusedFile, diagnostic.Warning, fmt.Sprintf("there is no request %q for its examples", name+".request.yaml"),
		"rename the folder to the request's name, or delete it")
}
