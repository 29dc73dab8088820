package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// classifier is the program that recognizes licences by their texts.
const classifier = "github.com/google/licenseclassifier/v2/tools/identify_license@v2.0.0"

// released returns the modules in the programs of all released systems, and
// Go's standard library, sorted by name.
func released() ([]module, error) {
	root, err := command(nil, "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	// It has no version: the programs build with any Go.
	all := []module{{path: "Go's standard library", folder: strings.TrimSpace(root)}}
	const format = `{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}`
	for _, system := range []string{"linux", "darwin", "windows"} {
		for _, architecture := range []string{"amd64", "arm64"} {
			env := []string{"GOOS=" + system, "GOARCH=" + architecture, "CGO_ENABLED=0"}
			listed, err := command(env, "list", "-deps", "-f", format, "./cmd/postwright")
			if err != nil {
				return nil, err
			}
			for line := range strings.Lines(listed) {
				if part := strings.SplitN(strings.TrimSpace(line), " ", 3); len(part) == 3 {
					all = append(all, module{path: part[0], version: part[1], folder: part[2]})
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b module) int { return cmp.Compare(a.path, b.path) })
	return slices.CompactFunc(all, func(a, b module) bool { return a.path == b.path }), nil
}

// classify sets the licences of each text.
func classify(modules []module) error {
	folder, err := os.MkdirTemp("", "licences")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	result := filepath.Join(folder, "result.json")
	arguments := []string{"run", classifier, "-json", result}
	for _, m := range modules {
		for _, t := range m.texts {
			arguments = append(arguments, t.path)
		}
	}
	if _, err := command(nil, arguments...); err != nil {
		return err
	}
	found, err := os.ReadFile(result)
	if err != nil {
		return err
	}
	var files []struct {
		Filepath        string
		Classifications []struct {
			Name string
		}
	}
	if err := json.Unmarshal(found, &files); err != nil {
		return fmt.Errorf("%s: %w", classifier, err)
	}
	licences := map[string][]string{}
	for _, f := range files {
		for _, c := range f.Classifications {
			if c.Name != "Copyright" { // a line, not a licence
				licences[f.Filepath] = append(licences[f.Filepath], c.Name)
			}
		}
	}
	for _, m := range modules {
		for i := range m.texts {
			m.texts[i].licences = licences[m.texts[i].path]
		}
	}
	return nil
}

// command runs Go and returns its output.
func command(env []string, arguments ...string) (string, error) {
	c := exec.Command("go", arguments...)
	c.Env = append(os.Environ(), env...)
	printed, err := c.Output()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		return "", fmt.Errorf("go %s: %w\n%s", arguments[0], err, failed.Stderr)
	}
	return string(printed), err
}
