package v3

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/collection/yamltree"
)

// reader is one collection on its way.
type reader struct {
	result  *Result
	schemas map[string]*validate.Schema
	path    []string // the names of the folders around the place
	cache   *Cache   // nil in the reader of one file
	trial   bool     // whether a repair is being tried
	scratch *writer  // for files to be judged; nil where there is one only
}

// folder is a folder of the collection, or the collection itself.
type folder struct {
	name       string // of the folder on disk
	definition *Source
	folders    map[string]*folder
	requests   []*element
	examples   map[string][]*Source // by the stem of their request
}

// element is a request with its examples.
type element struct {
	source   *Source
	examples []*Source
}

func newFolder(name string) *folder {
	return &folder{name: name, folders: map[string]*folder{}, examples: map[string][]*Source{}}
}

// arrange parses the files and puts each where it belongs.
func (c *reader) arrange(name string, files []File) *folder {
	root := newFolder(name)
	files = files[:min(len(files), MaxFiles)]
	parsed := c.parseAll(files)
	for i, f := range files {
		kind := roleOf(f.Path)
		folders := strings.Split(path.Dir(f.Path), "/")
		if path.Dir(f.Path) == "." {
			folders = nil
		}
		inside := slices.Index(folders, resources)
		switch {
		case c.misplaced(f, folders, inside):
			continue
		case kind == other:
			if inside < 0 && !strings.HasPrefix(path.Base(f.Path), ".") {
				root.descend(folders)
			}
			continue
		}
		source := c.take(parsed[i])
		switch kind {
		case definition:
			c.define(root.descend(folders[:inside]), source)
		case request:
			at := root.descend(folders)
			at.requests = append(at.requests, &element{source: source})
		case example:
			// FOLDER/.resources/REQ.resources/examples/EX.example.yaml
			at := root.descend(folders[:inside])
			of := strings.TrimSuffix(folders[inside+1], ".resources")
			at.examples[of] = append(at.examples[of], source)
		}
	}
	c.join(root)
	return root
}

// descend is the folder at a path below this one.
func (f *folder) descend(names []string) *folder {
	for _, name := range names {
		next := f.folders[name]
		if next == nil {
			next = newFolder(name)
			f.folders[name] = next
		}
		f = next
	}
	return f
}

func (c *reader) define(f *folder, source *Source) {
	if f.definition == nil {
		f.definition = source
		return
	}
	c.twin(source, f.definition)
}

// join gives each request its examples.
func (c *reader) join(f *folder) {
	byStem := map[string]*element{}
	for _, r := range f.requests {
		name := stem(r.source.Path)
		if first := byStem[name]; first != nil {
			c.twin(r.source, first.source)
			continue
		}
		byStem[name] = r
		r.examples = f.examples[name]
		c.exampleFolder(r, name)
	}
	for _, name := range sortedKeys(f.examples) {
		if byStem[name] == nil {
			c.orphans(name, f.examples[name])
		}
	}
	for _, name := range sortedKeys(f.folders) {
		c.join(f.folders[name])
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

// parts is how many goroutines read files: more than one has cores for, so that one
// that waits leaves its core to another.
const parts = 16

// parseAll reads the files on all cores. What is found in each is kept with it: the
// result is the same on any number of cores.
func (c *reader) parseAll(files []File) []*reader {
	parsed := make([]*reader, len(files))
	var reading sync.WaitGroup
	for part := range parts {
		reading.Go(func() {
			scratch := &writer{places: &places{}}
			for i := part; i < len(files); i += parts {
				if roleOf(files[i].Path) == other {
					continue
				}
				if parsed[i] = c.cache.file(files[i]); parsed[i] == nil {
					parsed[i] = &reader{result: &Result{}, schemas: c.schemas, scratch: scratch}
					parsed[i].parse(files[i])
				}
			}
		})
	}
	reading.Wait()
	c.cache.keep(files, parsed)
	return parsed
}

// take adds a file that was read, and what was found in it.
func (c *reader) take(one *reader) *Source {
	c.result.Files = append(c.result.Files, one.result.Files...)
	c.result.Findings = append(c.result.Findings, one.result.Findings...)
	return one.result.Files[0]
}

// parse reads a file and judges it on its own.
func (c *reader) parse(f File) *Source {
	tree, err := yamltree.Parse(f.Text)
	source := newSource(f.Path, tree)
	c.result.Files = append(c.result.Files, source)
	if err != nil {
		source.failed = true
		c.syntax(source, err)
		return source
	}
	c.judge(source)
	return source
}

// child is a request or a folder at its place in the order.
type child struct {
	order   float64
	request *element // nil for a folder
	folder  *folder
}

// children are the requests and folders of a folder as Postman orders them: by
// "order", where a missing one counts as 0; then requests before folders, by name.
func (f *folder) children() []child {
	var all []child
	for _, r := range f.requests {
		all = append(all, child{order: order(r.source), request: r})
	}
	slices.SortStableFunc(all, func(a, b child) int {
		return cmp.Compare(path.Base(a.request.source.Path), path.Base(b.request.source.Path))
	})
	for _, name := range sortedKeys(f.folders) {
		all = append(all, child{order: order(f.folders[name].definition), folder: f.folders[name]})
	}
	slices.SortStableFunc(all, func(a, b child) int { return cmp.Compare(a.order, b.order) })
	return all
}

func order(s *Source) float64 {
	n := s.get("order")
	if n == nil || n.Kind != yamltree.Number {
		return 0
	}
	value, err := strconv.ParseFloat(number(n.Text), 64)
	if err != nil {
		return 0
	}
	return value
}
