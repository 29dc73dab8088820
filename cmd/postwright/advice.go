package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/merge"
)

// advice says how the command line takes up what Postwright can do about a finding. It
// goes on after the finding's help.
var advice = map[diagnostic.Offer]string{
	diagnostic.Repair:                ", as --fix does",
	diagnostic.RepairIntoEnvironment: ", as --fix --environment FILE does",
	diagnostic.GiveEnvironment:       "; variables of the environment given with --environment FILE count as defined",
	diagnostic.Upgrade:               ": postwright upgrade FILE",
	diagnostic.GenerateFrom:          ": postwright generate --openapi FILE",
	diagnostic.ImportTemplate:        ": postwright import-template FILE; or name the document with --openapi",
	diagnostic.UseAsEnvironment:      "; lint and scopes take this file with --environment",
	diagnostic.IncludeWebhooks:       ": generate --webhooks include",
	diagnostic.UseAsSchema:           ": postwright validate --schema FILE",
}

// advised returns findings whose help also says what to type.
func advised(found []diagnostic.Diagnostic) []diagnostic.Diagnostic {
	if !slices.ContainsFunc(found, func(d diagnostic.Diagnostic) bool { return advice[d.Offer] != "" }) {
		return found
	}
	found = slices.Clone(found)
	for i := range found {
		found[i].Help += advice[found[i].Offer]
	}
	return found
}

// advisedError returns an error that also says what to type.
func advisedError(err error) error {
	if errors.Is(err, lint.ErrNoRule) {
		return fmt.Errorf("%w (postwright explain lists the rules)", err)
	}
	if errors.Is(err, merge.ErrFormats) {
		return fmt.Errorf("%w (see postwright upgrade)", err)
	}
	return err
}
