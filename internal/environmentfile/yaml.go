package environmentfile

import "github.com/postwright/postwright/collection/v3"

// yamlText is an environment in format v3. Its values are read and set through its JSON
// form.
type yamlText struct{ *v3.Result }

func (t yamlText) value(key string) (text string, ok bool) { return jsonText{t.Document}.value(key) }

func (t yamlText) set(values []Value) (string, error) {
	d, err := t.Document.Edited(jsonText{t.Document}.edits(values, "")...)
	if err != nil {
		return "", err
	}
	written, err := v3.WriteEnvironment(t.Result, d)
	if err != nil {
		return "", err
	}
	for _, c := range written.Changes {
		return c.Text, nil
	}
	return t.Files[0].Text(), nil
}
