package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/collection/redact"
)

// ChangeFormats returns the names of the formats of [Changes], the default first.
func ChangeFormats() []string { return []string{"text", "json", "markdown"} }

// Changes prints changes in one of the [ChangeFormats]. Without changes, only JSON
// prints anything.
func Changes(w io.Writer, format string, d *diff.Diff, o Options) error {
	switch format {
	case "text":
		return changesText(w, d, o)
	case "json":
		return changesJSON(w, d)
	case "markdown":
		return changesMarkdown(w, d)
	}
	return fmt.Errorf("there is no format %q", format)
}

// changesJSON prints one object: version, reauthorize, scopes, changes.
func changesJSON(w io.Writer, d *diff.Diff) error {
	buffered := bufio.NewWriter(w)
	encoder := json.NewEncoder(harmless{buffered})
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	changes := d.Changes
	if changes == nil {
		changes = []diff.Change{}
	}
	err := encoder.Encode(struct {
		Version     int           `json:"version"`
		Reauthorize bool          `json:"reauthorize"`
		Reasons     []diff.Reason `json:"reasons,omitempty"`
		Scopes      diff.Scopes   `json:"scopes"`
		Changes     []diff.Change `json:"changes"`
	}{jsonVersion, d.Reauthorize(), d.Reasons, d.Scopes, changes})
	if err != nil {
		return err
	}
	return buffered.Flush()
}

// group holds the changes in one folder or request, or in the collection itself, or an
// added, removed or moved folder or request.
type group struct {
	item    *normalize.Element
	whole   diff.Kind // Added, Removed or Moved where that happened to the item; else Changed
	changes []diff.Change
	inner   []diff.Change // folders and requests that came or went with a folder
}

// grouped groups changes by item and keeps their order.
func grouped(changes []diff.Change) []*group {
	var groups []*group
	for _, c := range changes {
		item := c.Item()
		var last *group
		if len(groups) > 0 {
			last = groups[len(groups)-1]
		}
		whole := c.Side().IsItem() && c.Field == ""
		switch {
		case last != nil && whole && last.whole == c.Kind && last.holds(item):
			last.inner = append(last.inner, c)
		case last != nil && last.item == item:
			last.changes = append(last.changes, c)
		case whole:
			groups = append(groups, &group{item: item, whole: c.Kind, changes: []diff.Change{c}})
		default:
			groups = append(groups, &group{item: item, whole: diff.Changed, changes: []diff.Change{c}})
		}
	}
	return groups
}

func (g *group) holds(item *normalize.Element) bool {
	if g.whole != diff.Added && g.whole != diff.Removed {
		return false
	}
	for at := item.Parent; at != nil; at = at.Parent {
		if at == g.item {
			return true
		}
	}
	return false
}

// content counts the folders and requests that were added or removed with a folder.
// Items that moved into it or out of it do not count.
func (g *group) content() string {
	if g.item.Kind != normalize.Folder || len(g.inner) == 0 && len(g.item.Items) > 0 {
		return ""
	}
	t := tally{}
	for _, c := range g.inner {
		t.add(c.Element)
	}
	if len(g.inner) == 0 {
		return "empty"
	}
	return "with " + t.String()
}

// title returns the item's kind and the names around it; "collection" or
// "environment" for the whole.
func (g *group) title(name func(string) string) string {
	if !g.item.IsItem() {
		return string(g.item.Kind)
	}
	return string(g.item.Kind) + " " + name(redact.Path(g.item.Path()))
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
		parts = append(parts, counted(t.folders, "folder"))
	}
	if t.requests > 0 {
		parts = append(parts, counted(t.requests, "request"))
	}
	return strings.Join(parts, " and ")
}

// ChangeSummary counts the changes in one sentence, or returns "" if there are none.
func ChangeSummary(d *diff.Diff) string { return summary(grouped(d.Changes)) }

// summary counts what happened to folders and requests, in one sentence.
func summary(groups []*group) string {
	counts := map[diff.Kind]*tally{diff.Added: {}, diff.Removed: {}, diff.Moved: {}, diff.Changed: {}}
	var rest []string
	for _, g := range groups {
		switch {
		case !g.item.IsItem():
			rest = append(rest, "the "+string(g.item.Kind)+" itself changed")
			continue
		case g.whole == diff.Moved && len(g.changes) > 1:
			counts[diff.Changed].add(g.item.Kind)
		}
		counts[g.whole].add(g.item.Kind)
		for _, c := range g.inner {
			counts[g.whole].add(c.Element)
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

// subject returns which part of its item a change is about: the field, or the kind
// and name of an entry; "" for the item itself.
func subject(c diff.Change, name func(string) string) string {
	side := c.Side()
	if side.IsItem() || side.Parent == nil {
		return Printable(c.Field)
	}
	text := string(c.Element)
	if c.Name() != "" {
		text += " " + name(c.Name())
	}
	if c.Field != "" && !(c.Element == normalize.Script && c.Field == "exec") {
		text += " " + Printable(c.Field)
	}
	return text
}
