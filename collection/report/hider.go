package report

import (
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/redact"
)

// hider hides secrets and personal data in the texts of findings. Many findings have the
// same texts. A hider is not safe for concurrent use.
type hider struct {
	secrets *strings.Replacer // masks values that are known to be secret; nil for none
	known   map[string]string
}

func newHider(secrets *strings.Replacer) hider { return hider{secrets, map[string]string{}} }

// text returns a text without secrets and personal data. It is a copy: a part of the
// file's text would keep all of it in memory.
func (h hider) text(text string) string {
	if text == "" {
		return ""
	}
	shown, ok := h.known[text]
	if !ok {
		shown = redact.Text(text)
		if h.secrets != nil {
			shown = h.secrets.Replace(shown)
		}
		shown = strings.Clone(shown)
		h.known[text] = shown
	}
	return shown
}

// texts is like [hider.text], for each of several texts.
func (h hider) texts(all []string) []string {
	var shown []string
	for _, text := range all {
		shown = append(shown, h.text(text))
	}
	return shown
}

// messages hides what is in the messages of findings in a file.
func (h hider) messages(path string, found []diagnostic.Diagnostic) {
	for i := range found {
		d := &found[i]
		d.Path, d.Message, d.About, d.Help = path, h.text(d.Message), h.text(d.About), h.text(d.Help)
		if d.Element = none; d.Listed != nil {
			d.Listed = &diagnostic.Listed{Topic: h.text(d.Listed.Topic), Subject: h.text(d.Listed.Subject)}
		}
	}
}
