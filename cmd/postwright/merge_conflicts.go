package main

import (
	"fmt"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/merging"
)

// showPart prints what a user has to know of a merged part: which secrets it has, and the
// conflicts, unless a flag decides them.
func (s streams) showPart(p *merging.Part, o merging.Options) error {
	if p.ByLines != nil {
		s.say("postwright: %s is merged line by line: %v", report.Printable(p.Name), p.ByLines)
	}
	s.warnOfMerged(p, o)
	if o.Prefer != merge.Stop {
		return nil
	}
	if p.Removed != "" {
		what := map[merge.Prefer]string{merge.Ours: "ours removed it, and theirs changed it", merge.Theirs: "ours changed it, and theirs removed it"}[p.Removed]
		return s.print(report.Printable(fmt.Sprintf("conflict: %s: %s", p.Path, what)) + "\n")
	}
	if p.Path != "" && p.Count() > 0 {
		if err := s.print(report.Printable(p.Path) + ":\n"); err != nil {
			return err
		}
	}
	if err := report.Conflicts(s.out, p.Elements, "ours", "theirs", report.Options{Color: colored(s.out)}); err != nil {
		return err
	}
	file := func(path string) string { return report.Printable(redact.Text(path)) }
	for _, path := range p.Whole {
		s.say("postwright: conflict: %s, which is not an HTTP request, differs on both sides", file(path))
	}
	for _, c := range p.Renamed {
		s.say("postwright: conflict: both sides renamed %s: ours to %s, theirs to %s", file(c.Base), file(c.Ours), file(c.Theirs))
	}
	for _, member := range p.Members {
		s.say("postwright: conflict: both sides changed the %s of the file, and differently", member)
	}
	return nil
}

// warnOfMerged is [streams.warnOfLiterals] for a merged part.
func (s streams) warnOfMerged(p *merging.Part, o merging.Options) {
	if p.Document == nil || len(secret.FindInAuthorizations(p.Document)) == 0 {
		return
	}
	files := p.Files()
	if files == nil {
		s.warnOfLiterals(p.Name, p.Document)
		return
	}
	s.warnOfEach(files.Document, func(n jsontree.Node) string {
		at := files.Locate([]diagnostic.Diagnostic{diagnostic.On(n, "secret", diagnostic.Warning, "")})[0]
		return fmt.Sprintf("%s:%d:%d", p.PathOf(at.Path), at.Line, at.Column)
	})
}
