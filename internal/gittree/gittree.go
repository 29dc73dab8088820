// Package gittree reads files from a git repository under the names that git gives them,
// such as "main:postman/collections/Clinic". It runs git, which changes nothing and
// fetches nothing.
package gittree

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// IsName reports whether an argument names an object in git: it has a colon and is not
// the path of a file.
func IsName(argument string) bool {
	if !strings.Contains(argument, ":") || strings.HasPrefix(argument, "-") || filepath.VolumeName(argument) != "" {
		return false
	}
	_, err := os.Lstat(argument)
	return err != nil
}

// File is a file in a folder.
type File struct {
	Path string // below the folder, with slashes
	Text string
}

// Object is a file or a folder in git.
type Object struct {
	Name     string // as it was given
	IsFolder bool
	Text     string // of a file
	Files    []File // of a folder
}

// Limits bound how much is read.
type Limits struct {
	File, Folder int64 // bytes of one file, and of all files of a folder together
	Files        int   // in a folder
}

// Read reads the object with a name. Of a folder it reads the regular files whose paths
// are wanted.
func Read(name string, wanted func(path string) bool, most Limits) (*Object, error) {
	o := &Object{Name: name}
	id, err := o.git("rev-parse", "--quiet", "--verify", name)
	if err != nil {
		if _, known := o.git("rev-parse", "--git-dir"); known != nil {
			return nil, known
		}
		return nil, fmt.Errorf("cannot read %s: git knows no such file or folder; name it as in git show REV:PATH", name)
	}
	kind, err := o.git("cat-file", "-t", id)
	if err != nil {
		return nil, err
	}
	switch kind {
	case "blob":
		return o, o.read([]string{id}, most.File, func(_ int, text string) { o.Text = text })
	case "tree":
		o.IsFolder = true
		return o, o.readFolder(id, wanted, most)
	}
	return nil, fmt.Errorf("cannot read %s: it is a %s, neither a file nor a folder", name, kind)
}

// readFolder reads the files of a tree.
func (o *Object) readFolder(id string, wanted func(path string) bool, most Limits) error {
	listed, err := o.git("ls-tree", "-r", "-l", "-z", "--full-tree", id)
	if err != nil {
		return err
	}
	var ids []string
	var size int64
	for entry := range strings.SplitSeq(listed, "\x00") {
		// MODE SP TYPE SP ID SP+ SIZE TAB PATH
		about, file, _ := strings.Cut(entry, "\t")
		fields := strings.Fields(about)
		if len(fields) != 4 || fields[0] != "100644" && fields[0] != "100755" || !filepath.IsLocal(filepath.FromSlash(file)) || !wanted(file) {
			continue // also a link, a submodule
		}
		bytes, err := strconv.ParseInt(fields[3], 10, 64)
		size += bytes
		if err != nil || size > most.Folder || len(ids) == most.Files {
			return fmt.Errorf("cannot read %s: it has more than %d files or %d MB", o.Name, most.Files, most.Folder>>20)
		}
		o.Files = append(o.Files, File{Path: file})
		ids = append(ids, fields[2])
	}
	return o.read(ids, most.File, func(i int, text string) { o.Files[i].Text = text })
}

// read passes the texts of objects to a function, with their indexes.
func (o *Object) read(ids []string, most int64, found func(i int, text string)) error {
	if len(ids) == 0 {
		return nil
	}
	c := command("cat-file", "--batch")
	c.Stdin = strings.NewReader(strings.Join(ids, "\n") + "\n")
	pipe, err := c.StdoutPipe()
	if err != nil {
		return o.failed(err)
	}
	if err := c.Start(); err != nil {
		return o.failed(err)
	}
	failed := o.readBatch(bufio.NewReader(pipe), len(ids), most, found)
	if failed != nil {
		_ = c.Process.Kill()
	}
	if err := c.Wait(); failed == nil && err != nil {
		failed = o.failed(err)
	}
	return failed
}

func (o *Object) readBatch(r *bufio.Reader, count int, most int64, found func(i int, text string)) error {
	for i := range count {
		header, err := r.ReadString('\n') // ID SP TYPE SP SIZE
		if err != nil {
			return o.failed(err)
		}
		fields := strings.Fields(header)
		if len(fields) != 3 {
			return fmt.Errorf("cannot read %s: git does not have all of it here", o.Name)
		}
		size, err := strconv.ParseInt(fields[2], 10, 64)
		if err != nil || size > most {
			return fmt.Errorf("cannot read %s: it has a file of more than %d MB", o.Name, most>>20)
		}
		text := make([]byte, size+1) // and the line end after it
		if _, err := io.ReadFull(r, text); err != nil {
			return o.failed(err)
		}
		found(i, string(text[:size]))
	}
	return nil
}

// WorkPath returns the path at which the work tree has the object.
func (o *Object) WorkPath() (string, error) {
	_, inside, _ := strings.Cut(o.Name, ":")
	if strings.HasPrefix(o.Name, ":") && len(inside) > 1 && inside[1] == ':' {
		inside = inside[2:] // ":2:PATH", of the index
	}
	if inside == "." || strings.HasPrefix(inside, "./") || strings.HasPrefix(inside, "../") {
		return filepath.FromSlash(path.Clean(inside)), nil
	}
	up, err := o.git("rev-parse", "--show-cdup")
	return filepath.FromSlash(path.Join(up, inside)), err
}

// git returns the output of git without the last line end.
func (o *Object) git(arguments ...string) (string, error) {
	printed, err := command(arguments...).Output()
	if err != nil {
		return "", o.failed(err)
	}
	return strings.TrimSuffix(string(printed), "\n"), nil
}

func command(arguments ...string) *exec.Cmd {
	c := exec.Command("git", arguments...)
	c.Env = append(os.Environ(), "GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0")
	return c
}

// failed returns the error that git failed, with git's own message.
func (o *Object) failed(err error) error {
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		if said := bytes.TrimSpace(ended.Stderr); len(said) > 0 {
			return fmt.Errorf("cannot read %s from git: %s", o.Name, strings.TrimPrefix(string(said), "fatal: "))
		}
	}
	if errors.Is(err, exec.ErrNotFound) {
		err = errors.New("git is not installed")
	}
	return fmt.Errorf("cannot read %s from git: %w", o.Name, err)
}
