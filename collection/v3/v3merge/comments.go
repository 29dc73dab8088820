package v3merge

import (
	"slices"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/yamltree"
)

// keepComments returns the text of a file with the comments that theirs has and base
// does not. They come from joined, a line-by-line merge of all versions of the file,
// which is changed so that it has the value of the text. keepComments returns the text
// itself if that would lose a comment of the text that theirs did not remove.
func keepComments(text, base, theirs, joined string) string {
	var trees [4]*yamltree.Tree
	for i, version := range []string{text, base, theirs, joined} {
		tree, failed := yamltree.Parse(version)
		if failed != nil {
			return text
		}
		trees[i] = tree
	}
	was, is := comments(trees[1]), comments(trees[2])
	if len(without(is, was)) == 0 {
		return text
	}
	changed, err := yamltree.Rewrite(trees[3], trees[0].Root)
	if err != nil {
		return text
	}
	again, failed := yamltree.Parse(changed)
	if failed != nil || len(without(without(comments(trees[0]), comments(again)), without(was, is))) > 0 {
		return text
	}
	return changed
}

// keepSpelling returns the text of a new file as elsewhere spells it, with the order in
// text. It returns the text itself if elsewhere has another value, or lacks a comment of
// the text.
func keepSpelling(text, elsewhere string) string {
	wanted, failed := yamltree.Parse(text)
	other, broken := yamltree.Parse(elsewhere)
	if failed != nil || broken != nil || len(without(comments(wanted), comments(other))) > 0 {
		return text
	}
	if other.Root == nil || other.Root.Kind != yamltree.Mapping {
		return text
	}
	with := other.Root.Clone()
	if order := wanted.Root.Get("order"); order != nil {
		with.Set("order", order)
	}
	changed, err := yamltree.Rewrite(other, with)
	if err != nil {
		return text
	}
	kind := v3.KindOf(text)
	mine, _, err := v3.ReadAlone(kind, "", text)
	theirs, _, bad := v3.ReadAlone(kind, "", changed)
	if err != nil || bad != nil || mine.Document.Text() != theirs.Document.Text() {
		return text
	}
	return changed
}

// comments returns the comments in a file, sorted.
func comments(t *yamltree.Tree) []string {
	var all []string
	for _, c := range t.Comments() {
		all = append(all, t.Source()[c.Start:c.End])
	}
	slices.Sort(all)
	return all
}

// without returns the sorted texts that are not among the others. A text that occurs
// several times is removed only as often as the others have it.
func without(texts, others []string) []string {
	var left []string
	for _, text := range texts {
		for len(others) > 0 && others[0] < text {
			others = others[1:]
		}
		if len(others) > 0 && others[0] == text {
			others = others[1:]
			continue
		}
		left = append(left, text)
	}
	return left
}
