package docs

// Branch is a folder in the contents of a page, with the folders in it.
type Branch struct {
	ID       string // "" if the page has no heading for the folder
	Name     string // "" for the collection itself
	Requests []Request
	Folders  []Branch
}

// Count returns the number of requests in the folder and its subfolders.
func (b Branch) Count() int {
	n := len(b.Requests)
	for _, f := range b.Folders {
		n += f.Count()
	}
	return n
}

// Tree returns the folders of the page in two levels. The name of a folder that is
// nested deeper starts with the names of the folders between.
func (p *Page) Tree() []Branch {
	var tree []Branch
	for _, f := range p.Folders {
		if len(f.Path) == 0 {
			tree = append(tree, Branch{Requests: f.Requests})
			continue
		}
		if len(f.Path) == 1 {
			tree = append(tree, Branch{ID: f.ID, Name: f.Name(), Requests: f.Requests})
			continue
		}
		if last := len(tree) - 1; last < 0 || tree[last].Name != f.Path[0] {
			tree = append(tree, Branch{Name: f.Path[0]})
		}
		top := &tree[len(tree)-1]
		top.Folders = append(top.Folders, Branch{ID: f.ID, Name: joined(f.Path[1:]), Requests: f.Requests})
	}
	return tree
}
