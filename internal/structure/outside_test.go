package structure

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// pure are the folders whose code uses no file, network, environment, clock
// or process, and behaves the same on every run.
var pure = []string{"collection", "templates", "schemas", "internal/suggest", "internal/yamlfile"}

// outside are the packages that reach outside the program or differ between
// runs, with the parts that are allowed because they do neither.
var outside = map[string][]string{
	"os": nil, "os/exec": nil, "os/signal": nil, "os/user": nil, "syscall": nil, "plugin": nil, "unsafe": nil,
	"io/ioutil": nil, "log": nil, "log/slog": nil, "testing": nil, "runtime/debug": nil, "flag": nil,
	"math/rand": nil, "math/rand/v2": nil, "crypto/rand": nil,
	"golang.org/x/sys/unix": nil, "golang.org/x/sys/windows": nil,
	"net":           {"IP", "IPNet", "JoinHostPort", "ParseCIDR", "ParseIP", "SplitHostPort"},
	"net/http":      {"StatusText"},
	"path/filepath": {"Base", "Clean", "Dir", "Ext", "Join", "ToSlash", "FromSlash", "IsAbs"},
	"time":          {"Duration", "ParseDuration", "Parse", "Time", "RFC3339", "DateOnly", "Second", "Minute", "Hour"},
	"embed":         {"FS"},
	"fmt": {"Append", "Appendf", "Appendln", "Errorf", "Formatter", "Fprint", "Fprintf", "Fprintln", "Sprint", "Sprintf",
		"Sprintln", "Sscan", "Sscanf", "State", "Stringer"},
	"github.com/google/uuid": {"MustParse", "NameSpaceURL", "NewSHA1", "Parse", "UUID", "Validate"},
}

// TestPure: nothing in the pure folders imports what reaches outside, or uses
// the part of it that does.
func TestPure(t *testing.T) {
	files, used := 0, 0
	for _, s := range sources(t) {
		if !below(s.name(), pure...) {
			continue
		}
		for _, name := range s.GoFiles {
			files++
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, filepath.Join(s.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			at := func(p token.Pos) string { return path.Join(s.name(), name) + ":" + strconv.Itoa(set.Position(p).Line) }
			called := map[string]string{} // import paths by their name in the file
			for _, i := range file.Imports {
				from, err := strconv.Unquote(i.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				harmless, reaches := outside[from]
				switch {
				case !reaches || i.Name != nil && i.Name.Name == "_" && from == "embed":
					continue
				case harmless == nil:
					t.Errorf("%s imports %s", at(i.Pos()), from)
				case i.Name != nil && i.Name.Name == ".":
					t.Errorf("%s imports %s without its name", at(i.Pos()), from)
				case i.Name != nil:
					called[i.Name.Name] = from
				default:
					called[path.Base(from)] = from
				}
			}
			ast.Inspect(file, func(n ast.Node) bool {
				selector, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				of, ok := selector.X.(*ast.Ident)
				if !ok || called[of.Name] == "" {
					return true
				}
				used++
				if !slices.Contains(outside[called[of.Name]], selector.Sel.Name) {
					t.Errorf("%s uses %s.%s", at(selector.Pos()), called[of.Name], selector.Sel.Name)
				}
				return true
			})
		}
	}
	if files < 100 || used < 100 {
		t.Errorf("only %d files and %d uses found", files, used)
	}
}
