package output

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/v3"
)

// note is what a run that moves files is going to do.
type note struct {
	changes []v3.Change
	// with has, for each change, the index of the one with which it is done: a new folder
	// appears with all its files.
	with    []int
	folders []string // to remove if they are empty
	follows []v3.Follow
}

// noteHead begins the text of a note. The number of changes that are done follows.
const noteHead = "postwright moves the files below; if it was interrupted, it goes on when it writes here again. Done: "

// countText returns that number, which always takes the same room.
func countText(done int) string { return fmt.Sprintf("%010d", done) }

// noteList has the lengths of the strings in a note. They follow as they are: not every
// text is UTF-8.
type noteList struct {
	Changes []noteChange
	Folders []int
	Follows [][2]int `json:",omitempty"`
}

type noteChange struct {
	Path, From, Before, Text int
	With                     int
	New                      bool `json:",omitempty"`
	Gone                     bool `json:",omitempty"`
	Folder                   bool `json:",omitempty"`
	First                    bool `json:",omitempty"`
}

// noteText returns the text of a note of which nothing is done.
func noteText(n note) (string, error) {
	var list noteList
	var strs strings.Builder
	add := func(s string) int {
		strs.WriteString(s)
		return len(s)
	}
	for i, c := range n.changes {
		list.Changes = append(list.Changes, noteChange{add(c.Path), add(c.From), add(c.Before), add(c.Text), n.with[i], c.New, c.Gone, c.Folder, c.First})
	}
	for _, folder := range n.folders {
		list.Folders = append(list.Folders, add(folder))
	}
	for _, follow := range n.follows {
		list.Follows = append(list.Follows, [2]int{add(follow.From), add(follow.To)})
	}
	lengths, err := json.Marshal(list)
	return noteHead + countText(0) + "\n" + string(lengths) + "\n" + strs.String(), err
}

// parseNote returns what a note says, and how many changes are done.
func parseNote(text string) (n note, done int, err error) {
	wrong := errors.New("its note is damaged")
	text, ours := strings.CutPrefix(text, noteHead)
	lines := strings.SplitN(text, "\n", 3)
	if !ours || len(lines) < 3 {
		return note{}, 0, wrong
	}
	var list noteList
	if done, err = strconv.Atoi(lines[0]); err != nil || json.Unmarshal([]byte(lines[1]), &list) != nil || done < 0 || done > len(list.Changes) {
		return note{}, 0, wrong
	}
	left := lines[2]
	next := func(length int) (s string) {
		if length < 0 || length > len(left) {
			err = wrong
			return ""
		}
		s, left = left[:length], left[length:]
		return s
	}
	for _, c := range list.Changes {
		n.changes = append(n.changes, v3.Change{Path: next(c.Path), From: next(c.From), Before: next(c.Before), Text: next(c.Text), New: c.New, Gone: c.Gone, Folder: c.Folder, First: c.First})
		n.with = append(n.with, c.With)
	}
	for _, length := range list.Folders {
		n.folders = append(n.folders, next(length))
	}
	for _, lengths := range list.Follows {
		n.follows = append(n.follows, v3.Follow{From: next(lengths[0]), To: next(lengths[1])})
	}
	for _, c := range n.changes {
		if !c.Folder && !isOurs(c.Path) || c.Folder && !isInside(c.Path) || c.From != "" && !isInside(c.From) {
			err = wrong
		}
	}
	for _, folder := range n.folders {
		if !isInside(folder) {
			err = wrong
		}
	}
	for _, follow := range n.follows {
		if !isInside(follow.From) || !isInside(follow.To) {
			err = wrong
		}
	}
	return n, done, err
}

// isOurs reports whether a note may name the path as that of a file: it may come with a
// repository of others.
func isOurs(path string) bool { return isInside(path) && (v3.IsRead(path) || v3.IsEnvironment(path)) }

// isInside reports whether a path is below the folder, and not in git's own.
func isInside(path string) bool {
	if !fs.ValidPath(path) || !filepath.IsLocal(filepath.FromSlash(path)) {
		return false
	}
	for name := range strings.SplitSeq(path, "/") {
		if strings.EqualFold(name, ".git") {
			return false
		}
	}
	return path != "."
}
