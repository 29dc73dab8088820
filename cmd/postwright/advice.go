package main

import (
	"errors"
	"fmt"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/report"
)

// advice says what to type for what Postwright can do about a finding. It
// follows the finding's help.
var advice = lazy.Value[map[diagnostic.Offer]string]{New: func() map[diagnostic.Offer]string {
	return map[diagnostic.Offer]string{
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
}}

// advised returns a report whose findings' help also says what to type.
func advised(f report.File) report.File {
	type key struct {
		help  string
		offer diagnostic.Offer
	}
	known := map[key]string{} // thousands of findings have the same help
	for i := range f.Diagnostics {
		d := &f.Diagnostics[i]
		words := advice.Get()[d.Offer]
		if words == "" {
			continue
		}
		k := key{d.Help, d.Offer}
		help, ok := known[k]
		if !ok {
			help = d.Help + words
			known[k] = help
		}
		d.Help = help
	}
	return f
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
