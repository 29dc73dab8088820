package v3

import (
	"path"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/yamltree"
)

// goAside has an element make room beside its place until it can get to the wanted one.
// It keeps its name meanwhile: should the run end there, nobody renamed it.
func (p *plan) goAside(m *move) {
	if m.aside {
		return
	}
	m.aside = true
	switch {
	case !m.folder:
		p.fileAside(m)
		if m.with != nil && !m.with.done {
			p.goAside(m.with)
		}
	case m.with != nil && !m.with.done && !m.with.aside: // it would lose what belongs to it
		m.aside = false
		p.goAside(m.with)
	default:
		p.putAside(m.from)
	}
}

// fileAside renames the file of a request, or of an example. What belongs to it is
// there under both names meanwhile.
func (p *plan) fileAside(m *move) {
	from := p.place[m.from]
	to := p.free(from)
	if m.with != nil {
		below := folderMove{p.place[m.with.from], path.Join(path.Dir(to), belongingsOf(stem(to)))}
		for _, what := range p.inside(m.with.from) {
			if text, ok := p.text[what]; ok {
				copied := below.below(p.place[what])
				p.change("", copied, text)
				p.gone[fresh+copied] = true
			}
		}
	}
	p.change(m.from, to, p.named(m.from, stem(from), examplesOf(stem(to))))
}

// putAside renames a folder.
func (p *plan) putAside(folder string) {
	at := p.place[folder]
	if !isBelonging(at) {
		p.keepName(at)
	}
	p.carry(folder, p.free(at))
}

// keepName writes the name of a folder into its definition.
func (p *plan) keepName(folder string) {
	for _, file := range definitionIn(folder) {
		if what, ok := p.there(file); ok {
			p.change(what, file, p.named(what, path.Base(folder), ""))
			return
		}
	}
	file := definitionIn(folder)[0]
	p.change("", file, yamltree.Print(named(&yamltree.Node{Kind: yamltree.Mapping}, path.Base(folder))))
	p.gone[fresh+file] = true
}

// named returns the text of a file with the name that its path gave the element, and with
// the place of the examples.
func (p *plan) named(file, name, examples string) string {
	s := p.sources[file]
	if s.written() == nil || s.Text != p.text[file] {
		return p.text[file]
	}
	want := s.Tree().Root.Clone()
	if want.Get("name") == nil {
		named(want, name)
	}
	if examples != "" && want.Get("examples") != nil {
		want.Set("examples", text("./"+examples))
	}
	return rewritten(s, want)
}

// named sets the name in a file.
func named(root *yamltree.Node, name string) *yamltree.Node {
	changer{rank: request.rank}.set(root, "name", text(name))
	return root
}

// free returns a path beside another one that nothing has or gets.
func (p *plan) free(file string) string {
	name, suffix := path.Base(file), ""
	switch {
	case strings.HasSuffix(name, ".yaml"), strings.HasSuffix(name, ".yml"):
		suffix = strings.TrimPrefix(name, stem(file))
	case isBelonging(file):
		suffix = ".resources"
	}
	name = strings.TrimSuffix(name, suffix)
	for i := 1; ; i++ {
		numbered := name + " " + strconv.Itoa(i)
		taken := false
		for _, at := range []string{numbered + suffix, belongingsOf(numbered)} {
			at = path.Join(path.Dir(file), at)
			_, there := p.there(at)
			at = strings.ToLower(at)
			taken = taken || there || p.wanted[at] || p.comes[at] != nil
		}
		if !taken {
			return path.Join(path.Dir(file), numbered+suffix)
		}
	}
}
