package docs

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/lazy"
)

//go:embed page/page.html
var pageTemplate string

//go:embed page/style.css
var style string

//go:embed page/script.js
var mainScript string

//go:embed page/search.js
var searchScript string

//go:embed page/contents.js
var contentsScript string

//go:embed page/highlight.js
var highlightScript string

// script is the page's script. Each of its parts is complete by itself.
var script = lazy.Value[string]{New: func() string { return mainScript + searchScript + contentsScript + highlightScript }}

// head has the page's content security policy: it allows exactly its own style and
// script, and nothing from elsewhere.
var head = lazy.Value[template.HTML]{New: func() template.HTML {
	style, script := Sources()
	return template.HTML(fmt.Sprintf(
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'">`+"\n",
		style, script))
}}

// Sources returns the style and the script of every page as sources for a
// Content-Security-Policy. A page that shows such a page in a frame must allow them,
// too.
func Sources() (styleSource, scriptSource string) { return hashOf(style), hashOf(script.Get()) }

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

var pageHTML = lazy.Value[*template.Template]{New: func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"prose":       func(p *proseCache, source string, level int) template.HTML { return p.html(source, level) },
		"below":       func(level int) int { return min(level+1, 6) },
		"method":      methodClass,
		"joined":      joined,
		"words":       func(list []string) string { return strings.Join(list, " and ") },
		"count":       english.Count,
		"kinds":       kinds,
		"head":        head.Get,
		"hidden":      func() string { return hiddenSecret },
		"fillFirst":   func() string { return fillFirst },
		"aboutCode":   func() string { return aboutCode },
		"language":    languageClass,
		"runningCode": func() string { return runningCode },
		"stepsOf":     func(p *proseCache, steps []Step, level int) shownSteps { return shownSteps{steps, level, p} },
		"notEncoded":  func() string { return notEncoded },
		"style":       func() template.HTML { return template.HTML("<style>" + style + "</style>") },
		"script":      func() template.HTML { return template.HTML("<script>" + script.Get() + "</script>") },
		"heading": func(level int, class string, text string) template.HTML {
			return template.HTML(fmt.Sprintf("<h%d class=%q>%s</h%d>", level, class, template.HTMLEscapeString(text), level))
		},
		"to":      func(id string) template.URL { return template.URL((&url.URL{Fragment: id}).String()) },
		"between": between,
		"wholeRequest": func(p *proseCache, r Request, level int, open bool) shownRequest {
			return shownRequest{r, level, open, p}
		},
	}).Parse(pageTemplate))
}}

// between returns a text for use between tags, where quotes need no escapes: code has
// many.
func between(s string) template.HTML {
	return template.HTML(betweenTags.Get().Replace(s))
}

var betweenTags = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;", "\x00", "\uFFFD")
}}

// shownRequest is a request as the template gets it.
type shownRequest struct {
	Request
	Level int // level of its heading
	Open  bool
	Prose *proseCache
}

// shownSteps are steps as the template gets them.
type shownSteps struct {
	Steps []Step
	Level int // level of their headings
	Prose *proseCache
}

// proseCache renders each text once: many requests have the same parameters.
type proseCache struct{ done map[proseKey]template.HTML }

type proseKey struct {
	source string
	level  int
}

func (c *proseCache) html(source string, level int) template.HTML {
	key := proseKey{source, level}
	html, ok := c.done[key]
	if !ok {
		html = proseHTML(source, level)
		c.done[key] = html
	}
	return html
}

// HTML returns the page as one self-contained file. Its policy forbids it to load or run
// anything else.
func (p *Page) HTML() (string, error) {
	var b strings.Builder
	b.Grow(64<<10 + p.Requests*8<<10)
	err := pageHTML.Get().Execute(&b, struct {
		*Page
		Open  bool
		Prose *proseCache
	}{p, p.Requests <= few, &proseCache{map[proseKey]template.HTML{}}})
	if err != nil {
		return "", fmt.Errorf("write the page: %w", err)
	}
	return harmlessHTML.Get().Replace(b.String()), nil
}

func joined(names []string) string { return strings.Join(names, " / ") }

// languageClass returns the class that the script uses to highlight code.
func languageClass(language string) string {
	switch language {
	case "json", "sh", "python", "js":
		return language
	case "javascript":
		return "js"
	}
	return "text"
}

// methodClass returns the class that gives a method its color.
func methodClass(method string) string {
	switch method {
	case "GET", "POST", "PUT", "PATCH", "DELETE":
		return strings.ToLower(method)
	}
	return "other"
}

// kinds returns the titles of authorizations, each once.
func kinds(all []SetUp) []string {
	var titles []string
	for _, s := range all {
		if s.Title != "" && !slices.Contains(titles, s.Title) {
			titles = append(titles, s.Title)
		}
	}
	return titles
}
