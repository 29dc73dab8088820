package requests

import (
	"slices"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/template"
)

// paging lists names of parameters that select a part of a list.
var paging = []string{
	"cursor", "page", "page_size", "pageSize", "per_page", "perPage", "limit", "offset", "page_token", "pageToken",
	"starting_after", "ending_before", "next_token", "nextToken", "next", "skip", "top", "$top", "$skip",
}

// Pagination describes how the lists of operations are paged: as the wording says, or by
// their parameters; "" if no list is paged.
func Pagination(operations []*api.Operation, w *template.Wording) string {
	var names []string
	for _, o := range operations {
		for _, p := range o.Parameters {
			if o.Method == "GET" && p.In == api.InQuery && slices.Contains(paging, p.Name) && !slices.Contains(names, p.Name) {
				names = append(names, p.Name)
			}
		}
	}
	switch {
	case len(names) == 0:
		return ""
	case w != nil && w.Pagination != "":
		return w.Pagination
	}
	return "Lists come in parts: " + code(names) + " " + english.Plural(len(names), "says", "say") + " which."
}
