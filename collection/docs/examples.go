package docs

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/httpstatus"
)

// Example is a saved response, with its request.
type Example struct {
	Name     string
	Status   string // "" if the name says it
	Method   string // of the request
	Address  string // of the request, as in [Request]
	Sent     string // the request's body where it is not that of the item
	Headers  []Parameter
	Body     string
	Language string // of the body
	Cut      int    // bytes of the body that are left out
}

// longestExample is the maximum number of bytes of an example's body that are shown.
const longestExample = 16 << 10

func (m *maker) examples(i collection.Item) []Example {
	var list []Example
	for response := range i.Responses() {
		e := Example{Name: response.Name(), Status: status(response), Body: indented(valueText(response.Body()))}
		if e.Status == e.Name {
			e.Status = "" // it is said already
		}
		if strings.TrimSpace(e.Name) == "" {
			e.Name = "Example"
		}
		if len(e.Body) > longestExample {
			e.Cut = len(e.Body)
			e.Body = strings.ToValidUTF8(e.Body[:longestExample], "")
			e.Cut -= len(e.Body)
		}
		e.Headers = headersThatMatter(response)
		e.Language = languageOf(response, e.Body)
		m.answered(&e, i, response)
		list = append(list, e)
	}
	return list
}

// answered sets the request of an example: the one that is saved with it, or else the
// item's.
func (m *maker) answered(e *Example, i collection.Item, response collection.Response) {
	request := response.OriginalRequest()
	if !request.Node.Exists() {
		request = i.Request()
	}
	e.Method = strings.ToUpper(m.resolve(request.Method(), &i))
	e.Address = m.resolve(request.URL().Sent(), &i)
	sent, own := request.Body().Content().Text(), i.Request().Body().Content().Text()
	if request.Body().Mode() == "raw" && strings.TrimSpace(sent) != "" && sent != own {
		e.Sent = indented(sent)
		if len(e.Sent) > longestExample {
			e.Sent = strings.ToValidUTF8(e.Sent[:longestExample], "") + "…"
		}
	}
}

// telling lists the headers of a response that matter to users of an API. Others
// describe the connection, the server or its caches.
var telling = []string{
	"content-type", "content-disposition", "location", "link", "retry-after", "www-authenticate", "allow", "etag", "last-modified", "deprecation", "sunset",
}

func headersThatMatter(r collection.Response) []Parameter {
	return slices.DeleteFunc(parameters(r.Headers()), func(p Parameter) bool {
		name := strings.ToLower(p.Name)
		return p.Off || !slices.Contains(telling, name) && !strings.Contains(name, "ratelimit") && !strings.Contains(name, "rate-limit")
	})
}

// languageOf returns the language of an example's body: "json", or "" for those that the
// page does not highlight.
func languageOf(r collection.Response, body string) string {
	if trimmed := strings.TrimSpace(body); trimmed != "" && (trimmed[0] == '{' || trimmed[0] == '[') {
		return "json"
	}
	if r.Node.Get("_postman_previewlanguage").Is("json") {
		return "json"
	}
	return ""
}

func status(r collection.Response) string {
	code := valueText(r.Code())
	if code == "" {
		return valueText(r.Node.Get("status"))
	}
	number, err := strconv.Atoi(code)
	if text := httpstatus.Text(number); err == nil && text != "" {
		return code + " " + text
	}
	return code
}

// indented returns JSON of one line over several lines; other texts unchanged.
func indented(text string) string {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" || trimmed[0] != '{' && trimmed[0] != '[' || strings.Contains(trimmed, "\n") {
		return text
	}
	if depth(trimmed) > deepest {
		return text // each level is indented more, so the text would become too large
	}
	var b bytes.Buffer
	if json.Indent(&b, []byte(trimmed), "", "  ") != nil {
		return text
	}
	return b.String()
}

// deepest is the maximum depth of brackets that are indented.
const deepest = 50

func depth(text string) int {
	open, most := 0, 0
	for i := range len(text) {
		switch text[i] {
		case '{', '[':
			open++
			most = max(most, open)
		case '}', ']':
			open--
		}
	}
	return most
}
