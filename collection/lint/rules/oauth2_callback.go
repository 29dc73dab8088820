package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

// Postman's own callbacks: the one that the desktop app sends when it authorizes in the
// browser, and the one that the web app always sends.
const (
	desktopCallback = "https://oauth.pstmn.io/v1/callback"
	webCallback     = "https://oauth.pstmn.io/v1/browser-callback"
)

var oauth2Callback = &rule.Rule{
	Name:     "oauth2-callback",
	Category: rule.Authorization,
	Severity: diagnostic.Warning,
	Finds:    `"Authorize using browser" turned on with a callback that Postman then does not use: any except its own two or, with a template, one that is registered but not sent by the desktop app.`,
	Why:      "With this option, Postman's desktop app ignores the callback in the file and sends its own. If that is not registered with the API, the user sees a redirect error.",
	Bad: rule.Auth(`{"type": "oauth2", "oauth2": [
	{"key": "useBrowser", "value": true},
	{"key": "redirect_uri", "value": "https://clinic.example.com/callback"}]}`),
	Good: rule.Auth(`{"type": "oauth2", "oauth2": [
	{"key": "useBrowser", "value": false},
	{"key": "redirect_uri", "value": "https://clinic.example.com/callback"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, i *collection.Item, a collection.Auth) {
		if a.Type() != "oauth2" || !isTrue(a.Attribute("useBrowser")) {
			return
		}
		callback := a.Attribute("redirect_uri")
		resolved := p.Facts.Resolve(callback.Text(), i)
		registered := ""
		if p.API != nil {
			registered = p.API.AuthValue("redirect_uri")
		}
		switch {
		case registered != "" && registered != desktopCallback:
			at := a.Attribute("useBrowser")
			p.Report(rule.Finding{
				At:      at,
				Message: fmt.Sprintf("with this on, the desktop app does not send the callback registered for %s", p.API.APIName()),
				Help:    fmt.Sprintf("switch it off, or register %s, too", desktopCallback),
			})
		case resolved == "" || strings.Contains(resolved, "{{"):
		case !slices.Contains([]string{desktopCallback, webCallback}, resolved):
			p.Report(rule.Finding{
				At:      callback,
				Message: "Postman does not use this callback while it authorizes in the browser",
				Help:    fmt.Sprintf(`set "useBrowser" to false, or register %s (desktop) and %s (web)`, desktopCallback, webCallback),
			})
		}
	}},
}
