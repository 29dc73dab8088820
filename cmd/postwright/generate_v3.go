package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/jsontree"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
)

// formatV3 is the word for Postman's format v3.
const formatV3 = "v3"

// postmanFolder is where Postman looks for collections in a repository.
const postmanFolder = "postman"

// generateV3 writes a generated collection and its environments in format v3
// into the folder of a repository.
func generateV3(s streams, f generateFlags, made *jsontree.Document, environmentText string, servers []generate.ServerEnvironment) error {
	root := f.output
	switch info, err := os.Stat(root); {
	case root == "":
		root = postmanFolder
	case root == inputs.Stdin:
		return errors.New("format v3 is a folder of files, which standard output cannot take; name one with -o, such as -o postman/")
	case err == nil && !info.IsDir(), err != nil && strings.HasSuffix(root, ".json"):
		return fmt.Errorf("cannot write %s: format v3 is a folder of files; name one with -o, such as -o postman/", root)
	}
	files, err := filesV3(s, f, filepath.Clean(root), made, environmentText, servers)
	if err != nil {
		return err
	}
	if f.check {
		return checkFiles(s, f, files)
	}
	return writeFiles(s, f, files, "", root)
}

func filesV3(s streams, f generateFlags, root string, made *jsontree.Document, environmentText string, servers []generate.ServerEnvironment) ([]output.File, error) {
	laid := v3.Lay(made)
	folder := path.Join("collections", laid.Name)
	// The content of the folder is what is compared and remembered.
	content := v3.Read(laid.Name, laid.Files).Document.Text()
	if !f.check {
		if err := s.finishEarlier(filepath.Join(root, folder)); err != nil {
			return nil, err
		}
	}
	collection, err := fileV3(s, root, folder, content, laid.Files)
	if err != nil {
		return nil, err
	}
	files := []output.File{collection}
	texts := []string{environmentText}
	if f.environment == "" && len(servers) > 0 {
		texts = nil
		for _, e := range servers {
			texts = append(texts, e.Text)
		}
	}
	for _, text := range texts {
		if text == "" {
			continue
		}
		d, err := jsontree.Parse(text)
		if err != nil {
			return nil, err
		}
		laid, _ := v3.LayEnvironment(d)
		in, name := root, path.Join("environments", laid.Path)
		if f.environment != "" {
			if !v3.IsEnvironment(f.environment) {
				return nil, output.NotEnvironmentName(f.environment)
			}
			in, name = filepath.Dir(f.environment), filepath.Base(f.environment)
			laid.Path = name
		}
		environment, err := fileV3(s, in, name, v3.ReadEnvironment(laid).Document.Text(), []v3.File{laid})
		if err != nil {
			return nil, err
		}
		files = append(files, environment)
	}
	return files, nil
}

// fileV3 returns what was generated for a path below a folder, as a document and
// as files, with what exists.
func fileV3(s streams, root, name, content string, laid []v3.File) (output.File, error) {
	at := filepath.Join(root, filepath.FromSlash(name))
	f := output.File{Path: at, Content: content, V3: &output.V3{Root: root, Name: name, Laid: laid}}
	info, err := os.Stat(at)
	switch {
	case errors.Is(err, os.ErrNotExist):
		if other := renamedV3(at, content); other != "" {
			return f, fmt.Errorf("cannot write %s: %s is this collection under another name: it has its ID; rename that folder, or remove the id from its definition to have both", at, other)
		}
		return f, nil
	case err != nil:
		return f, fmt.Errorf("cannot write %s: %w", at, err)
	case info.IsDir() && !inputs.IsV3(at):
		if output.IsEmpty(at) {
			return f, nil
		}
		return f, fmt.Errorf("cannot write %s: the folder has other files and is not a v3 collection; choose another place with -o", at)
	}
	_, f.V3.There, err = openV3(s, at)
	return f, err
}

// renamedV3 returns the folder beside a path that has the collection with the ID of a
// document; "" if there is none. A hidden folder is what a killed run has left.
func renamedV3(at, content string) string {
	d, err := jsontree.Parse(content)
	if err != nil {
		return ""
	}
	id := d.Root().Get("info", "_postman_id").Text()
	if id == "" {
		return ""
	}
	entries, _ := os.ReadDir(filepath.Dir(at))
	for _, e := range entries {
		other := filepath.Join(filepath.Dir(at), e.Name())
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") || !inputs.IsV3(other) {
			continue
		}
		if files, err := inputs.ReadV3(other); err == nil && files.Read().ID() == id {
			return other
		}
	}
	return ""
}

// showStaleV3 shows what writing the files of a collection, or of an
// environment, would change.
func showStaleV3(s streams, f output.Status) error {
	folder, written, err := f.Written()
	if err != nil || f.V3.There == nil {
		return err
	}
	return s.showChanges(&inputs.V3{Folder: folder}, f.V3.There, f.V3.There.After(written.Changes), written.Changes)
}
