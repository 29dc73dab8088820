package merging

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
	"github.com/postwright/postwright/internal/versions"
)

// folder is the merged folder of a collection, or the merged postman/.
type folder struct {
	path    string    // of ours
	files   []v3.File // of ours
	written v3.Written
	renamed map[string]string // the new paths in postman/ of what theirs renamed
	// there returns the folder that an output names, which may be a new one, and the
	// files there.
	there func(output string) (path string, files []v3.File, err error)
}

// Put writes the result to the output. It returns the folders that stay because they hold
// other files, and the places that still have old paths.
func (r *Result) Put() (left []string, old []Stale, err error) {
	o := r.options
	switch {
	case r.folder != nil:
		return r.folder.put(o, r.ours)
	case o.OverOurs:
		err = r.putInWorkTree()
	case o.Output != r.ours.Name:
		err = atomicfile.Write(o.Output, r.Text)
	case r.Text != r.before:
		err = atomicfile.Rewrite(o.Output, r.before, r.Text)
	}
	return nil, nil, err
}

// notAsOurs returns the error for a work tree that differs from ours, because its changes
// would be lost.
func notAsOurs(ours *versions.Version, path string) error {
	return fmt.Errorf("%s is not what %s has, and stays as it is; commit or stash its changes, or replace it with -o %[1]s", path, ours.Name)
}

// putInWorkTree overwrites the work tree's version of ours.
func (r *Result) putInWorkTree() error {
	path := r.options.Output
	there, err := inputs.Read(path, nil)
	switch {
	case os.IsNotExist(err):
	case err != nil:
		return err
	case !merge.SameLines(there, r.before):
		return notAsOurs(r.ours, path)
	case merge.SameLines(there, r.Text):
		return nil
	default:
		return atomicfile.Rewrite(path, there, r.Text)
	}
	return atomicfile.Write(path, r.Text)
}

// put writes the folder.
func (f *folder) put(o Options, ours *versions.Version) (left []string, old []Stale, err error) {
	if !ours.InGit() && (o.Output == ours.Name || o.Output == f.path) {
		if left, err = output.Folder(f.path, &f.written); err == nil {
			old, err = stale(f.path, f.renamed)
		}
		return left, old, err
	}
	path, there, err := f.there(o.Output)
	if err != nil {
		return nil, nil, err
	}
	w, err := f.replace(path, there, o, ours)
	if err != nil {
		return nil, nil, err
	}
	left, err = output.Folder(path, w)
	return left, nil, err
}

// replace returns the changes that make the files in a folder those of the merge. Files
// that do not belong to a collection stay.
func (f *folder) replace(path string, there []v3.File, o Options, ours *versions.Version) (*v3.Written, error) {
	byPath := func(a, b v3.File) int { return strings.Compare(a.Path, b.Path) }
	slices.SortFunc(there, byPath)
	slices.SortFunc(f.files, byPath)
	if len(there) > 0 && slices.Equal(there, f.files) {
		return &f.written, nil
	}
	merged := v3.FilesAfter(f.files, f.written.Changes)
	texts := map[string]string{}
	for _, file := range there {
		texts[file.Path] = file.Text
	}
	if o.OverOurs && len(there) > 0 {
		for _, file := range f.files {
			if text, ok := texts[file.Path]; !ok || !merge.SameLines(text, file.Text) {
				return nil, notAsOurs(ours, path)
			}
		}
		if len(there) > len(f.files) {
			return nil, notAsOurs(ours, path)
		}
	}
	for i, file := range merged {
		if text, ok := texts[file.Path]; ok && merge.SameLines(text, file.Text) {
			merged[i].Text = text
		}
	}
	return v3.Replace(there, merged), nil
}

// filesThere returns the files of the collection in a folder, which may be invalid; none
// if the folder is empty or does not exist.
func filesThere(folder string) (string, []v3.File, error) {
	switch {
	case !inputs.IsFolder(folder) || output.IsEmpty(folder):
		return folder, nil, nil
	case !inputs.IsV3(folder):
		return "", nil, fmt.Errorf("cannot write %s: the folder has other files and is not a v3 collection; choose another place with -o", folder)
	}
	c, err := inputs.ReadV3(folder)
	if err != nil {
		return "", nil, err
	}
	return folder, withoutFolders(c.Files), nil
}

// postmanThere returns the files in the postman/ folder that an output names.
func postmanThere(output string) (string, []v3.File, error) {
	there, err := versions.PostmanOnDisk(output)
	if err != nil {
		return "", nil, err
	}
	if there == nil {
		_, _, err := filesThere(output)
		return output, nil, err
	}
	var files []v3.File
	for at, part := range there.Parts {
		files = append(files, below(partFolder(at), withoutFolders(part.Files.Files))...)
	}
	return there.Folder, files, nil
}

// filesOf returns the files of a collection, or of an environment.
func filesOf(r *v3.Result) []v3.File { return withoutFolders(r.FilesAfter(nil)) }

// withoutFolders returns files without folders.
func withoutFolders(files []v3.File) []v3.File {
	return slices.DeleteFunc(slices.Clone(files), func(f v3.File) bool { return strings.HasSuffix(f.Path, "/") })
}
