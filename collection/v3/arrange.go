package v3

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/collection/yamltree"
)

// reader reads a collection, or one of its files.
type reader struct {
	result  *Result
	schemas map[string]*validate.Schema
	path    []string    // the names of the folders around the current place
	cache   *Cache      // nil for one file
	trial   bool        // whether a repair is being tried, so that findings are only counted
	rough   bool        // whether trees have no places within texts
	texts   *textSource // nil if the files have their texts

	suspected bool             // whether one file must be judged with such places
	proposals []proposal       // fixes for findings in one file
	trials    *yamltree.Reader // of texts with a fix; nil until there is one
}

// oneFile is a file of a collection as it is by itself.
type oneFile struct {
	source   *Source // nil for a file that is not read
	text     string  // that is still to be read
	findings []diagnostic.Diagnostic
}

// folder is a folder of the collection, or the collection itself.
type folder struct {
	name       string // the name of the folder on disk
	depth      int    // how many folders are around it
	definition *Source
	folders    map[string]*folder
	requests   []*element           // in the order of their names
	examples   map[string][]*Source // by the stem of the request
	twins      []*Source            // further definitions

	inner   []*folder // the folders, in the order of their names; set by join
	inOrder []child   // set by sort
}

// element is a request with its examples.
type element struct {
	source   *Source
	stem     string // of the file
	examples []*Source
	twin     *Source   // another file for the same request; nil if there is none
	depth    int       // the number of groups around it in the document
	written  *fragment // nil if it is written later
}

// answers returns the examples; none for nil.
func (e *element) answers() []*Source {
	if e == nil {
		return nil
	}
	return e.examples
}

func newFolder(name string, depth int) *folder {
	return &folder{name: name, depth: depth, folders: map[string]*folder{}, examples: map[string][]*Source{}}
}

// arrange puts each file in its place in the tree, and reads the files.
func (c *reader) arrange(name string, files []File) *folder {
	root := newFolder(name, 0)
	files = files[:min(len(files), MaxFiles)]
	all := make([]oneFile, len(files))
	around, folders, inside := "", []string(nil), -1
	var in *folder // the folder of the files before; nil until a request needs it
	var made sources
	apart := reader{result: &Result{}, texts: c.texts}
	for i, f := range files {
		kind := roleOf(f.Path)
		if before := f.Path[:strings.LastIndexByte(f.Path, '/')+1]; before != around { // most have the same as the last
			around, folders, in = before, nil, nil
			if dir := path.Dir(f.Path); dir != "." {
				folders = strings.Split(dir, "/")
			}
			inside = slices.Index(folders, resources)
		}
		switch {
		case apart.misplaced(f, kind, folders, inside):
			all[i] = oneFile{source: apart.result.Files[0], findings: apart.result.Findings}
			*apart.result = Result{}
			continue
		case kind == other:
			if inside < 0 && !strings.HasPrefix(path.Base(f.Path), ".") {
				root.descend(folders)
			}
			continue
		}
		known, ok := c.cache.file(f)
		if !ok {
			known = oneFile{source: made.next(f.Path, len(files)-i), text: f.Text}
		}
		all[i] = known
		source := known.source
		source.place = i
		switch kind {
		case definition:
			root.descend(folders[:inside]).define(source)
		case request:
			if in == nil {
				in = root.descend(folders)
			}
			in.requests = append(in.requests, &element{source: source, stem: stem(f.Path), depth: groupsAround(in.depth)})
		case example:
			// FOLDER/.resources/REQ.resources/examples/EX.example.yaml
			at := root.descend(folders[:inside])
			of := strings.TrimSuffix(folders[inside+1], ".resources")
			at.examples[of] = append(at.examples[of], source)
		}
	}
	root.join()
	c.readAll(root, all)
	c.cache.keep(files, all)
	c.result.Files = make([]*Source, 0, len(all))
	for _, one := range all {
		if one.source != nil {
			c.result.Files = append(c.result.Files, one.source)
			c.result.Findings = append(c.result.Findings, one.findings...)
		}
	}
	root.sort()
	return root
}

// sources has memory for files, several at a time.
type sources []Source

// next returns a file that is still to be read; left is how many are still needed at most.
func (made *sources) next(path string, left int) *Source {
	const together = 32 // a [Cache] keeps all of them as long as it keeps one
	if len(*made) == 0 {
		*made = make([]Source, min(left, together))
	}
	s := &(*made)[0]
	*made = (*made)[1:]
	s.Path, s.failed = path, true
	return s
}

// groupsAround returns how many objects and lists of the document are around a request
// in a folder of a depth: the collection and each folder, and the items in each.
func groupsAround(depth int) int { return 2 * (1 + depth) }

// descend returns the folder at a path below f, and adds it if it is missing.
func (f *folder) descend(names []string) *folder {
	for _, name := range names {
		next := f.folders[name]
		if next == nil {
			next = newFolder(name, f.depth+1)
			f.folders[name] = next
		}
		f = next
	}
	return f
}

func (f *folder) define(source *Source) {
	if f.definition == nil {
		f.definition = source
		return
	}
	f.twins = append(f.twins, source)
}

// join gives each request its examples, and lists the folders.
func (f *folder) join() {
	byStem := make(map[string]*element, len(f.requests))
	for _, r := range f.requests {
		if first := byStem[r.stem]; first != nil {
			r.twin = first.source
			continue
		}
		byStem[r.stem] = r
		r.examples = f.examples[r.stem]
	}
	for _, inner := range f.folders {
		f.inner = append(f.inner, inner)
		inner.join()
	}
	slices.SortFunc(f.inner, func(a, b *folder) int { return strings.Compare(a.name, b.name) })
}

// joined reports problems between files that belong together, in a folder and below.
func (c *reader) joined(f *folder) {
	for _, twin := range f.twins {
		c.twin(twin, f.definition)
	}
	known := make(map[string]bool, len(f.requests))
	for _, r := range f.requests {
		if known[r.stem] = true; r.twin != nil {
			c.twin(r.source, r.twin)
			continue
		}
		c.exampleFolder(r, r.stem)
	}
	for _, name := range sortedKeys(f.examples) {
		if !known[name] {
			c.orphans(name, f.examples[name])
		}
	}
	for _, inner := range f.inner {
		c.joined(inner)
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// child is a request or a folder with its place in the order.
type child struct {
	order   float64
	request *element // nil for a folder
	folder  *folder
}

// children returns the requests and folders in a folder as Postman orders them: by
// "order", where a missing one counts as 0; then requests before folders; then by name.
func (f *folder) children() []child { return f.inOrder }

// sort sorts the children of the folder, and of those below. The files have been read.
func (f *folder) sort() {
	all := make([]child, 0, len(f.requests)+len(f.folders))
	for _, r := range f.requests { // in the order of their names
		all = append(all, child{order: order(r.source), request: r})
	}
	for _, inner := range f.inner {
		inner.sort()
		all = append(all, child{order: order(inner.definition), folder: inner})
	}
	slices.SortStableFunc(all, func(a, b child) int { return cmp.Compare(a.order, b.order) })
	f.inOrder = all
}

// order returns the "order" of a file; 0 if it has none.
func order(s *Source) float64 {
	if s == nil {
		return 0
	}
	return s.order
}

// orderOf returns a value as an order; 0 if it is not a number.
func orderOf(n *yamltree.Node) float64 {
	if n == nil || n.Kind != yamltree.Number {
		return 0
	}
	value, err := strconv.ParseFloat(number(n.Text), 64)
	if err != nil {
		return 0
	}
	return value
}
