package snippet

import (
	"encoding/json"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
)

// literals returns random texts of what literals have trouble with, the same at each
// run.
func literals(count int) []string {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []string{`"`, `'`, "`", `\`, "\n", "\r", "\t", "$", "{", "}", "(", ")", "%", "!", "a", "n", "x41", "u0041", " ", "é", "🙂", "\u202e", "\x1b", "\x7f", "-", "@", "\u2028"}
	list := []string{""}
	for range count {
		var b strings.Builder
		for range random.IntN(9) {
			b.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		list = append(list, b.String())
	}
	return list
}

// printed runs a program and gives the list of texts that it prints as JSON.
func printed(t *testing.T, program, code string) []string {
	t.Helper()
	c := exec.CommandContext(t.Context(), program, "-")
	c.Stdin = strings.NewReader(code)
	out, err := c.Output()
	if err != nil {
		t.Skipf("%s: %v", program, err)
	}
	var list []string
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func check(t *testing.T, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d texts of %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}

func TestPythonLiterals(t *testing.T) {
	list := literals(1500)
	var code strings.Builder
	var want []string
	for _, s := range list {
		code.WriteString(pythonText(literal(s)) + ",\n" + pythonLines(literal(s)) + ",\n")
		want = append(want, s, s)
	}
	check(t, printed(t, "python3", "import json\nprint(json.dumps([\n"+code.String()+"]))"), want)
}

func TestJavaScriptLiterals(t *testing.T) {
	list := literals(1500)
	var code strings.Builder
	var want []string
	for _, s := range list {
		code.WriteString(javaScriptText(literal(s)) + ",\n" + javaScriptLines(literal(s)) + ",\n" + javaScriptTemplate(literal(s), inner) + ",\n")
		want = append(want, s, s, s)
	}
	check(t, printed(t, "node", "console.log(JSON.stringify([\n"+code.String()+"]))"), want)
}

// words returns the arguments that a shell makes of a command line.
func words(t *testing.T, line string) []string {
	t.Helper()
	c := exec.CommandContext(t.Context(), "sh", "-c", "for w in "+line+"; do printf '%s\\001' \"$w\"; done")
	c.Env = []string{"A=" + shellValue}
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v %s\n%s", err, out, line)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\x01"), "\x01")
}

const shellValue = `$(id) "'\`

func TestShellLiterals(t *testing.T) {
	var line strings.Builder
	var want []string
	for _, s := range literals(60) {
		line.WriteString(shellWord(literal(s)) + " " + shellWord(join(literal(s), text{{variable: "A"}}, literal(s))) + " ")
		want = append(want, s, s+shellValue+s)
	}
	check(t, words(t, line.String()), want)
}

func FuzzShellWord(f *testing.F) {
	for _, s := range literals(12) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(strings.NewReplacer("\x00", "", "\x01", "").Replace(s), "?")
		check(t, words(t, shellWord(literal(s))+" "+shellWord(join(literal(s), text{{variable: "A"}}, literal(s)))),
			[]string{s, s + shellValue + s})
	})
}
