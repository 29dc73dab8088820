package requests

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/template"
)

// The addresses of webhook and callback requests are undefined variables, so that such a
// request is sent only after setting up a receiver.
const (
	webhookURL  = "{{target_webhook_url}}"
	callbackURL = "{{target_callback_url}}"
)

// webhooks returns folders with the requests that an API sends to others, for testing a
// receiver: those of the chosen operations, and those of no operation.
func (l *layouter) webhooks() []template.Item {
	var hooks, callbacks []*api.Webhook
	for _, h := range l.api.Webhooks {
		switch {
		case h.Of == nil:
			hooks = append(hooks, h)
		case l.chosen[h.Of]:
			callbacks = append(callbacks, h)
		}
	}
	const note = "Requests that the API sends, with which you can try your own receiver. None has the API's authorization. Set the variable "
	return append(
		l.sentItems(hooks, webhookURL, template.Item{ID: "webhooks", Name: "Webhooks", Description: note + codeSpan(webhookURL) + " to its address."}),
		l.sentItems(callbacks, callbackURL, template.Item{ID: "callbacks", Name: "Callbacks", Description: note + codeSpan(callbackURL) + " to its address."})...)
}

// beside adds folders, with names that no other folder has.
func beside(items, more []template.Item) []template.Item {
	for _, folder := range more {
		if slices.ContainsFunc(items, func(i template.Item) bool { return i.Name == folder.Name }) {
			folder.Name += " that the API sends"
		}
		items = append(items, folder)
	}
	return items
}

// sentItems returns a folder of webhooks; none if there are no webhooks.
func (l *layouter) sentItems(hooks []*api.Webhook, address string, folder template.Item) []template.Item {
	if len(hooks) == 0 {
		return nil
	}
	// Their paths say nothing about the API's resources.
	others := &api.API{}
	names := map[string]int{}
	for _, h := range hooks {
		others.Operations = append(others.Operations, h.Operation)
		names[h.Summary]++
	}
	inner := newLayouter(others, Options{Wording: l.options.Wording, Examples: l.options.Examples, FromDocument: true, Server: address})
	inner.left = l.left
	for _, h := range hooks {
		e := entry{operation: h.Operation, name: h.Summary}
		if h.Of != nil {
			e.before = "Sent for " + codeSpan(h.Of.String()) + ", to " + codeSpan(h.Address) + "."
		}
		if names[h.Summary] > 1 {
			e.name += " (" + h.String() + ")"
			if h.Of != nil {
				e.name = h.Summary + " (" + h.Of.String() + ")"
			}
		}
		made := inner.request(e)
		made.ID = strings.TrimSpace(folder.ID + " " + made.ID)
		if h.Of != nil {
			made.ID += " of " + h.Of.String()
		}
		all := []*template.Request{made.Request}
		for _, r := range made.Responses {
			if r.Request != nil {
				all = append(all, r.Request)
			}
		}
		for _, r := range all {
			r.URL, r.Path = address, nil
			if l.options.Auth != nil {
				r.Auth = &template.Auth{Type: "noauth"}
			}
		}
		folder.Items = append(folder.Items, made)
	}
	l.left = inner.left
	return []template.Item{folder}
}
