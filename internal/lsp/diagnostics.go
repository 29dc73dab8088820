package lsp

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// diagnoser sends the findings in files after changes. It pauses briefly
// after a change, longer if the work takes longer, so that simultaneous
// changes, and changes during a run, lead to one run.
type diagnoser struct {
	server *Server
	wake   chan struct{}

	mutex   sync.Mutex
	dirty   map[string]bool // the URIs of files that changed
	gone    []string        // the URIs of files that were closed
	pause   time.Duration
	stopped bool

	// Used by run only:
	configurations map[string]bool     // the paths of those with findings
	settings       *workspace.Settings // of the last run
}

// The shortest and the longest pause, and the longest wait while changes
// continue.
const (
	shortestPause = 3 * time.Millisecond
	longestPause  = 50 * time.Millisecond
	longestWait   = 500 * time.Millisecond
)

func newDiagnoser(s *Server) *diagnoser {
	return &diagnoser{server: s, wake: make(chan struct{}, 1), dirty: map[string]bool{}, pause: shortestPause, configurations: map[string]bool{}}
}

func (d *diagnoser) notify() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// changed schedules sending the findings of a file.
func (d *diagnoser) changed(uri string) {
	d.mutex.Lock()
	d.dirty[uri] = true
	d.mutex.Unlock()
	d.notify()
}

// closed schedules removing a file's findings, and sending those of the other
// files: they may now see it on disk.
func (d *diagnoser) closed(uri string) {
	d.mutex.Lock()
	delete(d.dirty, uri)
	d.gone = append(d.gone, uri)
	d.mutex.Unlock()
	d.all()
}

// all schedules sending the findings of all open files.
func (d *diagnoser) all() {
	for _, f := range d.server.files.OpenFiles() {
		d.changed(f.URI)
	}
	d.notify()
}

// stop ends the sending.
func (d *diagnoser) stop() {
	d.mutex.Lock()
	d.stopped = true
	d.mutex.Unlock()
}

// run sends findings until the context ends.
func (d *diagnoser) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.wake:
		}
		if !d.settle(ctx) {
			return
		}
		start := time.Now()
		d.trySend(ctx)
		d.mutex.Lock()
		d.pause = min(max(time.Since(start)/8, shortestPause), longestPause)
		d.mutex.Unlock()
	}
}

// settle waits until a pause passes without a change, and reports whether the
// session goes on.
func (d *diagnoser) settle(ctx context.Context) bool {
	d.mutex.Lock()
	pause := d.pause
	d.mutex.Unlock()
	for start := time.Now(); time.Since(start) < longestWait; {
		select {
		case <-ctx.Done():
			return false
		case <-d.wake:
		case <-time.After(pause):
			return true
		}
	}
	return true
}

// trySend calls send and recovers from a panic, so that one failure does not
// end the session.
func (d *diagnoser) trySend(ctx context.Context) {
	defer func() {
		if recover() != nil {
			d.server.tell(ctx, "window/logMessage", protocol.MessageParams{Type: protocol.MessageError, Message: failure})
		}
	}()
	d.send(ctx)
}

// send sends the findings of changed files.
func (d *diagnoser) send(ctx context.Context) {
	d.mutex.Lock()
	dirty, gone, stopped := d.dirty, d.gone, d.stopped
	d.dirty, d.gone = map[string]bool{}, nil
	d.mutex.Unlock()
	if stopped {
		return
	}
	s := d.server
	for _, uri := range gone {
		if s.files.OpenFile(uri) == nil {
			s.tell(ctx, "textDocument/publishDiagnostics", protocol.PublishDiagnosticsParams{URI: uri, Diagnostics: []protocol.Diagnostic{}})
		}
	}
	wanted := map[string]bool{} // the paths of the files whose findings may have changed
	if settings := s.files.Settings(); settings != d.settings {
		d.settings = settings
		for _, f := range s.files.OpenFiles() {
			wanted[f.Path] = true
		}
	}
	for uri := range dirty {
		f := s.files.OpenFile(uri)
		if f == nil {
			continue
		}
		wanted[f.Path] = true
		if u := s.files.Unit(f); u != nil {
			for _, other := range u.OpenFiles() {
				wanted[other.Path] = true
			}
		}
	}
	d.sendFiles(ctx, wanted)
	d.sendConfigurations(ctx)
}

func (d *diagnoser) sendFiles(ctx context.Context, wanted map[string]bool) {
	s := d.server
	if s.pulls() {
		// A client requests findings for the file it changes; for others it
		// needs a refresh.
		if len(wanted) > 1 && s.client.Workspace.Diagnostics.RefreshSupport {
			s.ask(ctx, "workspace/diagnostic/refresh", nil)
		}
		return
	}
	for _, f := range s.files.OpenFiles() {
		if !wanted[f.Path] || f.Kind == workspace.Other || ctx.Err() != nil {
			continue
		}
		found := s.findings(f)
		if now := s.files.OpenFile(f.URI); now != f {
			continue // it changed, and will be sent again
		}
		s.tell(ctx, "textDocument/publishDiagnostics", protocol.PublishDiagnosticsParams{URI: f.URI, Version: f.Version, Diagnostics: found})
	}
}

// sendConfigurations sends the findings of configurations that are not open:
// their collections are linted without their settings.
func (d *diagnoser) sendConfigurations(ctx context.Context) {
	s := d.server
	for path, found := range s.files.Settings().Found() {
		f := s.files.File(path)
		if f == nil || f.IsOpen() || len(found) == 0 && !d.configurations[path] {
			continue
		}
		d.configurations[path] = len(found) > 0
		s.tell(ctx, "textDocument/publishDiagnostics", protocol.PublishDiagnosticsParams{URI: f.URI, Diagnostics: s.shown(f, found)})
	}
}

// findings returns the findings in a file, as the client shows them.
func (s *Server) findings(f *workspace.File) []protocol.Diagnostic {
	return s.shown(f, s.files.Findings(f))
}

// shown returns findings as the client shows them.
func (s *Server) shown(f *workspace.File, found []diagnostic.Diagnostic) []protocol.Diagnostic {
	all := []protocol.Diagnostic{}
	for _, d := range found {
		all = append(all, shown(f.Text, d))
	}
	return all
}

// homepage is the page that explains the rules.
const homepage = "https://github.com/postwright/postwright/blob/main/docs/rules.md#"

func shown(t *protocol.Text, d diagnostic.Diagnostic) protocol.Diagnostic {
	made := protocol.Diagnostic{Range: t.Range(d.Start, d.End), Severity: severities.Get()[d.Severity], Code: d.Rule, Source: "postwright", Message: d.Message}
	if d.Help != "" {
		made.Message += "\n" + d.Help
	}
	if ruleNamed.Get()[d.Rule] != nil {
		made.CodeDescription = &protocol.CodeDescription{Href: homepage + d.Rule}
	}
	if d.Rule == "variable-unused" {
		made.Tags = []int{protocol.TagUnnecessary}
	}
	return made
}

var severities = lazy.Value[map[diagnostic.Severity]int]{New: func() map[diagnostic.Severity]int {
	return map[diagnostic.Severity]int{
		diagnostic.Error: protocol.SeverityError, diagnostic.Warning: protocol.SeverityWarning, diagnostic.Info: protocol.SeverityInformation,
	}
}}

// pullDiagnostics answers a request for the findings in a file.
func (s *Server) pullDiagnostics(_ context.Context, f *workspace.File, p protocol.DocumentDiagnosticParams) (any, error) {
	found := s.findings(f)
	report := protocol.DiagnosticReport{Kind: "full", ResultID: strconv.FormatUint(hashOf(found), 16), Items: &found}
	if report.ResultID == p.PreviousResultID {
		report.Kind, report.Items = "unchanged", nil
	}
	return report, nil
}

func hashOf(found []protocol.Diagnostic) uint64 {
	hash := fnv.New64a()
	_ = json.NewEncoder(hash).Encode(found) // writing to a hash never fails
	return hash.Sum64()
}

// at returns the findings that touch a byte range of a file.
func at(found []diagnostic.Diagnostic, start, end int) []diagnostic.Diagnostic {
	return slices.DeleteFunc(slices.Clone(found), func(d diagnostic.Diagnostic) bool { return d.End < start || end < d.Start })
}
