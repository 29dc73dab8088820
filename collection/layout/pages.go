package layout

import (
	"slices"

	"github.com/postwright/postwright/collection/api"
)

// paging are names of parameters that say which part of a list to answer with.
var paging = []string{
	"cursor", "page", "page_size", "pageSize", "per_page", "perPage", "limit", "offset", "page_token", "pageToken",
	"starting_after", "ending_before", "next_token", "nextToken", "next", "skip", "top", "$top", "$skip",
}

// explainPages says, once a folder, how its lists are paged.
func (l *layouter) explainPages(g *group) {
	for _, inner := range g.groups {
		l.explainPages(inner)
	}
	var names []string
	for _, e := range g.requests {
		if e.kind != kindList {
			continue
		}
		for _, p := range e.operation.Parameters {
			if p.In == api.InQuery && slices.Contains(paging, p.Name) && !slices.Contains(names, p.Name) {
				names = append(names, p.Name)
			}
		}
	}
	switch {
	case len(names) == 0:
	case l.options.Wording.Pagination != "":
		g.description = paragraphs(g.description, l.options.Wording.Pagination)
	default:
		g.description = paragraphs(g.description, "Lists come in parts: "+code(names)+" "+
			plural(len(names), "says", "say")+" which.")
	}
}
