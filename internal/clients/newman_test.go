package clients

import "testing"

var newman = runner{name: "Newman", collection: asIs, send: sendWithNewman}

// TestNewman sends the collection with Newman.
func TestNewman(t *testing.T) {
	requireNode(t)
	scenarios(t, newman)
}

func sendWithNewman(t *testing.T, collection string, args ...string) done {
	t.Helper()
	whole := []string{"testdata/node_modules/newman/bin/newman.js", "run", collection, "--color", "off"}
	for _, arg := range args {
		if arg == "-i" {
			arg = "--folder"
		}
		whole = append(whole, arg)
	}
	return execute(t, "node", whole...)
}
