// Package baseline records findings, so that an old collection can adopt the linter:
// recorded findings are not reported again.
//
// A finding is identified by its rule, its place (the names of folders and request) and
// its content ([diagnostic.Diagnostic.Identity]), never by its line. The content is
// stored as a hash.
package baseline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
)

// Baseline is the set of known findings, by file.
type Baseline struct {
	files map[string]map[key]int
}

// key identifies findings. Findings with the same key are counted.
type key struct{ Rule, Item, Content string }

// entry is a key with its count, as in the file.
type entry struct {
	Rule    string `json:"rule"`
	Item    string `json:"item,omitempty"`
	Content string `json:"content"`
	Count   int    `json:"count"`
}

// version is the version of the file format and of the hashed content.
const version = 2

type document struct {
	Version int                `json:"version"`
	Files   map[string][]entry `json:"files"`
}

// New returns an empty baseline.
func New() *Baseline { return &Baseline{map[string]map[key]int{}} }

// Parse reads the output of [Baseline.Text]. Errors name the place.
func Parse(text string) (*Baseline, error) {
	d, err := jsontree.Parse(text)
	if err != nil {
		return nil, err
	}
	var read document
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&read); err != nil {
		return nil, fmt.Errorf("it is not a baseline: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if read.Version != version {
		p := d.Position(d.Root().Get("version").Start())
		return nil, fmt.Errorf("%d:%d: the version is %d, and not %d: it was written by another Postwright; remove it and write a new one", p.Line, p.Column, read.Version, version)
	}
	b := New()
	for path, entries := range read.Files {
		known := map[key]int{}
		for _, e := range entries {
			if e.Rule == "" || e.Content == "" || e.Count < 1 {
				return nil, errors.New("it is not a baseline: an entry for " + path + " lacks its rule, content or count")
			}
			known[key{e.Rule, e.Item, e.Content}] += e.Count
		}
		b.files[path] = known
	}
	return b, nil
}

// Text returns the baseline as JSON, in an order that keeps diffs small.
func (b *Baseline) Text() string {
	write := document{Version: version, Files: map[string][]entry{}}
	for path, known := range b.files {
		var entries []entry
		for k, n := range known {
			entries = append(entries, entry{k.Rule, k.Item, k.Content, n})
		}
		slices.SortFunc(entries, func(a, b entry) int {
			return strings.Compare(a.Item+"\x00"+a.Rule+"\x00"+a.Content, b.Item+"\x00"+b.Rule+"\x00"+b.Content)
		})
		if len(entries) > 0 {
			write.Files[path] = entries
		}
	}
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(write); err != nil {
		panic(err) // only strings and numbers
	}
	return text.String()
}

// keyOf returns the key of a finding. source is the text at its place, as reports show
// it.
func keyOf(d diagnostic.Diagnostic, source string, items redact.Paths) key {
	around, content := d.Identity(source)
	sum := sha256.Sum256([]byte(content))
	return key{d.Rule, items.Of(around), hex.EncodeToString(sum[:8])}
}

// Unknown returns the findings in a file that the baseline does not have, and the number
// of its findings that are gone.
func (b *Baseline) Unknown(path string, found []diagnostic.Diagnostic, sources []string) (left []diagnostic.Diagnostic, gone int) {
	known := map[key]int{}
	for k, n := range b.files[path] {
		known[k] = n
		gone += n
	}
	items := redact.Paths{}
	for i, d := range found {
		k := keyOf(d, sources[i], items)
		if known[k] > 0 {
			known[k]--
			gone--
			continue
		}
		left = append(left, d)
	}
	return left, gone
}

// Set replaces the known findings in a file.
func (b *Baseline) Set(path string, found []diagnostic.Diagnostic, sources []string) {
	known, items := map[key]int{}, redact.Paths{}
	for i, d := range found {
		known[keyOf(d, sources[i], items)]++
	}
	b.files[path] = known
}

// Paths returns the files in the baseline, sorted.
func (b *Baseline) Paths() []string {
	var paths []string
	for path := range b.files {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return paths
}

// Forget removes a file from the baseline.
func (b *Baseline) Forget(path string) { delete(b.files, path) }
