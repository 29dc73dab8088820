package main

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
)

// lintFolder lints a collection in format v3, or one of its files in the
// context of its collection, and fixes it.
func (r *lintRun) lintFolder(path string) (result linted) {
	result.path = path
	c, read, err := r.folders.Read(path)
	if err != nil {
		result.unread = err
		return result
	}
	r.notice(c)
	linter, configuration, err := r.linters.ForFolder(c.Folder)
	if err != nil {
		result.err = err
		return result
	}
	result.configuration = configuration
	var folder judgedFolder
	if together := r.repairs.of(path); together != nil {
		if read, folder, err = together.repaired(linter, read, &result); err != nil {
			result.err = fmt.Errorf("cannot repair %s: %w", path, err)
			return result
		}
	} else if r.flags.fix {
		var found []diagnostic.Diagnostic
		if read, found, err = result.fixFolder(linter, c, read, c.Only); err != nil {
			result.err = fmt.Errorf("cannot repair %s: %w", path, err)
			return result
		}
		folder = newJudgedFolder(c, read, found)
	} else {
		folder = r.judged.of(c, read, linter)
	}
	if result.unread = unreadAgain(c, read); result.unread != nil {
		return result
	}
	wanted := wantedFiles(c, read)
	r.compareFiles(&result, c, folder, wanted)
	r.report.prepare(result.reports)
	if c.Only == "" {
		r.cover(&result, linter, read.Document)
	}
	return result
}

// compareFiles sets the reports on files of a collection, as by
// [lintRun.compare]. It works on all cores.
func (r *lintRun) compareFiles(result *linted, c *inputs.V3, folder judgedFolder, files []*v3.Source) {
	const fewest = 100 // files, for which a goroutine is worthwhile
	shares := make([]linted, min(1+len(files)/fewest, runtime.GOMAXPROCS(0)))
	result.reports = make([]report.File, len(files))
	var comparing sync.WaitGroup
	for i := range shares {
		share := &shares[i]
		share.configuration = result.configuration
		comparing.Go(func() {
			reports := folder.report.Called(c.Path)
			for k := len(files) * i / len(shares); k < len(files)*(i+1)/len(shares) && share.err == nil; k++ {
				s := files[k]
				result.reports[k] = r.compare(share, c.Path(s.Path), folder.found[s.Path], func(found []diagnostic.Diagnostic) report.File {
					return advised(reports.File(s, found))
				})
			}
		})
	}
	comparing.Wait()
	for _, share := range shares {
		result.known += share.known
		result.gone += share.gone
		result.err = cmp.Or(result.err, share.err)
	}
}

// judgedFolder is a collection with its findings.
type judgedFolder struct {
	report *report.Folder
	found  map[string][]diagnostic.Diagnostic // by the path of the file
}

func newJudgedFolder(c *inputs.V3, read *v3.Result, found []diagnostic.Diagnostic) judgedFolder {
	return judgedFolder{report.NewFolder(read, c.Path), byFile(found)}
}

// judgedFolders are the collections that single files were named of; each is
// linted once.
type judgedFolders struct {
	mutex sync.Mutex
	all   map[*v3.Result]func() judgedFolder
}

func (j *judgedFolders) of(c *inputs.V3, read *v3.Result, linter *lint.Linter) judgedFolder {
	judge := func() judgedFolder { return newJudgedFolder(c, read, linter.Files(read)) }
	if c.Only == "" {
		return judge()
	}
	j.mutex.Lock()
	if j.all[read] == nil {
		if j.all == nil {
			j.all = map[*v3.Result]func() judgedFolder{}
		}
		j.all[read] = sync.OnceValue(judge)
	}
	once := j.all[read]
	j.mutex.Unlock()
	return once()
}

// namedRepairs are the collections in format v3 that several files are to be
// fixed of. The files of one collection are fixed together: each fix sees the
// current state of all files, and the collection is read and linted once.
type namedRepairs struct {
	byPath func() map[string]*namedRepair
}

type namedRepair struct {
	*inputs.V3Named
	once   sync.Once
	result linted // the fix as the result of the first path
	read   *v3.Result
	folder judgedFolder
	err    error
}

// repairsOf returns the repairs for paths.
func repairsOf(paths []string) namedRepairs {
	return namedRepairs{sync.OnceValue(func() map[string]*namedRepair {
		known, byPath := map[*inputs.V3Named]*namedRepair{}, map[string]*namedRepair{}
		for path, named := range inputs.NamedV3(paths) {
			if known[named] == nil {
				known[named] = &namedRepair{V3Named: named}
			}
			byPath[path] = known[named]
		}
		return byPath
	})}
}

// of returns the repair that a path belongs to; nil if none.
func (r namedRepairs) of(path string) *namedRepair {
	if r.byPath == nil {
		return nil
	}
	return r.byPath()[path]
}

// repaired returns the collection after the fix, which is reported with the
// first of the paths.
func (n *namedRepair) repaired(linter *lint.Linter, read *v3.Result, of *linted) (*v3.Result, judgedFolder, error) {
	n.once.Do(func() {
		var found []diagnostic.Diagnostic
		if n.read, found, n.err = n.result.fixFolder(linter, n.V3, read, n.Names...); n.err == nil {
			n.folder = newJudgedFolder(n.V3, n.read, found)
		}
	})
	if of.path == n.First {
		of.fixed, of.moved, of.environment, of.folder = n.result.fixed, n.result.moved, n.result.environment, n.result.folder
	}
	return n.read, n.folder, n.err
}

// repairedFolder is a collection in format v3, or an environment, before and
// after its fix.
type repairedFolder struct {
	collection    *inputs.V3
	before, after *v3.Result
	written       *v3.Written
}

// fixFolder fixes the named files of a collection in format v3, or all of
// them, and returns it with the remaining findings.
func (l *linted) fixFolder(linter *lint.Linter, c *inputs.V3, read *v3.Result, named ...string) (*v3.Result, []diagnostic.Diagnostic, error) {
	f, err := linter.FixFiles(read, slices.DeleteFunc(named, func(file string) bool { return file == "" })...)
	if err != nil {
		return nil, nil, err
	}
	l.count(f.Applied, f.Environment)
	if written := v3.Between(read, f.Files); len(written.Changes) > 0 {
		l.folder = &repairedFolder{c, read, f.Files, written}
	}
	return f.Files, f.Left, nil
}

func (f *repairedFolder) write() error {
	_, err := output.Folder(f.collection.Folder, f.written)
	return err
}

// show shows what the fix changes, without secrets.
func (f *repairedFolder) show(s streams) error {
	return s.showChanges(f.collection, f.before, f.after, f.written.Changes)
}

// environmentFolder returns the YAML file of an environment, with the content
// of a document as its new content.
func environmentFolder(path string, d *jsontree.Document) (*repairedFolder, error) {
	c, err := inputs.ReadV3(path)
	if err != nil {
		return nil, err
	}
	before := c.Read()
	written, err := before.WriteTo(d)
	if err != nil {
		return nil, err
	}
	return &repairedFolder{c, before, before.After(written.Changes), written}, nil
}
