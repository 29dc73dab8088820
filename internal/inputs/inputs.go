// Package inputs finds and reads the files that a command line names.
package inputs

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/paths"
)

// Stdin is the argument that stands for standard input, and its name in reports.
const Stdin = "-"

// Named returns how a sentence names a file.
func Named(path string) string {
	if path == Stdin {
		return "standard input"
	}
	return path
}

// The ends of the names of the files that Postman exports as JSON. Folders are searched
// for collections.
const (
	Suffix            = ".postman_collection.json"
	EnvironmentSuffix = ".postman_environment.json"
	GlobalsSuffix     = ".postman_globals.json"
)

// Expand turns arguments into files: a file stays as it is, a folder becomes the
// collections in and below it, and a pattern (**, *, ?, […], {…}) becomes the files that
// match. A pipe is read only if it is named itself. The files are in the order of the
// arguments, and sorted by name within one. No file comes twice, even under two names:
// the first name is kept. An argument that leads to nothing is an error.
func Expand(arguments []string) ([]string, error) { return expandAll(arguments, false, nil) }

// ExpandV3 is [Expand] for commands that also take format v3: a collection in that
// format is the path of its folder.
func ExpandV3(arguments []string) ([]string, error) { return expandAll(arguments, true, nil) }

// expandAll expands arguments. The set, which may be nil, keeps what is found of a
// collection in format v3.
func expandAll(arguments []string, withV3 bool, set *V3Set) ([]string, error) {
	var files []string
	seen, known := map[string]bool{}, folders{}
	for _, argument := range arguments {
		found, err := expand(argument, withV3, set)
		if err != nil {
			return nil, err
		}
		for _, file := range found {
			real := known.identity(file)
			if !seen[real] {
				files = append(files, file)
			}
			seen[real] = true
		}
	}
	return files, nil
}

// folders maps the absolute paths of folders to their real ones, because each folder has
// many files.
type folders map[string]string

// identity returns what all names of a file have in common: its absolute path without
// links. Hard links count as separate files: a new text replaces only one of them.
func (f folders) identity(file string) string {
	if file == Stdin {
		return Stdin
	}
	whole := paths.Absolute(file)
	if info, err := os.Lstat(whole); err == nil && info.Mode().IsRegular() {
		return filepath.Join(f.real(filepath.Dir(whole)), filepath.Base(whole))
	}
	return paths.Real(whole)
}

func (f folders) real(folder string) string {
	real, ok := f[folder]
	if !ok {
		real = paths.Real(folder)
		f[folder] = real
	}
	return real
}

func expand(argument string, withV3 bool, set *V3Set) ([]string, error) {
	if argument == Stdin {
		return []string{Stdin}, nil
	}
	info, err := os.Stat(argument)
	switch {
	case err == nil && info.IsDir():
		return collections(argument, withV3, set)
	case err == nil:
		return []string{argument}, nil
	case !strings.ContainsAny(argument, "*?[{"):
		return nil, explain(argument, err)
	}
	found, err := doublestar.FilepathGlob(argument, doublestar.WithFilesOnly())
	if err != nil {
		return nil, fmt.Errorf("the pattern %s is not right: %w", argument, err)
	}
	found = slices.DeleteFunc(found, func(path string) bool { return !leadsToFile(path) })
	if len(found) == 0 {
		return nil, fmt.Errorf("no file matches %s", argument)
	}
	slices.Sort(found)
	return found, nil
}

// collections searches a folder, or the folder that a link leads to. It skips hidden
// folders and node_modules. A collection in format v3 is its folder; everything below
// belongs to it.
func collections(folder string, withV3 bool, set *V3Set) ([]string, error) {
	root, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return nil, explain(folder, err)
	}
	if isV3Collection(root) && !withV3 {
		return nil, notWritten(folder, aV3Folder)
	}
	var files []string
	var workspaces []string
	last := "" // the last v3 collection, below the root
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !mayBeWanted(entry, withV3) {
			return nil
		}
		inside, _ := filepath.Rel(root, path) // a path below the root has one
		path = filepath.Join(folder, inside)
		switch {
		case err != nil:
			return explain(path, err)
		case entry.IsDir() && entry.Name() == ".postman" && withV3:
			workspaces = append(workspaces, WorkspaceFiles(path)...)
			return fs.SkipDir
		case entry.IsDir() && inside != "." && IsForeign(entry.Name()):
			return fs.SkipDir
		case entry.IsDir():
			if inLast := last == "." || last != "" && strings.HasPrefix(inside, last+string(filepath.Separator)); !inLast && isV3Collection(path) {
				if last = inside; !withV3 {
					return nil
				}
				files = append(files, path)
				if filesInside, workspacesInside, ok := set.list(path); ok {
					files, workspaces = append(files, filesInside...), append(workspaces, workspacesInside...)
					return fs.SkipDir
				}
			}
		case isWanted(path, entry, withV3):
			files = append(files, path)
		}
		return nil
	})
	if err == nil && len(files) == 0 && last != "" {
		return nil, notWritten(filepath.Join(folder, last), aV3Folder)
	}
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("no file in %s ends in %s; name the files themselves", folder, Suffix)
		if withV3 {
			err = fmt.Errorf("no file in %s ends in %s, and no folder is a v3 collection; name the files themselves", folder, Suffix)
		}
	}
	return append(files, workspaces...), err
}

// mayBeWanted reports whether the name of a file is one that folders are searched for. Most
// files in them are those of a v3 collection.
func mayBeWanted(entry fs.DirEntry, withV3 bool) bool {
	return strings.HasSuffix(entry.Name(), Suffix) || withV3 && v3.IsEnvironment(entry.Name())
}

// isWanted reports whether a file is one that folders are searched for.
func isWanted(path string, entry fs.DirEntry, withV3 bool) bool {
	return (strings.HasSuffix(path, Suffix) || withV3 && v3.IsEnvironment(path) && isOfRepository(path)) && isFile(path, entry)
}

// isV3Collection reports whether a folder is a v3 collection. In the postman/collections
// of a repository, a folder without files of its own is a collection if one of its
// folders has some.
func isV3Collection(folder string) bool {
	if isV3Folder(folder) {
		return true
	}
	if !InCollections(folder) {
		return false
	}
	found := false
	_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if found = found || err == nil && !entry.IsDir() && v3.IsRequest(path); found {
			return fs.SkipAll
		}
		return nil
	})
	return found
}

// isOfRepository reports whether an environment is in the folder that a repository has
// for them: postman/environments or postman/globals.
func isOfRepository(path string) bool {
	folder := filepath.Dir(paths.Absolute(path))
	return filepath.Base(filepath.Dir(folder)) == "postman"
}

// isFile is [leadsToFile] for an entry of a folder.
func isFile(path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	return leadsToFile(path)
}

// leadsToFile reports whether a path is a file or a link to one, and not a folder or a
// pipe or socket, whose reading may never end. A link to nothing counts as a file, so
// that reading it reports the error.
func leadsToFile(path string) bool {
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular()
}

// Shard returns part I of N of the files for the text "I/N": each file is in exactly one
// part, the parts have about the same number of bytes, and the same files always give
// the same parts. The order of the files stays.
func Shard(files []string, part string) ([]string, error) {
	var i, n int
	if read, err := fmt.Sscanf(part, "%d/%d", &i, &n); err != nil || read != 2 || i < 1 || i > n || part != fmt.Sprintf("%d/%d", i, n) {
		return nil, fmt.Errorf("invalid shard %q; write 2/4 for the second of four", part)
	}
	type weighed struct {
		index int
		size  int64
	}
	var order []weighed
	for index, file := range files {
		w := weighed{index: index}
		if info, err := os.Stat(file); err == nil {
			w.size = info.Size()
		}
		order = append(order, w)
	}
	// The largest first, each to the lightest part. Names decide between equal sizes, so
	// that all machines agree.
	slices.SortStableFunc(order, func(a, b weighed) int {
		if a.size != b.size {
			return cmp.Compare(b.size, a.size)
		}
		return strings.Compare(filepath.ToSlash(files[a.index]), filepath.ToSlash(files[b.index]))
	})
	// With more parts than files, each file is a part, and the others are empty.
	weights := make([]int64, min(n, len(files)))
	mine := make([]bool, len(files))
	for _, w := range order {
		least := 0
		for k := range weights {
			if weights[k] < weights[least] {
				least = k
			}
		}
		weights[least] += w.size + 1
		mine[w.index] = least == i-1
	}
	var chosen []string
	for index, file := range files {
		if mine[index] {
			chosen = append(chosen, file)
		}
	}
	return chosen, nil
}
