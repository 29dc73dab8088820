package docs

import "github.com/postwright/postwright/collection"

// isToken reports whether a variable in a request's code is the access token of its
// OAuth 2.0 authorization.
func (m *maker) isToken(i collection.Item, name string) bool {
	a := i.Auth()
	if a.Type() != "oauth2" {
		return false
	}
	for r := range collection.References(a.Attribute("accessToken").Text()) {
		if r.Name == name {
			return true
		}
	}
	return name == "access_token"
}

// code adds the steps for running the code of the requests, in each of its languages.
// There are none if no request reads a variable.
func (m *maker) code() {
	var fill *Fill
	for _, f := range m.page.Folders {
		for _, r := range f.Requests {
			for i := range r.Fill {
				if fill == nil || r.Fill[i].Token && !fill.Token {
					fill = &r.Fill[i]
				}
			}
		}
	}
	if fill == nil {
		return
	}
	var steps []Step
	if fill.Token {
		steps = append(steps, m.tokenForCode(fill.Environment))
	}
	name := fill.Environment
	m.page.Code = append(steps,
		Step{
			Title: "Set the variables",
			Text: []Span{plain("The code reads its values from environment variables, so that no file contains a secret. Set them in the terminal in which you run the code, " +
				"with your value for the dots. In bash or zsh, "), code("read -rs " + name + " && export " + name), plain(" asks for a secret and keeps it out of the history.")},
			Fields: []Field{
				{Label: "Linux, macOS", Value: "export " + name + "='…'"},
				{Label: "Windows PowerShell", Value: "$env:" + name + " = '…'"},
			},
		},
		Step{
			Title: "Run the code",
			Text:  []Span{plain("In the same terminal:")},
			Fields: []Field{
				{Label: "cURL", Note: "Paste it into a Unix shell, such as bash or zsh; on Windows, Git Bash or WSL. It reads $" + name + "."},
				{Label: "Python", Value: "python3 sample.py", Note: "Needs “pip install requests” once. It reads os.environ[\"" + name + "\"]."},
				{Label: "JavaScript", Value: "node sample.mjs", Note: "Needs Node.js 18 or newer, and the ending .mjs. It reads process.env." + name + "."},
			},
		})
}

// tokenForCode returns the step for copying the access token from Postman.
func (m *maker) tokenForCode(name string) Step {
	step := Step{Title: "Get an access token", Text: []Span{
		code(name), plain(" is the access token. Postman shows it once it has one: follow "), link(Link{"set-up", "the set-up"}),
		plain(", and copy "), strong("Access Token"), plain(" from the window that opens before you press "), strong("Use Token"), plain("."),
	}}
	if m.refresh.Node.Exists() {
		step.Text = append(step.Text, plain(" Later, the code of "), link(m.links[m.refresh.Node]), plain(" prints a new one as "), code("access_token"), plain("."))
	}
	return step
}
