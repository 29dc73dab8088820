package v3

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/collection/yamltree"
)

// reader reads a collection, or one of its files.
type reader struct {
	result  *Result
	schemas map[string]*validate.Schema
	path    []string // the names of the folders around the current place
	cache   *Cache   // nil for one file
	trial   bool     // whether a repair is being tried, so that findings are only counted
	rough   bool     // whether trees have no places within texts
	text    string   // the text of one file that is still to be read, unless it comes from texts
	texts   *textSource

	suspected bool       // whether one file must be judged with such places
	proposals []proposal // fixes for findings in one file
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

	inOrder []child // nil until the files are read
}

// element is a request with its examples.
type element struct {
	source   *Source
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
	all := make([]*reader, len(files)) // nil for a file that is not read
	around, folders, inside := "", []string(nil), -1
	var made readers
	for i, f := range files {
		kind := roleOf(f.Path)
		if before := f.Path[:strings.LastIndexByte(f.Path, '/')+1]; before != around { // most have the same as the last
			around, folders = before, nil
			if dir := path.Dir(f.Path); dir != "." {
				folders = strings.Split(dir, "/")
			}
			inside = slices.Index(folders, resources)
		}
		one := made.next(c, len(files)-i)
		switch {
		case one.misplaced(f, kind, folders, inside):
			all[i] = one
			continue
		case kind == other:
			if inside < 0 && !strings.HasPrefix(path.Base(f.Path), ".") {
				root.descend(folders)
			}
			continue
		}
		if known := c.cache.file(f); known != nil {
			one = known
		} else {
			one.result.Files, one.text = append(one.result.Files, made.source(f.Path)), f.Text
		}
		all[i] = one
		source := one.result.Files[0]
		source.place = i
		switch kind {
		case definition:
			root.descend(folders[:inside]).define(source)
		case request:
			at := root.descend(folders)
			at.requests = append(at.requests, &element{source: source, depth: groupsAround(at.depth)})
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
	for _, one := range all {
		c.take(one)
	}
	c.joined(root)
	return root
}

// readers makes the readers of single files, several at a time.
type readers struct {
	unused  []single
	sources []Source // apart, because they live longer
}

type single struct {
	reader reader
	result Result
	files  [1]*Source
}

// together is how many files get their memory together. A [Cache] keeps all of it as long
// as it keeps one of the files.
const together = 32

// next returns a reader; left is how many are still needed at most.
func (r *readers) next(c *reader, left int) *reader {
	if len(r.unused) == 0 {
		r.unused = make([]single, min(left, together))
	}
	one := &r.unused[0]
	r.unused = r.unused[1:]
	one.result.Files = one.files[:0]
	one.reader = reader{result: &one.result, schemas: c.schemas, texts: c.texts}
	return &one.reader
}

// source returns a file that is still to be read.
func (r *readers) source(path string) *Source {
	if len(r.sources) == 0 {
		r.sources = make([]Source, together)
	}
	s := &r.sources[0]
	r.sources = r.sources[1:]
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

// join gives each request its examples.
func (f *folder) join() {
	byStem := make(map[string]*element, len(f.requests))
	for _, r := range f.requests {
		name := stem(r.source.Path)
		if first := byStem[name]; first != nil {
			r.twin = first.source
			continue
		}
		byStem[name] = r
		r.examples = f.examples[name]
	}
	for _, inner := range f.folders {
		inner.join()
	}
}

// joined reports problems between files that belong together, in a folder and below.
func (c *reader) joined(f *folder) {
	for _, twin := range f.twins {
		c.twin(twin, f.definition)
	}
	known := make(map[string]bool, len(f.requests))
	for _, r := range f.requests {
		name := stem(r.source.Path)
		if known[name] = true; r.twin != nil {
			c.twin(r.source, r.twin)
			continue
		}
		c.exampleFolder(r, name)
	}
	for _, name := range sortedKeys(f.examples) {
		if !known[name] {
			c.orphans(name, f.examples[name])
		}
	}
	for _, name := range sortedKeys(f.folders) {
		c.joined(f.folders[name])
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

// take adds a file and its findings; nil for a file that was not read.
func (c *reader) take(one *reader) {
	if one != nil {
		c.result.Files = append(c.result.Files, one.result.Files...)
		c.result.Findings = append(c.result.Findings, one.result.Findings...)
	}
}

// child is a request or a folder with its place in the order.
type child struct {
	order   float64
	request *element // nil for a folder
	folder  *folder
}

// children returns the requests and folders in a folder as Postman orders them: by
// "order", where a missing one counts as 0; then requests before folders; then by name.
func (f *folder) children() []child {
	if f.inOrder != nil {
		return f.inOrder
	}
	all := make([]child, 0, len(f.requests)+len(f.folders))
	for _, r := range f.requests { // in the order of their names
		all = append(all, child{order: order(r.source), request: r})
	}
	for _, name := range sortedKeys(f.folders) {
		all = append(all, child{order: order(f.folders[name].definition), folder: f.folders[name]})
	}
	slices.SortStableFunc(all, func(a, b child) int { return cmp.Compare(a.order, b.order) })
	f.inOrder = all
	return all
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
