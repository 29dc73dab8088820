package sample_test

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/sample"
)

func TestXML(t *testing.T) {
	for text, want := range map[string]string{
		`{type: object, xml: {name: order, prefix: o, namespace: 'urn:o'}, properties: {id: {type: integer, example: 7, xml: {attribute: true}}, paid: {type: boolean, example: true, xml: {prefix: o}}}}`: `<o:order xmlns:o="urn:o" id="7"><o:paid>true</o:paid></o:order>`,
		`{type: object, xml: {name: n, namespace: 'urn:n'}, properties: {text: {type: string, example: 'a < b & c'}}}`:                                                                                     `<n xmlns="urn:n"><text>a &lt; b &amp; c</text></n>`,
		`{type: object, properties: {tags: {type: array, example: [x, y], xml: {wrapped: true, name: all}, items: {type: string, xml: {name: tag}}}}}`:                                                     `<root><all><tag>x</tag><tag>y</tag></all></root>`,
		`{type: object, properties: {tags: {type: array, example: [x, y], items: {type: string}}}}`:                                                                                                        `<root><tags>x</tags><tags>y</tags></root>`,
		`{type: object, properties: {'1 a': {type: integer, example: 1}, none: {type: object}}}`:                                                                                                           `<root><_1_a>1</_1_a><none/></root>`,
		`{type: integer, example: 42}`: `<root>42</root>`,
	} {
		s := schema(t, text)
		got := sample.XML(sample.Of(s, sample.Options{}), s)
		var lines []string
		for line := range strings.Lines(got) {
			lines = append(lines, strings.TrimSpace(line))
		}
		if plain := strings.Join(lines, ""); plain != want {
			t.Errorf("%s gives\n%s, want\n%s", text, plain, want)
		}
		d := xml.NewDecoder(strings.NewReader(got))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%v: %s", err, got)
			}
		}
	}
}
