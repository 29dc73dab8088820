package merge_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/mutate"
)

// generation returns what a template makes with random scopes and requests, and the
// scopes that it asks for.
func generation(t *testing.T, random *rand.Rand, tpl *template.Template) (string, []string) {
	t.Helper()
	var c generate.Choices
	for _, name := range tpl.ScopeNames() {
		if len(c.Scopes) == 0 || random.IntN(3) > 0 {
			c.Scopes = append(c.Scopes, name)
		}
	}
	most := random.IntN(12)
	c.Operations = slices.DeleteFunc(slices.Clone(tpl.API.Operations), func(*api.Operation) bool { return random.IntN(len(tpl.API.Operations)) > most })
	text, err := generate.Collection(tpl, c)
	if err != nil {
		t.Fatal(err)
	}
	return text, c.Scopes
}

// TestRegenerate: a person edits what DrChrono's template made; then it is
// generated again, with other scopes and other requests. What the person wrote
// stays, what is new comes in, the scopes are the new ones unless the person
// changed them, and a second time changes nothing.
func TestRegenerate(t *testing.T) {
	tpl, err := template.Embedded("drchrono")
	if err != nil {
		t.Fatal(err)
	}
	if err := template.EmbeddedAPI(tpl); err != nil {
		t.Fatal(err)
	}
	n := uint64(60)
	if testing.Short() {
		n = 12
	}
	edits := 0
	for seed := range n {
		random := rand.New(rand.NewPCG(seed, 99))
		base, _ := generation(t, random, tpl)
		theirs, scopes := generation(t, random, tpl)
		edited, hand := side(random, mutate.Parse(base), "hand", 8, nil, mutate.Kinds())
		if random.IntN(2) == 0 {
			edited.Shuffle(random)
			edited.Reidentify(random)
		}
		s := story{seed: seed, base: base, ours: edited.Print(units[random.IntN(len(units))]), theirs: theirs, hand: hand}
		r := s.merged(t, merge.Ours)
		where := fmt.Sprintf("seed %d, hand %+v, conflicts %q", seed, hand, conflicts(r))
		ofAuth := false
		for _, edit := range hand {
			edits++
			ofAuth = ofAuth || edit.Kind == "auth"
			if edit.Mark != "" && strings.Contains(s.ours, edit.Mark) && !strings.Contains(r.Text, edit.Mark) {
				t.Errorf("%s: %s is lost", where, edit.Mark)
			}
		}
		merged := mutate.Parse(r.Text)
		for _, attribute := range merged.Get("auth", "oauth2").Elements {
			if attribute.Get("key").Text() == "scope" && !ofAuth && attribute.Get("value").Text() != strings.Join(scopes, " ") {
				t.Errorf("%s: asks for %s", where, attribute.Get("value").Text())
			}
		}
		second := story{seed: seed, base: theirs, ours: r.Text, theirs: theirs}
		if again := second.merged(t, merge.Stop); len(again.Conflicts) > 0 || again.Text != r.Text {
			t.Errorf("%s: the second time %q\n%s", where, conflicts(again), compare(t, r.Text, again.Text))
		}
	}
	if edits < int(n) {
		t.Errorf("only %d edits", edits)
	}
}
