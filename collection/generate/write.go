package generate

import (
	"bytes"
	"errors"
	"strings"

	postman "github.com/rbretecher/go-postman-collection"
)

// write returns the model as JSON text. The model's own writer marshals a request
// anew for each folder around it, and indents the whole: of a large collection
// that takes longer than all else. So each folder is written without what is in
// it, and that is put in.
func write(c *postman.Collection) (string, error) {
	shell := *c
	shell.Items = []*postman.Items{}
	var head bytes.Buffer
	var all strings.Builder
	if err := shell.Write(&head, postman.V210); err != nil {
		return "", err
	}
	all.Grow(bytesPerItem * countItems(c.Items))
	if err := writeWith(&all, head.Bytes(), `"item": []`, c.Items); err != nil {
		return "", err
	}
	return all.String(), nil
}

// bytesPerItem is about what a folder or request takes.
const bytesPerItem = 1500

func countItems(items []*postman.Items) int {
	n := len(items)
	for _, item := range items {
		n += countItems(item.Items)
	}
	return n
}

// writeWith writes a JSON text with items in place of its empty list of them.
// Nothing else in the text can be spelled as that list: quotes in strings are
// escaped.
func writeWith(b *strings.Builder, text []byte, empty string, items []*postman.Items) error {
	before, after, ok := bytes.Cut(text, []byte(empty))
	if !ok {
		return errors.New("a folder has no list of items")
	}
	b.Write(before)
	b.WriteString(empty[:len(empty)-1])
	for i, item := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		shell := *item
		if item.IsGroup() {
			shell.Items = []*postman.Items{}
		}
		text, err := shell.MarshalJSON()
		if err != nil {
			return err
		}
		if !item.IsGroup() {
			b.Write(text)
		} else if err := writeWith(b, text, `"item":[]`, item.Items); err != nil {
			return err
		}
	}
	b.WriteByte(']')
	b.Write(after)
	return nil
}
