// Package conversion decides which files a conversion between the formats v2.1 and v3
// reads, and where it writes them.
package conversion

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/paths"
)

// Step is a collection or an environment to convert.
type Step struct {
	From     string             // its file or folder
	Document *jsontree.Document // what From says, if that is JSON
	To       string             // the file or folder to write; - for standard output
	Folder   string             // a folder around To that is created if it is missing; "" if it is not
}

// ToV21 returns the steps that convert what a path names to format v2.1: a collection or
// an environment in format v3, or all of a repository.
func ToV21(path, output string) ([]Step, error) {
	if output == "" {
		output = inputs.Stdin
	}
	if folder, ok := inputs.PostmanFolder(path); ok {
		return repositoryToV21(folder, output)
	}
	if !inputs.IsV3(path) {
		return nil, notV3(path)
	}
	step := Step{From: path, To: output}
	if output != inputs.Stdin && inputs.NamesFolder(output) {
		base, suffix := nameOfV21(path)
		step.To, step.Folder = filepath.Join(output, base+suffix), output
	}
	return []Step{step}, nil
}

// notV3 returns an error that explains why a path is not converted to format v2.1.
func notV3(path string) error {
	if strings.HasSuffix(path, ".json") || path == inputs.Stdin {
		return fmt.Errorf("%s is JSON, so it is not in format v3; postwright upgrade converts v2.0 to v2.1", inputs.Named(path))
	}
	if inputs.IsFolder(path) {
		return inputs.ManyFiles(path)
	}
	return fmt.Errorf("%s is neither the folder of a v3 collection nor the file of an environment", path)
}

// repositoryToV21 converts what is in a repository's postman/ folder.
func repositoryToV21(folder, to string) ([]Step, error) {
	if to == inputs.Stdin {
		return nil, fmt.Errorf("%s becomes several files; name a folder for them with -o", folder)
	}
	collections, environments, err := inputs.PostmanFiles(folder)
	if err != nil {
		return nil, err
	}
	var steps []Step
	taken := map[string]bool{}
	for _, path := range append(collections, environments...) {
		base, suffix := nameOfV21(path)
		steps = append(steps, Step{From: path, To: filepath.Join(to, freeName(taken, base, suffix)), Folder: to})
	}
	if len(steps) == 0 {
		return nil, fmt.Errorf("%s has neither collections nor environments in format v3", folder)
	}
	return steps, nil
}

// nameOfV21 returns the name of the JSON file for a collection, environment or globals in
// format v3, without and with what it ends with.
func nameOfV21(path string) (base, suffix string) {
	path = paths.Absolute(path) // "." has no name
	base, suffix = filepath.Base(path), inputs.Suffix
	switch {
	case strings.Contains(base, ".globals."):
		suffix = inputs.GlobalsSuffix
	case v3.IsEnvironment(path):
		suffix = inputs.EnvironmentSuffix
	}
	base, _, _ = strings.Cut(base, ".environment.")
	base, _, _ = strings.Cut(base, ".globals.")
	return base, suffix
}

// freeName returns an unused name, ignoring case, numbered as Postman does: "Ping", "Ping
// 1". Taken are the used names, in lower case.
func freeName(taken map[string]bool, base, suffix string) string {
	name := base + suffix
	for i := 1; taken[strings.ToLower(name)]; i++ {
		name = fmt.Sprintf("%s %d%s", base, i, suffix)
	}
	taken[strings.ToLower(name)] = true
	return name
}
