package inputs

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/postwright/postwright/internal/paths"
)

// Unfinished is the name of the file in a folder that has what a run which moved files in
// it had not done when it was interrupted.
const Unfinished = ".postwright-unfinished"

// Interrupted returns the folders that a path names, of collections or a repository's
// postman/, in which a run that moved files was interrupted, and those around the path.
func Interrupted(path string) (inside, around []string) {
	info, err := os.Stat(path)
	switch {
	case path == Stdin || err != nil:
		return nil, nil
	case info.IsDir():
		inside = append(inside, path)
		if postman, ok := PostmanFolder(path); ok {
			collections, _, _ := PostmanFiles(postman)
			inside = append(inside, append(collections, postman)...)
		}
	case isV3File(path):
		path = collectionAround(path)
		around = append(around, path)
	default:
		return nil, nil
	}
	whole := paths.Absolute(path)
	for range 2 { // postman/ has collections/ with the collection
		whole = filepath.Dir(whole)
		around = append(around, whole)
	}
	isFinished := func(folder string) bool {
		_, err := os.Lstat(filepath.Join(folder, Unfinished))
		return err != nil
	}
	slices.Sort(inside)
	return slices.DeleteFunc(slices.Compact(inside), isFinished), slices.DeleteFunc(around, isFinished)
}
