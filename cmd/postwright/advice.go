package main

import (
	"slices"

	"github.com/postwright/postwright/collection/diagnostic"
)

// advice says how the command line takes up what Postwright can do about a finding. It
// goes on after the finding's help.
var advice = map[diagnostic.Offer]string{
	diagnostic.Repair:                ", as --fix does",
	diagnostic.RepairIntoEnvironment: ", as --fix --environment FILE does",
	diagnostic.GiveEnvironment:       "; variables of the environment given with --environment FILE count as defined",
	diagnostic.Upgrade:               ": postwright upgrade FILE",
	diagnostic.GenerateFrom:          ": postwright generate --openapi FILE",
	diagnostic.UseAsEnvironment:      "; lint and scopes take this file with --environment",
	diagnostic.UseAsSchema:           ": postwright validate --schema FILE",
}

// advised returns findings whose help also says what to type.
func advised(found []diagnostic.Diagnostic) []diagnostic.Diagnostic {
	found = slices.Clone(found)
	for i := range found {
		found[i].Help += advice[found[i].Offer]
	}
	return found
}
