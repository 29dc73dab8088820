package v3

import (
	"path"
	"slices"
	"strconv"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// Layout is a collection as files of format v3.
type Layout struct {
	// Name is the name that Postman gives to the collection's folder.
	Name string
	// Files are in an order in which every file that another one needs comes before it:
	// an example before its request, a folder before the files in it.
	Files  []File
	Losses []Loss
}

// Lay returns the files of a collection in format v3, in a folder of their own. It is
// deterministic.
func Lay(d *jsontree.Document) *Layout {
	root, losses := lay(d)
	made := &Layout{Name: stemOf(definition, root.name), Losses: losses}
	made.definition(root, true)
	made.inside(root)
	return made
}

func (m *Layout) add(file string, content *yamltree.Node) {
	m.Files = append(m.Files, File{file, yamltree.Print(content)})
}

// step is the difference between the orders of neighbors that Postman writes.
const step = 1000

// inside adds the requests and folders of a folder.
func (m *Layout) inside(f *part) {
	names := taken{resources: 1}
	for i, p := range f.parts {
		p.order = float64(step * (i + 1))
		p.stem = names.unique(p.wantedStem(), fileSuffixes[p.role])
		if p.role == definition {
			p.folder = path.Join(f.folder, p.stem)
			m.definition(p, false)
			m.inside(p)
			continue
		}
		p.folder = f.folder
		answers := taken{}
		for k, answer := range p.answers {
			answer.order = float64(step * (k + 1))
			answer.stem = answers.unique(answer.wantedStem(), fileSuffixes[example])
			answer.folder = path.Join(f.folder, examplesOf(p.stem))
			m.add(answer.path(), answer.whole())
		}
		m.add(p.path(), p.whole())
	}
	m.Files = append(m.Files, unsentFiles(unsentIn(f), f.folder, names)...)
}

func (m *Layout) definition(p *part, root bool) {
	whole := p.whole()
	if root {
		whole = p.with(true, false)
	}
	m.add(p.path(), whole)
}

// examplesOf returns the folder of a request's examples, below that of the request.
func examplesOf(stem string) string { return belongingsOf(stem) + "/examples" }

// belongingsOf returns the folder with what belongs to a request, below that of the
// request.
func belongingsOf(stem string) string { return resources + "/" + stem + ".resources" }

// path returns the path of the part's file.
func (p *part) path() string {
	switch {
	case p.source != nil:
		return p.source.Path
	case p.role == definition:
		return path.Join(p.folder, resources, "definition.yaml")
	}
	return path.Join(p.folder, p.stem+fileSuffixes[p.role])
}

// keyOrder lists the members of files in the order in which Postman writes them.
var keyOrder = map[role][]string{
	definition: {"$kind", "id", "name", "description", "variables", "scripts", "auth", "order"},
	request: {
		"$kind", "id", "name", "description", "url", "query", "variables", "method", "headers", "queryParams", "pathVariables", "body", "auth",
		"scripts", "examples", "settings", "order",
	},
	example: {"$kind", "id", "name", "request", "response", "order"},
}

// rank returns the place of a member of a file in Postman's order. Unknown members come
// last, before "order".
func (of role) rank(key string) int {
	order := keyOrder[of]
	if at := slices.Index(order, key); at >= 0 {
		return at*2 + 2
	}
	return len(order)*2 - 1
}

// whole returns the content of a new part's file. It includes the name if that differs
// from the file's name, the order, and the place of the examples.
func (p *part) whole() *yamltree.Node { return p.with(p.name != p.stem, true) }

func (p *part) with(name, order bool) *yamltree.Node {
	m := members{&yamltree.Node{Kind: yamltree.Mapping, Pairs: slices.Clone(p.content.Pairs)}}
	for _, key := range p.spare {
		m.node.Delete(key)
	}
	if name {
		m.set("name", text(p.name))
	}
	if len(p.auths) > 0 {
		p.joinAuths(m)
	}
	if len(p.answers) > 0 {
		m.set("examples", text("./"+examplesOf(p.stem)))
	}
	if order {
		m.set("order", number64(p.order))
	}
	slices.SortStableFunc(m.node.Pairs, func(a, b yamltree.Pair) int { return p.role.rank(a.Key.Text) - p.role.rank(b.Key.Text) })
	return m.node
}

// joinAuths joins the authorization and the further ones in a list.
func (p *part) joinAuths(m members) {
	for i, pair := range m.node.Pairs {
		if pair.Key.Text == "auth" {
			m.node.Pairs[i].Value = list(append([]*yamltree.Node{pair.Value}, p.auths...))
		}
	}
}

// number64 returns a number value.
func number64(value float64) *yamltree.Node {
	written := strconv.FormatFloat(value, 'f', -1, 64)
	return &yamltree.Node{Kind: yamltree.Number, Text: written}
}
