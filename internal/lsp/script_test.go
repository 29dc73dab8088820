package lsp

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/testkit"
)

// TestSessions runs the sessions in testdata. The comment of a file has one command per
// line, its sections are the files of the workspace, and "want" is the commands'
// output; -update writes it. A place is a part of a file's text with ‸ in it.
//
//	begin [pull] [utf-8] [resolve] [old]  initializes the session
//	open FILE                             opens a file
//	close FILE
//	change FILE: OLD => NEW               replaces the first OLD
//	save FILE: OLD => NEW                 changes a file on disk and notifies the server
//	diagnostics FILE                      the findings in the file's current state
//	actions FILE: PLACE                   the titles of the code actions
//	do FILE: PLACE: TITLE                 runs an action and prints the changed files
//	format FILE
//	hover, complete, definition, references FILE: PLACE
//	rename FILE: PLACE: NAME
//	symbols, folding, links FILE
//	find QUERY                            symbols of the workspace
func TestSessions(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no sessions")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(text)
			folder, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			p := &player{session: connect(t, folder)}
			var want *txtar.File
			for i := range archive.Files {
				f := &archive.Files[i]
				if f.Name == "want" {
					want = f
					continue
				}
				path := p.path(f.Name)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, f.Data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for line := range strings.Lines(string(archive.Comment)) {
				if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
					fmt.Fprintf(&p.out, "> %s\n", line)
					p.play(line)
				}
			}
			p.finish()
			if want == nil {
				archive.Files = append(archive.Files, txtar.File{Name: "want"})
				want = &archive.Files[len(archive.Files)-1]
			}
			if *testkit.Update {
				want.Data = []byte(p.out.String())
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			testkit.Same(t, p.out.String(), string(want.Data))
		})
	}
}

// mostItems is how many items of a completion are printed.
const mostItems = 4

// player runs a script.
type player struct {
	*session
	out strings.Builder
}

// place returns the byte offset of a place in an open file.
func (p *player) place(name, marked string) int {
	p.t.Helper()
	before, after, ok := strings.Cut(strings.ReplaceAll(marked, `\n`, "\n"), "‸")
	at := strings.Index(p.texts[name].Content, before+after)
	if !ok || at < 0 {
		p.t.Fatalf("%s has no %q", name, marked)
	}
	return at + len(before)
}

func (p *player) at(name, marked string) object {
	p.t.Helper()
	return object{"textDocument": object{"uri": p.uri(name)}, "position": p.texts[name].Position(p.place(name, marked))}
}

func (p *player) play(line string) {
	p.t.Helper()
	command, rest, _ := strings.Cut(line, " ")
	name, rest, _ := strings.Cut(rest, ": ")
	of := object{"textDocument": object{"uri": p.uri(name)}}
	if command == "save" || command == "close" { // diagnostics of closed files have no version
		clear(p.latest)
	}
	switch command {
	case "begin":
		p.introduce(name)
	case "open":
		p.open(name)
	case "close":
		delete(p.texts, name)
		delete(p.versions, name)
		p.notify("textDocument/didClose", of)
	case "change":
		old, text, _ := strings.Cut(rest, " => ")
		old, text = strings.ReplaceAll(old, `\n`, "\n"), strings.ReplaceAll(text, `\n`, "\n")
		at := strings.Index(p.texts[name].Content, old)
		if at < 0 {
			p.t.Fatalf("%s has no %q", name, old)
		}
		p.change(name, at, at+len(old), text)
	case "save":
		old, text, _ := strings.Cut(rest, " => ")
		before, err := os.ReadFile(p.path(name))
		if err != nil {
			p.t.Fatal(err)
		}
		if err := os.WriteFile(p.path(name), []byte(strings.Replace(string(before), old, text, 1)), 0o644); err != nil {
			p.t.Fatal(err)
		}
		p.notify("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": p.uri(name), "type": 2}}})
	case "diagnostics":
		p.printDiagnostics(p.diagnostics(name))
	default:
		p.ask(command, name, rest, of)
	}
}

func (p *player) introduce(options string) {
	p.t.Helper()
	capabilities := object{"workspace": object{"workspaceEdit": object{"documentChanges": true, "resourceOperations": []string{"create"}}}}
	document := object{"codeAction": object{"codeActionLiteralSupport": object{}}, "documentSymbol": object{"hierarchicalDocumentSymbolSupport": true}}
	for option := range strings.FieldsSeq(options) {
		switch option {
		case "pull":
			p.pulls = true
			document["diagnostic"] = object{}
		case "utf-8":
			p.encoding = protocol.UTF8
			capabilities["general"] = object{"positionEncodings": []string{"utf-8", "utf-16"}}
		case "resolve":
			document["codeAction"] = object{"codeActionLiteralSupport": object{}, "dataSupport": true, "resolveSupport": object{"properties": []string{"edit"}}}
		case "old":
			delete(capabilities, "workspace")
			delete(document, "documentSymbol")
		default:
			p.t.Fatalf("no option %s", option)
		}
	}
	capabilities["textDocument"] = document
	p.begin(capabilities)
}

func (p *player) printDiagnostics(found []protocol.Diagnostic) {
	severities := []string{"", "error", "warning", "info"}
	for _, d := range found {
		fmt.Fprintf(&p.out, "%s %s %s", shownRange(d.Range), severities[d.Severity], d.Code)
		if d.CodeDescription == nil { // the rules' texts change
			fmt.Fprintf(&p.out, ": %s", strings.ReplaceAll(d.Message, "\n", " | "))
		}
		p.out.WriteString("\n")
	}
}

// shownRange returns a range with lines and columns counted from 1.
func shownRange(r protocol.Range) string {
	if r.Start.Line == r.End.Line {
		return fmt.Sprintf("%d:%d-%d", r.Start.Line+1, r.Start.Character+1, r.End.Character+1)
	}
	return fmt.Sprintf("%d:%d-%d:%d", r.Start.Line+1, r.Start.Character+1, r.End.Line+1, r.End.Character+1)
}

// answer sends a request and reads its answer.
func answer[T any](p *player, method string, params any) T {
	p.t.Helper()
	var result T
	if err := json.Unmarshal(p.call(method, params), &result); err != nil {
		p.t.Fatalf("%s: %v", method, err)
	}
	return result
}

// ask runs the commands that send a request.
func (p *player) ask(command, name, rest string, of object) {
	p.t.Helper()
	switch command {
	case "actions", "do":
		p.actions(command, name, rest)
	case "format":
		before := p.texts[name]
		edits := answer[[]protocol.TextEdit](p, "textDocument/formatting", object{"textDocument": of["textDocument"], "options": object{"tabSize": 4}})
		fmt.Fprintf(&p.out, "%d edits\n", len(edits))
		if p.edit(name, edits); p.texts[name].Content != before.Content {
			p.out.WriteString(p.texts[name].Content)
		}
	case "complete":
		list := answer[protocol.CompletionList](p, "textDocument/completion", p.at(name, rest))
		text := p.texts[name]
		for i, item := range list.Items {
			if i == mostItems {
				p.out.WriteString("...\n")
				break
			}
			after := edited(p.t, text, []protocol.TextEdit{*item.TextEdit})
			start := strings.LastIndexByte(after[:text.Offset(item.TextEdit.Range.Start)], '\n') + 1
			line, _, _ := strings.Cut(after[start:], "\n")
			fmt.Fprintf(&p.out, "%s (%s): %s\n", item.Label, item.Detail, strings.TrimSpace(line))
		}
	case "hover":
		if h := answer[*protocol.Hover](p, "textDocument/hover", p.at(name, rest)); h != nil {
			if h.Range != nil {
				text := p.texts[name]
				fmt.Fprintf(&p.out, "on %s\n", text.Content[text.Offset(h.Range.Start):text.Offset(h.Range.End)])
			}
			for part := range strings.SplitSeq(h.Contents.Value, "\n\n---\n\n") {
				if rule, _, ok := strings.Cut(part, "\n\nFinds "); ok { // the rules' texts change
					part = rule + " finds ..."
				}
				p.out.WriteString(part + "\n")
			}
		}
	default:
		p.navigate(command, name, rest, of)
	}
}

// navigate runs the commands about places in the workspace.
func (p *player) navigate(command, name, rest string, of object) {
	p.t.Helper()
	switch command {
	case "definition", "references":
		params := object{}
		if command == "references" {
			params["context"] = object{"includeDeclaration": true}
		}
		maps.Copy(params, p.at(name, rest))
		for _, l := range answer[[]protocol.Location](p, "textDocument/"+command, params) {
			p.printLocation(l)
		}
	case "rename":
		marked, to, _ := strings.Cut(rest, ": ")
		params := p.at(name, marked)
		fmt.Fprintf(&p.out, "prepared: %s\n", answer[*protocol.PrepareRename](p, "textDocument/prepareRename", params).Placeholder)
		params["newName"] = to
		var edit protocol.WorkspaceEdit
		if err := p.try("textDocument/rename", params, &edit); err != nil {
			fmt.Fprintln(&p.out, err)
			return
		}
		p.printChanged(p.apply(&edit))
	case "symbols":
		var flat bool
		for _, one := range answer[[]protocol.DocumentSymbol](p, "textDocument/documentSymbol", of) {
			flat = flat || one.Range == protocol.Range{}
			p.printSymbol(one, "")
		}
		if flat {
			p.out.WriteString("(a flat list)\n")
		}
	case "folding":
		for _, r := range answer[[]protocol.FoldingRange](p, "textDocument/foldingRange", of) {
			fmt.Fprintf(&p.out, "%d-%d ", r.StartLine+1, r.EndLine+1)
		}
		p.out.WriteString("\n")
	case "links":
		for _, l := range answer[[]protocol.DocumentLink](p, "textDocument/documentLink", of) {
			fmt.Fprintf(&p.out, "%s -> %s\n", shownRange(l.Range), p.name(l.Target))
		}
	case "find":
		for _, one := range answer[[]protocol.SymbolInformation](p, "workspace/symbol", object{"query": name}) {
			fmt.Fprintf(&p.out, "%s in %s: ", one.Name, one.ContainerName)
			p.printLocation(one.Location)
		}
	default:
		p.t.Fatalf("no command %s", command)
	}
}

func (p *player) printLocation(l protocol.Location) {
	name := p.name(l.URI)
	text, err := os.ReadFile(p.path(name))
	if err != nil {
		p.t.Fatal(err)
	}
	t := protocol.NewText(string(text), p.encoding)
	if p.texts[name] != nil {
		t = p.texts[name]
	}
	_, line := t.Line(int(l.Range.Start.Line))
	fmt.Fprintf(&p.out, "%s %s %s in %s\n", name, shownRange(l.Range), t.Content[t.Offset(l.Range.Start):t.Offset(l.Range.End)], strings.TrimSpace(line))
}

func (p *player) printSymbol(one protocol.DocumentSymbol, indent string) {
	fmt.Fprintf(&p.out, "%s%s (%d) %s %s %s\n", indent, one.Name, one.Kind, one.Detail, shownRange(one.Range), shownRange(one.SelectionRange))
	for _, child := range one.Children {
		p.printSymbol(child, indent+"  ")
	}
}

// actions runs "actions" and "do". A place is a part of the text, or all of
// it.
func (p *player) actions(command, name, rest string) {
	p.t.Helper()
	marked, title, _ := strings.Cut(rest, ": ")
	only := []string{}
	start, end := 0, len(p.texts[name].Content)
	if marked == "source.fixAll" {
		only = []string{marked}
	} else {
		start = p.place(name, marked)
		end = start
	}
	list := answer[[]protocol.CodeAction](p, "textDocument/codeAction", object{
		"textDocument": object{"uri": p.uri(name)}, "range": p.texts[name].Range(start, end), "context": object{"diagnostics": []any{}, "only": only},
	})
	for _, a := range list {
		if command == "actions" {
			if rule, _, ok := strings.Cut(a.Title, ": "); ok {
				a.Title = rule + ": ..."
			}
			fmt.Fprintf(&p.out, "%s: %s\n", a.Kind, a.Title)
			continue
		}
		if !strings.HasPrefix(a.Title, title) {
			continue
		}
		if a.Edit == nil {
			a = answer[protocol.CodeAction](p, "codeAction/resolve", a)
		}
		p.printChanged(p.apply(a.Edit))
		return
	}
	if command == "do" {
		p.t.Fatalf("there is no action %q, but %+v", title, list)
	}
}

// printChanged prints files after a change.
func (p *player) printChanged(names []string) {
	p.t.Helper()
	for _, name := range names {
		if text := p.texts[name]; text != nil {
			fmt.Fprintf(&p.out, "-> %s\n%s\n", name, strings.TrimSuffix(text.Content, "\n"))
			continue
		}
		text, err := os.ReadFile(p.path(name))
		if err != nil {
			p.t.Fatal(err)
		}
		fmt.Fprintf(&p.out, "-> %s on disk\n%s\n", name, strings.TrimSuffix(string(text), "\n"))
	}
}
