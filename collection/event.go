package collection

import (
	"iter"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// Event is a script and when it runs.
type Event struct {
	Node jsontree.Node
}

// Listen returns when the script runs: "prerequest" or "test".
func (e Event) Listen() string { return e.Node.Get("listen").Text() }

// Disabled reports whether Postman skips the script.
func (e Event) Disabled() bool { return e.Node.Get("disabled").True() }

// Exec returns the node of the script's text: a string, or a list of its lines. As in
// Postman's SDK, it is "exec" in an object "script", or "script" itself. An "exec" next
// to "script" is not a script.
func (e Event) Exec() jsontree.Node {
	if script := e.Node.Get("script"); script.Kind() != jsontree.Object {
		return script
	}
	return e.Node.Get("script", "exec")
}

// Lines yields the nodes of the script's text: one per line, or a single one if the
// script is one string.
func (e Event) Lines() iter.Seq[jsontree.Node] {
	return func(yield func(jsontree.Node) bool) { eachLine(e.Exec(), yield) }
}

func eachLine(exec jsontree.Node, yield func(jsontree.Node) bool) {
	if exec.Kind() == jsontree.String {
		yield(exec)
		return
	}
	for line := range exec.Elements() {
		if !yield(line) {
			return
		}
	}
}

// Source returns the script's text, lines joined by line feeds.
func (e Event) Source() string {
	var lines []string
	for line := range e.Lines() {
		lines = append(lines, line.Text())
	}
	return strings.Join(lines, "\n")
}

// eachEvent yields the scripts in a list.
func eachEvent(list jsontree.Node, yield func(Event) bool) {
	for node := range list.Elements() {
		if !yield(Event{node}) {
			return
		}
	}
}
