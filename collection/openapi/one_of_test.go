package openapi_test

import (
	"reflect"
	"testing"

	"github.com/postwright/postwright/collection/openapi"
)

func TestOneOf(t *testing.T) {
	for description, want := range map[string][][]string{
		"List.\\n<b>Note:</b> Either `since`, `date` or `range` parameter must be specified.\\n sorted.": {{"since", "date", "range"}},
		"At least one of 'since' and 'date' is required.":                                                {{"since", "date"}},
		"You need to send one of **since**, **range**.":                                                  {{"since", "range"}},
		"One of `since` or `date` is not required.":                                                      nil,
		"Either `since` or `date` is required. If neither is given, the API answers with all.":           nil,
		"Only one of `since` or `date` must be sent.":                                                    nil,
		"Either `since` or `date` can be sent.":                                                          nil,
		"Either `since` or `other` must be sent.":                                                        nil,
		"Either `since` or `needed` must be sent.":                                                       nil,
		"At least one of since, date or range is required.":                                              {{"since", "date", "range"}},
		"One of the query parameters: since, range must be sent.":                                        {{"since", "range"}},
		"Either since or date has to be given.":                                                          {{"since", "date"}},
		"At least one of date, place or range is required.":                                              nil,
		"One of the date and range filters is required.":                                                 {{"date", "range"}},
		"One of the fields must be sent. `since` and `date` are filters.":                                nil,
		"": nil,
	} {
		d, err := openapi.Read("api.yaml", `openapi: 3.0.3
info: {title: T, version: "1"}
paths:
  /a:
    get:
      description: "`+description+`"
      parameters:
        - {name: since, in: query, schema: {type: string}}
        - {name: date, in: query, schema: {type: string}}
        - {name: range, in: query, schema: {type: string}}
        - {name: needed, in: query, required: true, schema: {type: string}}
        - {name: theme, in: cookie, schema: {type: string, enum: [dark]}}
      responses: {"200": {description: OK}}
`, nil)
		if err != nil {
			t.Fatal(err)
		}
		o := d.API.Operations[0]
		if !reflect.DeepEqual(o.OneOf, want) {
			t.Errorf("%s: %v, want %v", description, o.OneOf, want)
		}
		if len(o.OptionalCookies) != 1 || o.OptionalCookies[0].Name != "theme" {
			t.Errorf("cookies: %v", o.OptionalCookies)
		}
	}
}
