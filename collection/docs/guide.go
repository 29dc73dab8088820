package docs

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// guide is the set-up in a collection's description, in sections with numbered steps.
// The page has its own set-up, into which it inserts these steps, so that readers follow
// one sequence and not two.
type guide struct {
	registerTitle           string
	register, values, token string          // Markdown
	first                   jsontree.Node   // the request to send first
	sections                map[string]bool // the sections that are part of the set-up
}

var numbered = lazy.Regexp{Expr: `^ {0,3}\d{1,3}[.)] +`}

// procedure is a section split into steps and the text around them.
type procedure struct {
	title string
	items []string
	rest  []string // paragraphs
}

// procedureOf splits a section; it returns false if the section has no numbered steps,
// or more than steps and paragraphs.
func procedureOf(section string) (procedure, bool) {
	first, body, _ := strings.Cut(section, "\n")
	if !heading.Get().MatchString(first) || strings.Contains(body, "```") {
		return procedure{}, false
	}
	p := procedure{title: strings.Trim(first, "# \t")}
	inItem, afterBlank := false, true
	for line := range strings.Lines(body) {
		line = strings.TrimRight(line, "\n")
		mark := numbered.Get().FindString(line)
		switch {
		case strings.TrimSpace(line) == "":
			afterBlank = true
			continue
		case mark != "":
			p.items = append(p.items, line[len(mark):])
			inItem = true
		case inItem && (!afterBlank || strings.HasPrefix(line, "  ")):
			p.items[len(p.items)-1] += "\n" + strings.TrimSpace(line)
		case afterBlank:
			p.rest = append(p.rest, line)
			inItem = false
		default:
			p.rest[len(p.rest)-1] += "\n" + line
		}
		afterBlank = false
	}
	return p, len(p.items) > 0 && p.title != ""
}

// findGuide finds the steps in the description that belong to an authorization.
func (m *maker) findGuide(use *authUse) {
	if use.auth.Type() != "oauth2" {
		return
	}
	m.guide.sections = map[string]bool{}
	callback := m.resolve(use.auth.Attribute("redirect_uri").Text(), use.owner)
	open := m.openNames(use)
	for i, section := range sections(m.description()) {
		p, ok := procedureOf(section)
		if i == 0 || !ok {
			continue
		}
		switch all := strings.Join(p.items, "\n"); {
		case strings.Contains(all, "Get New Access Token"):
			if m.guide.token == "" {
				m.guide.token = m.tokenText(p, use)
				m.guide.sections[section] = true
			}
		case signsIn(use.auth) && callback != "" && strings.Contains(all, callback):
			if m.guide.register == "" {
				m.guide.registerTitle, m.guide.register = p.title, markdownOf(p.items, p.rest)
				m.guide.sections[section] = true
			}
		case mentions(all, open):
			if m.guide.values == "" {
				items := slices.DeleteFunc(p.items, func(item string) bool { return strings.HasPrefix(item, "Import ") })
				m.guide.values = markdownOf(items, p.rest)
				m.guide.sections[section] = true
			}
		}
	}
}

// openNames returns the variables in an authorization's attributes that the reader fills
// in.
func (m *maker) openNames(use *authUse) []string {
	var texts, names []string
	for key, value := range use.auth.Values() {
		if key != "accessToken" && !m.secrets.has(value) {
			texts = append(texts, valueText(value))
		}
	}
	for _, v := range m.openIn(use.owner, texts...) {
		names = append(names, v.Name)
	}
	return names
}

// mentions reports whether a text has one of the names as code.
func mentions(text string, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(text, "`"+name+"`") })
}

// generic lists texts of the page's own steps to a token.
var generic = []string{"authorization** tab", "authorization tab", "get new access token", "use token", "sign in", "press **authorize**"}

// tokenText returns what a description's steps to a token add to the page's own.
func (m *maker) tokenText(p procedure, use *authUse) string {
	items := slices.DeleteFunc(p.items, func(item string) bool {
		lower := strings.ToLower(item)
		if slices.ContainsFunc(generic, func(words string) bool { return strings.Contains(lower, words) }) {
			return true
		}
		if !strings.HasPrefix(lower, "send ") {
			return false
		}
		for _, i := range use.requests {
			if strings.HasPrefix(item[len("send "):], "**"+named(i)+"**") {
				m.guide.first = i.Node
				return true
			}
		}
		return false
	})
	said := use.auth.Attribute("useBrowser").Exists() && use.auth.Attribute("redirect_uri").Text() != ""
	rest := slices.DeleteFunc(p.rest, func(paragraph string) bool {
		return said && strings.Contains(paragraph, "Authorize using browser")
	})
	return markdownOf(items, rest)
}

// markdownOf returns steps and paragraphs as Markdown. A single step becomes a
// paragraph.
func markdownOf(items, paragraphs []string) string {
	var blocks []string
	if len(items) == 1 {
		blocks = append(blocks, items[0])
	} else if len(items) > 1 {
		blocks = append(blocks, "- "+strings.Join(indentedAll(items, "  "), "\n- "))
	}
	return strings.Join(append(blocks, paragraphs...), "\n\n")
}

// indentedAll indents all lines of each text except the first.
func indentedAll(texts []string, indent string) []string {
	var list []string
	for _, text := range texts {
		list = append(list, strings.ReplaceAll(text, "\n", "\n"+indent))
	}
	return list
}
