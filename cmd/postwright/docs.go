package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/docs"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/paths"
)

type docsFlags struct{ template, format, output string }

func docsCommand(s streams) *cobra.Command {
	var f docsFlags
	cmd := &cobra.Command{
		Use:   "docs FILE",
		Short: "Write a documentation page for a collection",
		Long: `Writes a page for the users of a collection: how to set it up in Postman, step
by step, with every field to copy; and every request with its parameters, its
body and code to copy (cURL, Python, JavaScript).

The page is one HTML file that loads and sends nothing: it opens from disk and
can be mailed. Secrets and personal data in the collection are not shown.
--format markdown writes a Markdown file instead.

With --template, or a postwright.yaml in the file's folder or above that names
one, the page also says what each scope grants and which request needs it.

The set-up names the files to import: FILE, and the environment beside it, which
is the one with the collection's name or the only one in the folder. For a
folder in format v3, the same applies to postman/environments.

FILE is a collection, the folder of one in format v3, or - for standard input.`,
		Example: `  postwright docs -o clinic.html clinic.postman_collection.json
  postwright docs --template drchrono -o c.html drchrono.postman_collection.json
  postwright docs --format markdown c.json > c.md`,
		Args: takes(1, 1, "name one collection, or - for standard input"),
		RunE: func(_ *cobra.Command, args []string) error { return runDocs(s, f, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.template, "template", "", "the API's template, by `NAME` or file: adds what each request needs")
	addChoice(cmd, &f.format, "format", "output format", []string{"html", "markdown"})
	flags.StringVarP(&f.output, "output", "o", inputs.Stdin, "write the page to `FILE`; - is standard output")
	completeTemplate(cmd)
	return cmd
}

func runDocs(s streams, f docsFlags, path string) error {
	if inputs.Size(path) < smallInput {
		collect(300) // a page with deep folders is built of large strings, which soon become garbage
	}
	d, err := readCollection(s, path)
	if err != nil {
		return err
	}
	if err := docs.Showable(d); err != nil {
		return fmt.Errorf("cannot show %s: %w", path, err)
	}
	o := docs.Options{Files: filesToImport(path)}
	if f.template == "" {
		if f.template, err = configuredTemplate(s, path); err != nil {
			return err
		}
	}
	if f.template != "" {
		if o.Template, err = lintTemplate(s, f.template); err != nil {
			return err
		}
	}
	page := docs.New(d, o)
	var text string
	if f.format == "markdown" {
		text = page.Markdown()
	} else if text, err = page.HTML(); err != nil {
		return err
	}
	if page.Hidden > 0 {
		s.say("%s holds %s in clear text, which the page does not show; postwright lint finds them", inputs.Named(path), english.Count(page.Hidden, "secret"))
	}
	return s.write(f.output, text)
}

// filesToImport returns the files that the reader of a page about a
// collection imports: the collection, and the environment beside it that has
// the collection's name, or is the only one in the folder.
func filesToImport(path string) docs.Files {
	if path == inputs.Stdin {
		return docs.Files{}
	}
	folder, name := filepath.Split(path)
	if strings.ContainsFunc(name, unicode.IsControl) {
		return docs.Files{} // such a path cannot be typed
	}
	if inputs.IsV3(path) {
		return folderToOpen(path)
	}
	files := docs.Files{Collection: redact.Text(name)}
	entries, err := os.ReadDir(filepath.Clean(folder)) // of "" it is "."
	if err != nil {
		return files
	}
	base, _, _ := strings.Cut(name, ".postman_collection")
	var found []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), inputs.EnvironmentSuffix) && !e.IsDir() && !strings.ContainsFunc(e.Name(), unicode.IsControl) {
			found = append(found, e.Name())
		}
	}
	environment := base + inputs.EnvironmentSuffix
	if !slices.Contains(found, environment) {
		if len(found) != 1 {
			return files
		}
		environment = found[0]
	}
	text, err := inputs.ReadBeside(filepath.Join(folder, environment), nil)
	if err != nil {
		return files
	}
	d, err := jsontree.Parse(text)
	if err != nil || d.Root().Get("values").Kind() != jsontree.Array {
		return files
	}
	withEnvironment(&files, environment, d)
	return files
}

func withEnvironment(files *docs.Files, name string, d *jsontree.Document) {
	files.Environment = redact.Text(name)
	files.EnvironmentName = redact.Text(d.Root().Get("name").Text())
	for v := range d.Root().Get("values").Elements() {
		files.Variables = append(files.Variables, v.Get("key").Text())
	}
}

// folderToOpen is like [filesToImport] for a collection in format v3, which
// is opened with the whole project.
func folderToOpen(path string) docs.Files {
	path = paths.Absolute(path)
	files := docs.Files{Collection: redact.Text(filepath.Base(path)), Folder: true}
	folder := filepath.Join(filepath.Dir(filepath.Dir(path)), "environments")
	entries, err := os.ReadDir(folder)
	if err != nil {
		return files
	}
	var found []string
	for _, e := range entries {
		if v3.IsEnvironment(e.Name()) && !e.IsDir() && !strings.ContainsFunc(e.Name(), unicode.IsControl) {
			found = append(found, e.Name())
		}
	}
	environment, ok := environmentFor(filepath.Base(path), found)
	if !ok {
		return files
	}
	c, err := inputs.ReadV3(filepath.Join(folder, environment))
	if err != nil {
		return files
	}
	withEnvironment(&files, environment, c.Read().Document)
	return files
}

// environmentFor returns a collection's environment among those of a project:
// the one with its name or the start of its name, or the only one.
func environmentFor(collection string, files []string) (string, bool) {
	var named []string
	for _, file := range files {
		name, _, _ := strings.Cut(file, ".environment.")
		if name == collection {
			return file, true
		}
		if strings.HasPrefix(collection, name+" ") {
			named = append(named, file)
		}
	}
	for _, found := range [][]string{named, files} {
		if len(found) == 1 {
			return found[0], true
		}
	}
	return "", false
}

// readCollection reads a file that must be a collection.
func readCollection(s streams, path string) (*jsontree.Document, error) {
	d, err := readDocument(s, path)
	if err != nil {
		return nil, err
	}
	if err := refuse("document", path, d, onlyCollections); err != nil {
		return nil, err
	}
	if d.Root().Get("item").Kind() != jsontree.Array {
		return nil, fmt.Errorf(`cannot document %s: it has no list named "item" (postwright validate says more)`, inputs.Named(path))
	}
	return d, nil
}

// configuredTemplate returns the template in the postwright.yaml for a file's
// folder; "" if none is named.
func configuredTemplate(s streams, path string) (string, error) {
	folder := "."
	if path != inputs.Stdin {
		folder = filepath.Dir(path)
	}
	found, err := configuration.Find(folder)
	if err != nil || found == "" {
		return "", err
	}
	c, err := readConfiguration(s, found)
	if err != nil {
		return "", err
	}
	return c.TemplateName(), nil
}
