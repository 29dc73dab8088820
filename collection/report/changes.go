package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
)

// ChangeFormats returns the names of the formats of [Changes], the default first.
func ChangeFormats() []string { return []string{"text", "json", "markdown"} }

// Changes prints changes in one of the [ChangeFormats]. Without changes, only JSON
// prints anything.
func Changes(w io.Writer, format string, d *diff.Diff, o Options) error {
	switch format {
	case "text":
		return changesText(w, maskedDiffOf(d), o)
	case "json":
		return changesJSON(w, maskedDiffOf(d))
	case "markdown":
		return changesMarkdown(w, maskedDiffOf(d))
	}
	return fmt.Errorf("there is no format %q", format)
}

// scopesJSON are the scopes of a comparison in JSON.
type scopesJSON struct {
	Added   []string `json:"added"`
	Removed []string `json:"removed"`
}

// changeJSON is a change in JSON.
type changeJSON struct {
	Kind       diff.Kind        `json:"kind"`
	Element    normalize.Kind   `json:"element"`
	Path       []string         `json:"path"`
	Name       string           `json:"name,omitempty"`
	Pointer    string           `json:"pointer"`
	Field      string           `json:"field,omitempty"`
	Before     any              `json:"before"`
	After      any              `json:"after"`
	Confidence match.Confidence `json:"confidence,omitempty"`
}

// changesJSON prints one object: version, reauthorize, scopes, changes. Its shape is
// covered by semantic versioning.
func changesJSON(w io.Writer, d *maskedDiff) error {
	buffered := bufio.NewWriter(w)
	encoder := json.NewEncoder(harmless{buffered})
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	changes := []changeJSON{}
	for _, c := range d.changes {
		before, after := c.values()
		changes = append(changes, changeJSON{c.kind, c.element, c.item.path, c.name, c.pointer, c.field, before, after, c.confidence})
	}
	var reasons []string
	for _, r := range d.reasons {
		reasons = append(reasons, r.text(strconv.Quote))
	}
	err := encoder.Encode(struct {
		Version     int          `json:"version"`
		Reauthorize bool         `json:"reauthorize"`
		Reasons     []string     `json:"reasons,omitempty"`
		Scopes      scopesJSON   `json:"scopes"`
		Changes     []changeJSON `json:"changes"`
	}{jsonVersion, len(reasons) > 0, reasons, scopesJSON{d.scopesAdded, d.scopesRemoved}, changes})
	if err != nil {
		return err
	}
	return buffered.Flush()
}

// group holds the changes in one folder or request, or in the collection itself, or an
// added, removed or moved folder or request.
type group struct {
	item    *item
	whole   diff.Kind // what happened to the item as a whole: Added, Removed or Moved; otherwise Changed
	changes []maskedChange
	inner   []maskedChange // folders and requests that were added or removed with a folder
}

// grouped groups changes by item and keeps their order.
func grouped(changes []maskedChange) []*group {
	var groups []*group
	for _, c := range changes {
		var last *group
		if len(groups) > 0 {
			last = groups[len(groups)-1]
		}
		switch {
		case last != nil && c.isWhole() && last.whole == c.kind && last.holds(c.item):
			last.inner = append(last.inner, c)
		case last != nil && last.item == c.item:
			last.changes = append(last.changes, c)
		case c.isWhole():
			groups = append(groups, &group{item: c.item, whole: c.kind, changes: []maskedChange{c}})
		default:
			groups = append(groups, &group{item: c.item, whole: diff.Changed, changes: []maskedChange{c}})
		}
	}
	return groups
}

func (g *group) holds(i *item) bool {
	if g.whole != diff.Added && g.whole != diff.Removed {
		return false
	}
	for at := i.parent; at != nil; at = at.parent {
		if at == g.item {
			return true
		}
	}
	return false
}

// content describes how many folders and requests were added or removed with a folder.
// Items that were moved into or out of it do not count.
func (g *group) content() string {
	if g.item.kind != normalize.Folder || len(g.inner) == 0 && !g.item.empty {
		return ""
	}
	t := tally{}
	for _, c := range g.inner {
		t.add(c.element)
	}
	if len(g.inner) == 0 {
		return "empty"
	}
	return "with " + t.String()
}

// title returns the item's kind and path; "collection" or "environment" for the whole
// file.
func (i *item) title(name func(string) string) string {
	if i.isFile() {
		return string(i.kind)
	}
	return string(i.kind) + " " + name(strings.Join(i.path, " / "))
}

// text returns the reason as a sentence. name formats the owner's name.
func (r maskedReason) text(name func(string) string) string {
	return fmt.Sprintf("the authorization of the %s %s", r.owner.title(name), r.what)
}

// tally counts folders and requests.
type tally struct{ folders, requests int }

func (t *tally) add(kind normalize.Kind) {
	if kind == normalize.Folder {
		t.folders++
	} else {
		t.requests++
	}
}

func (t tally) String() string {
	var parts []string
	if t.folders > 0 {
		parts = append(parts, english.Count(t.folders, "folder"))
	}
	if t.requests > 0 {
		parts = append(parts, english.Count(t.requests, "request"))
	}
	return strings.Join(parts, " and ")
}

// ChangeSummary counts the changes in one sentence, or returns "" if there are none.
func ChangeSummary(d *diff.Diff) string { return summary(grouped(maskedDiffOf(d).changes)) }

// summary counts what happened to folders and requests, in one sentence.
func summary(groups []*group) string {
	counts := map[diff.Kind]*tally{diff.Added: {}, diff.Removed: {}, diff.Moved: {}, diff.Changed: {}}
	var rest []string
	for _, g := range groups {
		switch {
		case g.item.isFile():
			rest = append(rest, "the "+string(g.item.kind)+" itself changed")
			continue
		case g.whole == diff.Moved && len(g.changes) > 1:
			counts[diff.Changed].add(g.item.kind)
		}
		counts[g.whole].add(g.item.kind)
		for _, c := range g.inner {
			counts[g.whole].add(c.element)
		}
	}
	var parts []string
	for _, kind := range []diff.Kind{diff.Added, diff.Removed, diff.Moved, diff.Changed} {
		if text := counts[kind].String(); text != "" {
			parts = append(parts, text+" "+string(kind))
		}
	}
	return strings.Join(append(parts, rest...), ", ")
}

// text returns which part of its item a change is about: the field, or the kind and name
// of an entry; "" for the item itself. name formats names.
func (s subject) text(name func(string) string) string {
	if !s.isEntry {
		return Printable(s.field)
	}
	text := string(s.element)
	if s.name != "" {
		text += " " + name(s.name)
	}
	if s.field != "" && !(s.element == normalize.Script && s.field == "exec") {
		text += " " + Printable(s.field)
	}
	return text
}
