package v3

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/suggest"
)

// workspaceFolder is the folder at the root of a repository with the files that assign
// the repository's files to a workspace.
const workspaceFolder = ".postman"

// IsWorkspace reports whether a path is that of a file that assigns the files of a
// repository to a workspace.
func IsWorkspace(file string) bool {
	file = strings.ReplaceAll(file, `\`, "/")
	base, ok := withoutExtension(path.Base(file))
	return ok && (base == "resources" || base == "workflows") && path.Base(path.Dir(file)) == workspaceFolder
}

// workspaceKeys lists the parts of such files that Postman reads.
var workspaceKeys = lazy.Value[map[string][]string]{New: func() map[string][]string {
	return map[string][]string{
		"resources": {"workspace", "cloudResources", "localResources", "dependencies"},
		"workflows": {"workflows"},
	}
}}

// ReadWorkspace reads a file that assigns the files of a repository to a workspace.
// exists reports whether the repository has a file or folder with a path from its root.
// The document is empty, because the file describes no collection.
func ReadWorkspace(file File, exists func(name string) bool) *Result {
	d, err := jsontree.Parse(`{"name":"workspace","values":[]}`)
	if err != nil {
		panic(err)
	}
	r := &Result{Document: d, places: &places{document: d}}
	c := &reader{result: r}
	tree, failed := yamltree.Parse(file.Text)
	s := newSource(file.Path, tree)
	s.failed = failed != nil
	r.Files = []*Source{s}
	switch {
	case failed != nil:
		c.syntax(s, failed)
		c.repairAll(s, failed)
		return r
	case s.root() == nil:
		return r
	}
	base, _ := withoutExtension(path.Base(file.Path))
	known := workspaceKeys.Get()[base]
	for _, p := range s.root().Pairs {
		if hint := suggest.Hint(p.Key.Text, known); hint != "" {
			c.on(s, p.Key, RuleUnknownField, diagnostic.Warning, fmt.Sprintf("%q is not part of this file%s", p.Key.Text, hint), "Postman ignores it, so it has no effect")
		}
	}
	for _, n := range s.mapped() {
		c.leads(s, n, exists)
	}
	return r
}

// mapped returns the paths in a file that assigns the files of a repository.
func (s *Source) mapped() (all []*yamltree.Node) {
	for _, kind := range pairsOf(s.get("cloudResources")) {
		for _, p := range kind.Value.Pairs {
			all = append(all, p.Key)
		}
	}
	for _, kind := range pairsOf(s.get("localResources")) {
		all = append(all, kind.Value.Items...)
	}
	for _, links := range pairsOf(s.get("workflows")) {
		for _, item := range links.Value.Items {
			all = append(all, item.Get("spec"), item.Get("collection"))
		}
	}
	return all
}

// Assigns reports whether the result of [ReadWorkspace] has a path, which is one from the
// root of the repository, with slashes.
func (r *Result) Assigns(name string) bool {
	return slices.ContainsFunc(r.Files[0].mapped(), func(n *yamltree.Node) bool {
		return n != nil && n.Kind == yamltree.String && path.Join(workspaceFolder, strings.ReplaceAll(n.Text, `\`, "/")) == name
	})
}

func pairsOf(n *yamltree.Node) []yamltree.Pair {
	if n == nil {
		return nil
	}
	return n.Pairs
}

// leads reports a path, relative to its file, that does not lead to a file or folder in
// the repository.
func (c *reader) leads(s *Source, n *yamltree.Node, exists func(string) bool) {
	if n == nil || n.Kind != yamltree.String || n.Text == "" || strings.Contains(n.Text, "://") {
		return
	}
	text := strings.ReplaceAll(n.Text, `\`, "/")
	whole := path.Join(path.Dir(s.Path), text)
	message, help := "", "Postman finds nothing there; correct the path, or remove it"
	switch {
	case text != n.Text:
		message, help = "the path has backslashes, which only Windows reads as folders", "write "+shownPath(text)
	case path.IsAbs(text) || whole == ".." || strings.HasPrefix(whole, "../"):
		message, help = "the path leads out of the repository", "other clones do not have that file"
	case !exists(whole):
		message = "there is no " + shownPath(whole) + " in the repository"
	default:
		return
	}
	c.on(s, n, RuleUnusedFile, diagnostic.Warning, message, help)
}

// shownPath returns a path without secrets and personal data in its names.
func shownPath(of string) string {
	names := strings.Split(of, "/")
	for i, name := range names {
		names[i] = redact.Text(name)
	}
	return strings.Join(names, "/")
}
