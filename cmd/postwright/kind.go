package main

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/inputs"
)

// wanted is the kinds of files that a command takes.
type wanted int

const (
	onlyCollections wanted = iota
	orEnvironments
)

// refuse returns the error for a file of a kind that a command does not take,
// with the command that does; nil if the command takes it. Job is what cannot
// be done, such as "merge".
func refuse(job, path string, d *jsontree.Document, want wanted) error {
	root := d.Root()
	other := validate.Foreign(d)
	what, help := other.What, other.Help+advice.Get()[other.Offer]
	switch {
	case want == orEnvironments && validate.IsEnvironment(d):
		return nil
	case root.Kind() != jsontree.Object:
		return fmt.Errorf("cannot %s %s: it is neither a collection nor an environment, but %s", job, inputs.Named(path), what)
	case what == "" && (root.Get("info").Exists() || root.Get("item").Exists()):
		return nil
	case what == "":
		what, help = "JSON of another kind", `a collection has "info" and "item"`
	}
	return fmt.Errorf("cannot %s %s: it is %s, not a Postman collection; %s", job, inputs.Named(path), what, strings.ReplaceAll(help, "FILE", path))
}
