package workspace

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/baseline"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/template"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/lintconfig"
	"github.com/postwright/postwright/internal/lsp/protocol"
)

// Settings are the settings that files are linted with, in one state of the
// workspace.
type Settings struct {
	Set *lintconfig.Set

	workspace *Workspace

	mutex    sync.Mutex
	stamps   map[string]stamp                   // the files that the settings come from, as on disk; zero for missing ones
	found    map[string][]diagnostic.Diagnostic // the findings in each configuration
	baseline map[string]*baseline.Baseline
}

// loaders keep what is slow to read from one Settings to the next.
type loaders struct {
	mutex          sync.Mutex
	configurations map[string]*lastConfiguration
	templates      map[string]*loaded[*template.Template]
	apis           map[string]*loaded[*api.API]
}

// lastConfiguration is the last state of a configuration without mistakes. It
// is used while the user is typing.
type lastConfiguration struct{ configuration *configuration.Configuration }

type loaded[T any] struct {
	stamp stamp
	value T
	err   error
}

// checkEvery is how often the files behind the settings are checked: not
// every client reports changes on disk.
const checkEvery = 2 * time.Second

// Settings returns the current settings.
func (w *Workspace) Settings() *Settings {
	w.mutex.Lock()
	s := w.settings
	check := s != nil && time.Since(w.checked) > checkEvery
	if check {
		w.checked = time.Now()
	}
	w.mutex.Unlock()
	if check && s.isStale() {
		s = nil
	}
	if s != nil {
		return s
	}
	s = &Settings{workspace: w, stamps: map[string]stamp{}, found: map[string][]diagnostic.Diagnostic{}, baseline: map[string]*baseline.Baseline{}}
	set, err := lintconfig.New(w.options.Rules, lintconfig.Flags{}, lintconfig.Readers{
		Configuration: s.configuration,
		Environment:   s.environment,
		API:           func(name string) (rule.API, error) { return w.loaded.template(w, name) },
		OpenAPI:       func(path string) (*api.API, error) { return w.loaded.api(w, path) },
	})
	if err != nil {
		panic(err) // no flags are involved
	}
	s.Set = set
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.settings, w.checked = s, time.Now()
	return s
}

// DependsOn reports whether the settings come from a file, or would if it
// existed.
func (s *Settings) DependsOn(path string) bool {
	if filepath.Base(path) == configuration.Name {
		return true
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	_, depends := s.stamps[path]
	return depends
}

func (s *Settings) isStale() bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for path, before := range s.stamps {
		if now, _ := stampOf(path); now != before {
			return true
		}
	}
	return false
}

// depend records that the settings come from a file.
func (s *Settings) depend(path string) {
	now, _ := stampOf(path)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.stamps[path] = now
}

// Found returns the findings in the configurations that were read, by path;
// none for a valid one.
func (s *Settings) Found() map[string][]diagnostic.Diagnostic {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	found := map[string][]diagnostic.Diagnostic{}
	for path, all := range s.found {
		found[path] = slices.Clone(all)
	}
	return found
}

// configuration reads a postwright.yaml. If it has mistakes, its last state
// without mistakes is used.
func (s *Settings) configuration(path string) (*configuration.Configuration, error) {
	s.depend(path)
	f := s.workspace.File(path)
	if f == nil {
		return nil, nil
	}
	c, found := configuration.Parse(f.Text.Content, filepath.Dir(path), s.workspace.ruleNames())
	all := &s.workspace.loaded
	all.mutex.Lock()
	if c != nil {
		all.configurations[path] = &lastConfiguration{c}
	} else if last := all.configurations[path]; last != nil {
		c = last.configuration
	}
	all.mutex.Unlock()
	if c != nil {
		c, found = s.readable(c, f, found)
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.found[path] = found
	return c, nil
}

// ruleNames returns the rule names that a configuration may use.
func (w *Workspace) ruleNames() []string {
	var names []string
	for _, r := range w.options.Rules {
		names = append(names, r.Name)
	}
	return names
}

// readable returns a configuration without the files that cannot be used, and
// findings about those.
func (s *Settings) readable(c *configuration.Configuration, f *File, found []diagnostic.Diagnostic) (*configuration.Configuration, []diagnostic.Diagnostic) {
	usable := *c
	tree, _ := yamltree.Parse(f.Text.Content)
	try := func(key, path string, field *string, use func(path string) error) {
		if *field == "" {
			return
		}
		if filepath.IsAbs(path) {
			s.depend(path)
		}
		err := use(path)
		if err == nil {
			return
		}
		*field = ""
		message := err.Error()
		if filepath.IsAbs(path) && c.IsOutside(path) {
			message = fmt.Sprintf("the file cannot be used as %s", key)
		}
		n := tree.Root.Get(key)
		if n == nil {
			return // it comes from the last state without mistakes
		}
		d := diagnostic.Diagnostic{Rule: "configuration", Severity: diagnostic.Error, Message: message, Start: n.Start(), End: n.End()}
		d.Line, d.Column = tree.Position(n.Start())
		d.EndLine, d.EndColumn = tree.Position(n.End())
		found = append(found, d)
	}
	try("environment", c.Path(c.Environment), &usable.Environment, func(path string) error { _, err := s.environment(path); return err })
	try("template", c.TemplateName(), &usable.Template, func(name string) error { _, err := s.workspace.loaded.template(s.workspace, name); return err })
	try("openapi", c.Path(c.OpenAPI), &usable.OpenAPI, func(path string) error { _, err := s.workspace.loaded.api(s.workspace, path); return err })
	try("baseline", c.Path(c.Baseline), &usable.Baseline, s.readBaseline)
	return &usable, found
}

// environment reads an environment, as it is in the editor.
func (s *Settings) environment(path string) (*analysis.Environment, error) {
	s.depend(path)
	d, err := s.workspace.environmentDocument(path)
	if err != nil {
		return nil, err
	}
	if d.Root().Get("values").Kind() != jsontree.Array {
		return nil, fmt.Errorf("%s is not a Postman environment: it has no list of values", filepath.Base(path))
	}
	return analysis.NewEnvironment(d), nil
}

// environmentDocument returns an environment as JSON, as it is in the editor.
func (w *Workspace) environmentDocument(path string) (*jsontree.Document, error) {
	f := w.File(path)
	if f == nil {
		return nil, fmt.Errorf("cannot read %s", filepath.Base(path))
	}
	if f.Kind == EnvironmentV3 {
		return v3.ReadEnvironment(v3.File{Path: filepath.Base(path), Text: f.Text.Content}).Document, nil
	}
	d, err := jsontree.Parse(f.Text.Content)
	if err != nil {
		return nil, fmt.Errorf("%s is not JSON", filepath.Base(path))
	}
	return d, nil
}

// readBaseline reads the findings in a baseline.
func (s *Settings) readBaseline(path string) error {
	f := s.workspace.File(path)
	if f == nil {
		return fmt.Errorf("cannot read %s; postwright lint --update-baseline writes it", filepath.Base(path))
	}
	known, err := baseline.Parse(f.Text.Content)
	if err != nil {
		return fmt.Errorf("cannot use %s: %w", filepath.Base(path), err)
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.baseline[path] = known
	return nil
}

// unknown returns the findings in a file that the baseline does not have.
func (s *Settings) unknown(c *configuration.Configuration, file string, found []diagnostic.Diagnostic, sources func() []string) []diagnostic.Diagnostic {
	if c == nil || c.Baseline == "" || len(found) == 0 {
		return found
	}
	path := c.Path(c.Baseline)
	s.mutex.Lock()
	known := s.baseline[path]
	s.mutex.Unlock()
	if known == nil {
		return found
	}
	left, _ := known.Unknown(lintconfig.BaselineKey(path, file), found, sources())
	return left
}

// template returns a template, reading it once per state of its file.
func (l *loaders) template(w *Workspace, name string) (*template.Template, error) {
	return load(l, l.templates, name, func() (*template.Template, error) { return w.options.Template(name) })
}

// api returns the API of an OpenAPI document, reading it once per state of
// its file.
func (l *loaders) api(w *Workspace, path string) (*api.API, error) {
	return load(l, l.apis, path, func() (*api.API, error) { return w.options.OpenAPI(path) })
}

func load[T any](l *loaders, all map[string]*loaded[T], name string, read func() (T, error)) (T, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	var now stamp
	if strings.ContainsAny(name, `/\`) {
		now, _ = stampOf(name)
	}
	if known := all[name]; known != nil && known.stamp == now {
		return known.value, known.err
	}
	value, err := read()
	all[name] = &loaded[T]{now, value, err}
	return value, err
}

// URI returns the URI of a file, as the client writes it if the file is open.
func (w *Workspace) URI(path string) string {
	if f := w.openAt(path); f != nil {
		return f.URI
	}
	return protocol.URIOf(path)
}
