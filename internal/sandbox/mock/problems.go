package mock

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
)

// problems are the faults of a request, by the name of the field or
// parameter.
type problems map[string][]string

// maxProblems is how many fields are reported at once.
const maxProblems = 100

func (p problems) add(name, format string, arguments ...any) {
	if _, known := p[name]; !known && len(p) >= maxProblems {
		return
	}
	if message := fmt.Sprintf(format, arguments...); !slices.Contains(p[name], message) {
		p[name] = append(p[name], message)
	}
}

func (p problems) answer() Answer {
	text, _ := json.Marshal(p) // strings can always be marshalled
	return Answer{http.StatusBadRequest, text}
}

// fail answers with one problem, in the field that the API uses for it.
func (m *API) fail(status int, format string, arguments ...any) Answer {
	text, _ := json.Marshal(map[string]string{m.errorField: fmt.Sprintf(format, arguments...)})
	return Answer{status, text}
}
