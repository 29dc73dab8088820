package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
)

// notAsOurs returns the error for a work tree that differs from ours, because
// its changes would be lost.
func notAsOurs(ours, path string) error {
	return fmt.Errorf("%s is not what %s has, and stays as it is; commit or stash its changes, or replace it with -o %[1]s", path, ours)
}

// sameText reports whether two texts are equal except for line endings, which
// git may change in the work tree.
func sameText(a, b string) bool {
	return a == b || strings.ReplaceAll(a, "\r\n", "\n") == strings.ReplaceAll(b, "\r\n", "\n")
}

// putInWorkTree overwrites the work tree's version of ours.
func putInWorkTree(ours *mergeSide, path, before, text string) error {
	there, err := inputs.Read(path, nil)
	switch {
	case os.IsNotExist(err):
	case err != nil:
		return err
	case !sameText(there, before):
		return notAsOurs(ours.path, path)
	case sameText(there, text):
		return nil
	default:
		return atomicfile.Rewrite(path, there, text)
	}
	return atomicfile.Write(path, text)
}

// replaceFolder updates a folder to the merged files of ours. Files that do
// not belong to a collection stay.
func (s streams) replaceFolder(f mergeFlags, name string, there, ours []v3.File, w *v3.Written) error {
	byPath := func(a, b v3.File) int { return strings.Compare(a.Path, b.Path) }
	slices.SortFunc(there, byPath)
	slices.SortFunc(ours, byPath)
	if len(there) > 0 && slices.Equal(there, ours) {
		return s.putFolder(f.output, w)
	}
	merged := v3.FilesAfter(ours, w.Changes)
	texts := map[string]string{}
	for _, file := range there {
		texts[file.Path] = file.Text
	}
	if f.asOurs {
		for _, file := range ours {
			if text, ok := texts[file.Path]; len(there) > 0 && (!ok || !sameText(text, file.Text)) {
				return notAsOurs(name, f.output)
			}
		}
		if len(there) > len(ours) {
			return notAsOurs(name, f.output)
		}
	}
	for i, file := range merged {
		if text, ok := texts[file.Path]; ok && sameText(text, file.Text) {
			merged[i].Text = text
		}
	}
	return s.putFolder(f.output, v3.Replace(there, merged))
}

// putFolder writes a folder, and names the folders in it that stay.
func (s streams) putFolder(folder string, w *v3.Written) error {
	left, err := output.Folder(folder, w)
	s.sayLeft(left)
	return err
}

// filesOf returns the files of a collection, or of an environment.
func filesOf(r *v3.Result) []v3.File { return withoutFolders(r.FilesAfter(nil)) }

// withoutFolders returns files without folders.
func withoutFolders(files []v3.File) []v3.File {
	return slices.DeleteFunc(slices.Clone(files), func(f v3.File) bool { return strings.HasSuffix(f.Path, "/") })
}

// filesThere returns the files of the collection in a folder, which may be
// invalid; none if the folder is empty or does not exist.
func filesThere(folder string) ([]v3.File, error) {
	switch {
	case !inputs.IsFolder(folder) || output.IsEmpty(folder):
		return nil, nil
	case !inputs.IsV3(folder):
		return nil, fmt.Errorf("cannot write %s: the folder has other files and is not a v3 collection; choose another place with -o", folder)
	}
	c, err := inputs.ReadV3(folder)
	if err != nil {
		return nil, err
	}
	return withoutFolders(c.Files), nil
}
