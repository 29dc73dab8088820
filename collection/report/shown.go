package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/cores"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
)

// shownFinding is the entry of a text report for one finding, or for several with the
// same cause.
type shownFinding struct {
	first  diagnostic.Diagnostic // the first in the file; its message fits all of them
	where  string                // the request around it, in words
	count  int                   // how many findings there are
	frame  *frame                // nil for a list of subjects, and for hidden findings
	places []string              // some of the other places
	hidden bool                  // whether it stands for findings that are not shown
	folder *folderID             // of the collection that the file is one of; nil for others
	topics []string              // the subjects of all findings that share a topic
	file   *File                 // nil once the frame is made
}

const (
	// fewest is the number of findings with one cause from which they are grouped.
	fewest = 3
	// firstPlaces is the number of further places that are named for such a finding.
	firstPlaces = 3
	// mostSubjects is how many subjects of one topic are listed.
	mostSubjects = 200
)

// locate prepares the place of each finding in words.
func (f *File) locate(d *jsontree.Document) {
	found := f.Diagnostics
	f.place = func(i int) string {
		if len(found[i].Element) == 0 {
			return ""
		}
		return inWords(found[i].Element, itemOf(d, &found[i]).Get("item").Exists())
	}
}

// nameElements sets the folders and the request around each finding.
func nameElements(d *jsontree.Document, found []diagnostic.Diagnostic, hide hider) {
	known := map[jsontree.Node][]string{} // many findings may be in one request
	around := lastItem{document: d}
	for i := range found {
		item := found[i].Around
		if i > 0 && item.Exists() && item == found[i-1].Around {
			found[i].Element = found[i-1].Element
			continue
		}
		if !item.Exists() {
			item = around.of(found[i].Pointer)
		}
		if !item.Exists() {
			continue
		}
		names, ok := known[item]
		if !ok {
			names = hide.texts(collection.ItemPath(item))
			known[item] = names
		}
		found[i].Element = names
	}
}

// lastItem finds the items around findings. Most findings are in the same item as the
// one before.
type lastItem struct {
	document *jsontree.Document
	item     jsontree.Node
	pointer  string // of the item, with a slash after it
}

// of returns the folder or request around a pointer.
func (l *lastItem) of(pointer string) jsontree.Node {
	if rest, ok := strings.CutPrefix(pointer, l.pointer); ok && l.item.Exists() && !strings.HasPrefix(rest, "item/") && !strings.Contains(rest, "/item/") {
		return l.item
	}
	if l.item = collection.EnclosingItem(l.document.Lookup(pointer)); l.item.Exists() {
		l.pointer = l.item.Pointer() + "/"
	}
	return l.item
}

func itemOf(d *jsontree.Document, found *diagnostic.Diagnostic) jsontree.Node {
	if found.Around.Exists() {
		return found.Around
	}
	return collection.EnclosingItem(d.Lookup(found.Pointer))
}

// inWords returns the place of a finding: ` in "Get patient" (folder "Clinical /
// Patients")`.
func inWords(names []string, isFolder bool) string {
	last, folders := names[len(names)-1], strings.Join(names[:len(names)-1], " / ")
	where := ` in "` + last + `"`
	switch {
	case isFolder:
		return ` in the folder "` + strings.Join(names, " / ") + `"`
	case last == "":
		where = " in a request without a name"
	}
	if folders != "" {
		where += ` (folder "` + folders + `")`
	}
	return where
}

// cause is what grouped findings have in common.
type cause struct {
	rule     string
	severity diagnostic.Severity
	topic    string
	about    string
}

func causeOf(d *diagnostic.Diagnostic) cause {
	if d.Listed != nil {
		return cause{d.Rule, d.Severity, d.Listed.Topic, ""}
	}
	return cause{d.Rule, d.Severity, "", generic(cmp.Or(d.About, d.Message), d)}
}

// generic returns a text about a finding without the name of the request around it, so
// that findings that differ only in that are the same.
func generic(text string, d *diagnostic.Diagnostic) string {
	if len(d.Element) == 0 || !strings.Contains(text, `"`) {
		return text
	}
	name := d.Element[len(d.Element)-1]
	if !strings.Contains(text, name) && isPlain(name) {
		return text // most texts do not quote it
	}
	return strings.ReplaceAll(text, strconv.Quote(name), `""`)
}

// isPlain reports whether quoting a text changes nothing in it.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// groups returns the indexes of findings, grouped if together is set, by severity and
// then by place.
func groups(found []diagnostic.Diagnostic, together bool) [][]int {
	var all [][]int
	byCause := map[cause]int{}
	for i := range found {
		c := causeOf(&found[i])
		if g, ok := byCause[c]; ok && together {
			all[g] = append(all[g], i)
			continue
		}
		byCause[c] = len(all)
		all = append(all, []int{i})
	}
	var split [][]int
	for _, g := range all {
		if len(g) >= fewest || found[g[0]].Listed != nil {
			split = append(split, g)
			continue
		}
		for i := range g {
			split = append(split, g[i:i+1])
		}
	}
	slices.SortStableFunc(split, func(a, b []int) int {
		return cmp.Or(
			cmp.Compare(found[a[0]].Severity.Rank(), found[b[0]].Severity.Rank()),
			cmp.Compare(a[0], b[0]),
		)
	})
	return split
}

// addEntries makes the entries of a text report on files. For speed, only the lines that
// are shown are masked. The texts are not needed anymore.
func addEntries(files []File, o Options) {
	least := 0 // number of entries
	for i := range files {
		least += min(len(files[i].Diagnostics), 1)
	}
	all := make([]shownFinding, 0, least)
	for i := range files {
		if f := &files[i]; f.masked != nil {
			all = f.appendEntries(all, o)
		}
	}
	if o.Grouped {
		all = joined(all, o)
	}
	var shown []*File
	for i := range files {
		f, count := &files[i], 0
		for count < len(all) && all[count].file == f {
			count++
		}
		if count > 0 {
			f.entries, all = all[:count:count], all[count:]
			shown = append(shown, f)
		}
	}
	cores.Each(len(shown), func(i int) { shown[i].frames() })
	for i := range files {
		files[i].release()
	}
}

// appendEntries appends the entries of the file, without their frames.
func (f *File) appendEntries(entries []shownFinding, o Options) []shownFinding {
	var shown, hidden map[string]int // by rule: the number of entries, and the index of the entry that counts hidden findings
	for _, g := range groups(f.Diagnostics, o.Grouped) {
		first := f.Diagnostics[g[0]]
		first.Fix, first.FixEnvironment, first.Around = nil, nil, jsontree.Node{} // they keep the text
		if o.Most > 0 && len(f.Diagnostics) > o.Most {
			if shown == nil {
				shown, hidden = map[string]int{}, map[string]int{}
			}
			if shown[first.Rule]++; shown[first.Rule] > o.Most {
				at, ok := hidden[first.Rule]
				if !ok {
					at, hidden[first.Rule] = len(entries), len(entries)
					entries = append(entries, shownFinding{first: first, hidden: true, file: f})
				}
				entries[at].count += len(g)
				continue
			}
		}
		e := shownFinding{first: first, count: len(g), where: f.placeOf(g[0]), folder: f.folder, file: f}
		if first.Listed != nil {
			e.topics = f.subjects(g)
		}
		switch {
		case len(g) > 1 && first.Listed != nil:
			e.list(o)
		default:
			e.frame = &frame{}
			f.others(&e, g)
		}
		entries = append(entries, e)
	}
	return entries
}

// frames sets the frames of the entries.
func (f *File) frames() {
	var around spans
	for i := range f.entries {
		if e := &f.entries[i]; e.frame != nil {
			around = append(around, lineAround(f.text, e.first.Start))
		}
	}
	if len(around) > 0 {
		parts := f.masked(around.merged())
		for i := range f.entries {
			if e := &f.entries[i]; e.frame != nil {
				part := parts.at(e.first.Start)
				*e.frame = frameOf(part.text, e.first.Start-part.start, e.first.End-part.start)
			}
		}
	}
	for i := range f.entries {
		f.entries[i].file = nil
	}
}

func (f *File) placeOf(i int) string {
	if f.place == nil {
		return ""
	}
	return f.place(i)
}

// others adds the first places of the other findings in a group, and a message that fits
// all of them.
func (f *File) others(e *shownFinding, group []int) {
	if e.first.About != "" {
		message := generic(e.first.Message, &e.first)
		if slices.ContainsFunc(group, func(i int) bool { return generic(f.Diagnostics[i].Message, &f.Diagnostics[i]) != message }) {
			e.first.Message = e.first.About
		}
	}
	for _, i := range group[1:min(len(group), firstPlaces+1)] {
		d := &f.Diagnostics[i]
		e.places = append(e.places, fmt.Sprintf("%s:%d:%d%s", f.Path, d.Line, d.Column, f.placeOf(i)))
	}
}

// subjects returns what findings that share a topic are about.
func (f *File) subjects(group []int) []string {
	var all []string
	for _, i := range group {
		all = append(all, f.Diagnostics[i].Listed.Subject)
	}
	return all
}

// distinct returns the texts, each once.
func distinct(texts []string) []string {
	seen := map[string]bool{}
	var all []string
	for _, t := range texts {
		if !seen[t] {
			seen[t] = true
			all = append(all, t)
		}
	}
	return all
}

// list makes the entry the one line about findings that share a topic.
func (e *shownFinding) list(o Options) {
	e.topics = distinct(e.topics)
	subjects := e.topics[:min(len(e.topics), mostSubjects)]
	line := e.first.Listed.Topic + ": " + strings.Join(subjects, ", ")
	if rest := len(e.topics) - len(subjects); rest > 0 {
		line += fmt.Sprintf(" and %d more", rest)
		if o.More != "" {
			line += "; " + o.More
		}
	}
	if e.count > len(e.topics) {
		line += fmt.Sprintf(" (%d places)", e.count)
	}
	e.first.Message, e.where, e.frame = line, "", nil
}
