package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/baseline"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/lintconfig"
)

// baselines are the baselines of a run: the one on the command line, or those
// that configurations name.
type baselines struct {
	flag   string
	update bool

	mutex sync.Mutex
	files map[string]*baseline.Baseline // by path
}

// of returns the baseline for a file and its path; nil if there is none.
func (b *baselines) of(c *configuration.Configuration) (*baseline.Baseline, string, error) {
	path := b.flag
	if path == "" && c != nil && c.Baseline != "" {
		path = fromHere(c.Path(c.Baseline))
	}
	if path == "" {
		if b.update {
			return nil, "", errors.New("--update-baseline writes the file that --baseline names, or baseline: in postwright.yaml; name one")
		}
		return nil, "", nil
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if known, ok := b.files[path]; ok {
		return known, path, nil
	}
	known, err := b.read(path)
	if err == nil {
		b.files[path] = known
	}
	return known, path, err
}

func (b *baselines) read(path string) (*baseline.Baseline, error) {
	_, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && b.update:
		return baseline.New(), nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("cannot read %s: there is no such file; --update-baseline writes it", path)
	}
	text, err := inputs.ReadRegular(path)
	if err != nil {
		return nil, err
	}
	known, err := baseline.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("cannot use %s: %w", path, err)
	}
	return known, nil
}

// set replaces a file's findings in a baseline.
func (b *baselines) set(path, file string, found []diagnostic.Diagnostic, sources []string) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.files[path].Set(lintconfig.BaselineKey(path, file), found, sources)
}

// write writes all baselines, without files that no longer exist.
func (b *baselines) write(s streams) error {
	var paths []string
	for path := range b.files {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, path := range paths {
		for _, file := range b.files[path].Paths() {
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), filepath.FromSlash(file))); errors.Is(err, fs.ErrNotExist) && file != inputs.Stdin {
				b.files[path].Forget(file)
			}
		}
		if err := atomicfile.Write(path, b.files[path].Text()); err != nil {
			return err
		}
		s.say("wrote %s", path)
	}
	return nil
}
