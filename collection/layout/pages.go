package layout

import "slices"

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
		for _, q := range e.item.Request.Query {
			if slices.Contains(paging, q.Key) && !slices.Contains(names, q.Key) {
				names = append(names, q.Key)
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
