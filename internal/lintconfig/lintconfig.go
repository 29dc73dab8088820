// Package lintconfig makes the linter for a file from the command line and the
// configuration for the file's folder.
package lintconfig

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/paths"
)

// Flags are the settings of the command line; those that are not given are empty.
type Flags struct {
	Profile, Template string
	OpenAPI           []string // the paths of the APIs' documents
	Environments      []string // secrets move into the first one
	Enable, Disable   []string
}

// Readers read what flags and configurations name. Each is called once for a name, and
// reports its errors itself or returns them with a full message.
type Readers struct {
	Configuration func(path string) (*configuration.Configuration, error)
	API           func(name string) (rule.API, error) // of a template
	Environment   func(path string) (*analysis.Environment, error)
	OpenAPI       func(path string) (*api.API, error)
}

// Set makes linters. It is safe for concurrent use.
type Set struct {
	rules   []*rule.Rule
	flags   Flags
	readers Readers

	mutex        sync.Mutex
	folders      map[string]string   // the path of the configuration, by folder
	options      map[string]*setup   // by path of the configuration
	apis         map[string]rule.API // by the names of their templates
	environments map[string]*analysis.Environment
	documents    map[string]rule.Contract // by the paths of their documents
}

// setup is a configuration combined with the flags.
type setup struct {
	configuration *configuration.Configuration // nil if there is none
	options       lint.Options
	err           error
}

// New returns a set of linters that use rules from all. It returns an error if the flags
// name an unknown rule or profile.
func New(all []*rule.Rule, f Flags, r Readers) (*Set, error) {
	// Names on the command line are wrong whatever the files are.
	if _, err := lint.Select(all, lint.Profile(f.Profile), f.Enable, f.Disable); err != nil {
		return nil, err
	}
	return &Set{
		rules: all, flags: f, readers: r,
		folders: map[string]string{}, options: map[string]*setup{},
		apis: map[string]rule.API{}, environments: map[string]*analysis.Environment{},
		documents: map[string]rule.Contract{},
	}, nil
}

// For returns the linter for a file and the configuration that applies to it, nil if
// there is none.
func (s *Set) For(path string) (*lint.Linter, *configuration.Configuration, error) {
	return s.of(folderOf(path), path)
}

// ForFolder is [Set.For] for a collection that is a folder. The paths of its findings
// are below the folder.
func (s *Set) ForFolder(folder string) (*lint.Linter, *configuration.Configuration, error) {
	return s.of(folder, folder)
}

// of returns the linter for a path with the configuration that applies in a folder.
func (s *Set) of(folder, path string) (*lint.Linter, *configuration.Configuration, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	where, err := s.find(folder)
	if err != nil {
		return nil, nil, err
	}
	made, ok := s.options[where]
	if !ok {
		made = s.setup(where)
		s.options[where] = made
	}
	if made.err != nil {
		return nil, nil, made.err
	}
	options := made.options
	if c := made.configuration; c != nil && len(c.Ignore) > 0 {
		full := paths.Absolute(path)
		options.Ignore = func(d diagnostic.Diagnostic) bool {
			return c.Ignores(filepath.Join(full, filepath.FromSlash(d.Path)), d)
		}
	}
	return lint.New(options), made.configuration, nil
}

func folderOf(path string) string {
	if path == inputs.Stdin {
		return "."
	}
	return filepath.Dir(path)
}

func (s *Set) find(folder string) (string, error) {
	if where, ok := s.folders[folder]; ok {
		return where, nil
	}
	where, err := configuration.Find(folder)
	if err == nil {
		s.folders[folder] = where
	}
	return where, err
}

func (s *Set) setup(where string) *setup {
	made := &setup{}
	if where != "" {
		if made.configuration, made.err = s.readers.Configuration(where); made.err != nil {
			return made
		}
	}
	made.options, made.err = s.merge(made.configuration)
	return made
}

// merge combines a configuration with the flags, which take precedence.
func (s *Set) merge(c *configuration.Configuration) (lint.Options, error) {
	o := lint.Options{Severities: map[string]diagnostic.Severity{}}
	profile, templateName, documents := s.flags.Profile, s.flags.Template, s.flags.OpenAPI
	enable, disable := s.flags.Enable, slices.Clone(s.flags.Disable)
	if c != nil {
		profile = cmp.Or(profile, c.Profile)
		templateName = cmp.Or(templateName, c.TemplateName())
		if path := c.Path(c.OpenAPI); path != "" && len(documents) == 0 {
			documents = []string{path}
		}
		for name, severity := range c.Severities {
			switch {
			case severity != "off":
				o.Severities[name] = diagnostic.Severity(severity)
				enable = append(slices.Clone(enable), name)
			case !slices.Contains(s.flags.Enable, name):
				disable = append(disable, name)
			}
		}
	}
	var err error
	o.Strict = profile == string(lint.Strict)
	if o.Rules, err = lint.Select(s.rules, lint.Profile(profile), enable, disable); err != nil {
		return o, err
	}
	if templateName != "" {
		if o.API, err = once(s.apis, templateName, s.readers.API); err != nil {
			return o, err
		}
	}
	if len(documents) > 0 {
		o.Contract, err = once(s.documents, strings.Join(documents, "\n"), func(string) (rule.Contract, error) {
			var all []*api.API
			for _, path := range documents {
				known, err := s.readers.OpenAPI(path)
				if err != nil {
					return nil, err
				}
				all = append(all, known)
			}
			return contract.New(all...), nil
		})
		if err != nil {
			return o, err
		}
	}
	o.Environment, err = s.environment(s.environmentsOf(c))
	return o, err
}

// environment returns the first of the environments with the others attached; nil if
// there are none.
func (s *Set) environment(paths []string) (*analysis.Environment, error) {
	var list []*analysis.Environment
	for _, path := range paths {
		e, err := once(s.environments, path, s.readers.Environment)
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	if len(list) < 2 {
		return append(list, nil)[0], nil
	}
	return list[0].Beside(list[1:]...), nil
}

func once[T any](known map[string]T, name string, read func(string) (T, error)) (T, error) {
	if value, ok := known[name]; ok {
		return value, nil
	}
	value, err := read(name)
	if err == nil {
		known[name] = value
	}
	return value, err
}

// environmentsOf returns the paths of the environments for files with a
// configuration: those of the command line, or else the configuration's.
func (s *Set) environmentsOf(c *configuration.Configuration) []string {
	if len(s.flags.Environments) > 0 || c == nil || c.Environment == "" {
		return s.flags.Environments
	}
	return []string{c.Path(c.Environment)}
}

// EnvironmentOf returns the path of the environment that secrets of a file move into; ""
// if there is none.
func (s *Set) EnvironmentOf(c *configuration.Configuration) string {
	return append(s.environmentsOf(c), "")[0]
}

// Environment returns the environment that was read from a path; nil if none was.
func (s *Set) Environment(path string) *analysis.Environment {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.environments[path]
}

// ReplaceEnvironment replaces the environment of a path by one that was changed.
func (s *Set) ReplaceEnvironment(path string, e *analysis.Environment) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.environments[path] = e
	for _, made := range s.options {
		if s.EnvironmentOf(made.configuration) == path {
			made.options.Environment = e
		}
	}
}
