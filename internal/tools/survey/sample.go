package main

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/report"
)

// samples prints up to size findings of each rule, or of one, as lint would.
func (r *result) samples(w io.Writer, only string, size int) error {
	for _, row := range r.rows {
		findings, files := row.count()
		if findings == 0 || only != "" && row.rule != only {
			continue
		}
		picked := r.pick(row, size)
		shown := 0
		for _, found := range picked {
			shown += len(found)
		}
		fmt.Fprintf(w, "\n== %s: %d findings in %d files, %d shown\n\n", row.name(), findings, files, shown)
		var list []report.File
		for i, found := range picked {
			switch f := r.files[i]; {
			case len(found) == 0:
			case f.document == nil:
				list = append(list, report.OfBroken(f.path, f.text, found))
			default:
				list = append(list, report.OfDocument(f.path, f.document, found))
			}
		}
		if err := report.Text(w, list, report.Options{}); err != nil {
			return err
		}
	}
	return nil
}

// pick takes one finding of each file in turn until there are enough. Files
// and findings are in an order that looks random and is always the same. The
// result is by file, in the order of the text.
func (r *result) pick(row row, size int) [][]diagnostic.Diagnostic {
	findings, _ := row.count()
	if size < 0 || size > findings {
		size = findings
	}
	var order []int
	waiting := make([][]diagnostic.Diagnostic, len(r.files))
	for i, found := range row.found {
		name := r.files[i].name
		if len(found) > 0 {
			order = append(order, i)
		}
		waiting[i] = slices.Clone(found)
		slices.SortStableFunc(waiting[i], func(a, b diagnostic.Diagnostic) int {
			return cmp.Compare(lot(name, a.Pointer), lot(name, b.Pointer))
		})
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Compare(lot(row.rule, r.files[a].name), lot(row.rule, r.files[b].name))
	})
	picked := make([][]diagnostic.Diagnostic, len(r.files))
	for left := size; left > 0; {
		for _, i := range order {
			if left > 0 && len(waiting[i]) > 0 {
				picked[i] = append(picked[i], waiting[i][0])
				waiting[i] = waiting[i][1:]
				left--
			}
		}
	}
	for _, found := range picked {
		diagnostic.Sort(found)
	}
	return picked
}

// lot returns a sort key for a place that looks random.
func lot(parts ...string) string {
	sum := sha256.Sum256(fmt.Append(nil, parts))
	return string(sum[:])
}
