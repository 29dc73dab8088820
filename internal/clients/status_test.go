package clients

import (
	"net/http"
	"testing"
)

const statusDocument = `openapi: 3.1.0
info: {title: Statuses, version: "1"}
paths:
  /things:
    get: {summary: List things, responses: {"200": {description: OK}}}
    post: {summary: Create a thing, responses: {"201": {description: Created}}}
  /things/{id}:
    delete: {summary: Delete a thing, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {"204": {description: Deleted}}}
`

// TestStatus checks what --tests status says of what is answered as the document says, and
// of what is not, in each client.
func TestStatus(t *testing.T) {
	requireNode(t)
	file := documented(t, statusDocument, "--tests", "status")
	for _, r := range []runner{newman, postmanCLI, postmanCLIv3} {
		for name, c := range map[string]struct {
			created, deleted, failed int
			says                     []string
		}{
			"as declared":        {http.StatusCreated, http.StatusNoContent, 0, nil},
			"another success":    {http.StatusAccepted, http.StatusNoContent, 1, []string{"Create a thing", "202"}},
			"refused and broken": {http.StatusTooManyRequests, http.StatusInternalServerError, 2, []string{"429", "500", "Delete a thing"}},
		} {
			t.Run(name+", "+r.name, func(t *testing.T) {
				t.Parallel()
				rec := record(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					status, ok := map[string]int{"POST": c.created, "DELETE": c.deleted}[r.Method]
					if !ok {
						status = http.StatusOK
					}
					answer(w, status, map[string]any{})
				}))
				o := r.run(t, r.collection(t, file), "--env-var", "base_url="+rec.URL)
				o.check(t, 3, c.failed, c.says...)
				if log := rec.received(); len(log) != 3 {
					t.Errorf("%d requests arrived, want 3", len(log))
				}
				proven(t, r.name+": the status test is right about each answer")
			})
		}
	}
}

// TestFullRunPostmanCLI: the sandbox answers all requests of the full collection as its
// status test wants, also in the Postman CLI.
func TestFullRunPostmanCLI(t *testing.T) {
	requireNode(t)
	p := play(t)
	o := postmanCLI.run(t, fullFile, "-e", p.environment)
	if log := p.received(); o.code != 0 || o.failed != 0 || o.assertions < 329 || len(log) != 329 {
		t.Errorf("exit code %d, %d tests, %d failed, %d requests\n%.3000s", o.code, o.assertions, o.failed, len(log), o.text)
	}
	o.silent(t, p.secrets()...)
	proven(t, "Postman CLI: all 329 requests of the full collection are green")
}
