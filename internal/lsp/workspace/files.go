// Package workspace is the files that an editor works on: open files as they
// are in their buffers, and others as they are on disk. It reads them as
// collections and environments, with the settings that apply to each.
package workspace

import (
	"path/filepath"
	"strings"

	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/lsp/protocol"
)

// Kind is the kind of a file.
type Kind int

// The kinds of files. Other is any file that the server does not support.
const (
	Other         Kind = iota
	Collection         // a collection in JSON
	Environment        // an environment or globals in JSON
	Element            // a file of a collection in format v3
	EnvironmentV3      // an environment or globals in format v3
	Repository         // maps the files of a repository to the parts of a Postman workspace
	Configuration      // a postwright.yaml
)

// IsYAML reports whether files of this kind are YAML.
func (k Kind) IsYAML() bool { return k >= Element }

// environmentSuffixes are the suffixes of the names of environments and
// globals in JSON.
var environmentSuffixes = []string{inputs.EnvironmentSuffix, inputs.GlobalsSuffix}

// KindOf returns the kind of a file by its path, and for other JSON by its
// text.
func KindOf(path, text string) Kind {
	slashed := filepath.ToSlash(path)
	switch {
	case strings.HasSuffix(path, inputs.Suffix):
		return Collection
	case filepath.Base(path) == configuration.Name:
		return Configuration
	case v3.IsEnvironment(slashed):
		return EnvironmentV3
	case v3.IsWorkspace(slashed):
		return Repository
	case v3.IsFile(slashed):
		return Element
	}
	for _, suffix := range environmentSuffixes {
		if strings.HasSuffix(path, suffix) {
			return Environment
		}
	}
	if strings.EqualFold(filepath.Ext(path), ".json") {
		switch {
		case strings.Contains(text, "schema.getpostman.com/json/collection/") || strings.Contains(text, "schema.postman.com/json/collection/"):
			return Collection
		case strings.Contains(text, `"_postman_variable_scope"`):
			return Environment
		}
	}
	return Other
}

// File is an immutable state of a file.
type File struct {
	URI     string
	Path    string // absolute; the URI if that is not a file's
	Kind    Kind
	Text    *protocol.Text
	Version *int32 // nil if as on disk
}

// IsOpen reports whether the file is open in the editor.
func (f *File) IsOpen() bool { return f.Version != nil }
