package collection_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
)

func TestScopes(t *testing.T) {
	for text, want := range map[string]struct {
		names     []string
		separator string
	}{
		"":                               {nil, ""},
		" , ":                            {nil, ""},
		"a":                              {[]string{"a"}, ""},
		"a b":                            {[]string{"a", "b"}, " "},
		"b a b":                          {[]string{"b", "a", "b"}, " "},
		" a  b\tc\n":                     {[]string{"a", "b", "c"}, "\t"},
		"a,b":                            {[]string{"a", "b"}, ","},
		"a, b ,c":                        {[]string{"a", "b", "c"}, ", "},
		",a,,b,":                         {[]string{"a", "b"}, ",,"},
		"a\u00a0b":                       {[]string{"a", "b"}, "\u00a0"},
		"{{a b}}":                        {[]string{"{{a b}}"}, ""},
		"{{one scope}} {{two scope}} x":  {[]string{"{{one scope}}", "{{two scope}}", "x"}, " "},
		"{{a,b}},c":                      {[]string{"{{a,b}}", "c"}, ","},
		"{{a}},{{b}}":                    {[]string{"{{a}}", "{{b}}"}, ","},
		"{{clinic {{n o}} read}} y":      {[]string{"{{clinic {{n o}} read}}", "y"}, " "},
		"x{{a b}}y z":                    {[]string{"x{{a b}}y", "z"}, " "},
		"{{open a":                       {[]string{"{{open", "a"}, " "},
		"https://x/a,b":                  {[]string{"https://x/a,b"}, ""},
		"https://x/a b":                  {[]string{"https://x/a", "b"}, " "},
		"https://x/a,https://x/b":        {[]string{"https://x/a", "https://x/b"}, ","},
		"https://x/a,b,https://x/c":      {[]string{"https://x/a,b", "https://x/c"}, ","},
		"p:read,https://x/a":             {[]string{"p:read", "https://x/a"}, ","},
		"p:read,q:read,https://x/a,b":    {[]string{"p:read", "q:read", "https://x/a,b"}, ","},
		"https://x/a, b":                 {[]string{"https://x/a", "b"}, ", "},
		"https://x/a,,b":                 {[]string{"https://x/a,,b"}, ""},
		"{{base}}/a,b {{base}}/c":        {[]string{"{{base}}/a,b", "{{base}}/c"}, " "},
		"{{base}}/a,{{base}}/b":          {[]string{"{{base}}/a", "{{base}}/b"}, ","},
		"{{scheme}}://x/a,b":             {[]string{"{{scheme}}://x/a,b"}, ""},
		"openid,profile,https://x/a.b c": {[]string{"openid", "profile", "https://x/a.b", "c"}, ","},
	} {
		if got := collection.ScopeNames(text); !slices.Equal(got, want.names) {
			t.Errorf("%q has the scopes %q, want %q", text, got, want.names)
		}
		if got := collection.ScopeSeparator(text); got != want.separator {
			t.Errorf("%q is separated by %q, want %q", text, got, want.separator)
		}
		for _, s := range collection.Scopes(text) {
			if text[s.Start:s.End] != s.Name {
				t.Errorf("%q: %+v is not where it says", text, s)
			}
		}
	}
}

// TestJoinScopes: whatever scopes are joined by whatever separates scopes, the
// reader finds the same.
func TestJoinScopes(t *testing.T) {
	words := []string{"a", "b:read", "{{a b}}", "{{a,b}}", "https://x/a", "https://x/a,b", "{{base}}/c,d", "{{n {{o}}}}", "x{{y}}", "urn:z"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		random.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		names := slices.Clone(words[:random.IntN(len(words))])
		separator := []string{" ", ",", ", ", "\t", "\n", " , "}[random.IntN(6)]
		text := collection.JoinScopes(names, separator)
		got := collection.ScopeNames(text)
		if separator != "," && !slices.Equal(got, names) {
			t.Errorf("%q joined are %q, which has %q", names, text, got)
		}
		slices.Sort(got)
		slices.Sort(names)
		if !slices.Equal(got, names) {
			t.Errorf("%q joined are %q, which has %q", names, text, got)
		}
		if len(names) > 1 && collection.ScopeSeparator(text) != separator {
			t.Errorf("%q is separated by %q, want %q", text, collection.ScopeSeparator(text), separator)
		}
	}
}

// FuzzScopes: what is between the scopes of a text are blanks and commas, and
// joining them gives the same scopes again.
func FuzzScopes(f *testing.F) {
	for _, seed := range []string{"a b", "a,b", "{{a b}} c", "https://x/a,b,https://y", "{{a {{b c}} d}},e", "{{{{a}},b", ",https://,"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		done := 0
		for _, s := range append(collection.Scopes(text), collection.Scope{Start: len(text), End: len(text)}) {
			if s.Start < done || strings.Trim(text[done:s.Start], ", \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000") != "" {
				t.Errorf("%q: between scopes stands %q", text, text[done:max(done, s.Start)])
			}
			done = s.End
		}
		names := collection.ScopeNames(text)
		if again := collection.ScopeNames(collection.JoinScopes(names, " ")); !slices.Equal(again, names) {
			t.Errorf("%q has the scopes %q, joined they are %q", text, names, again)
		}
	})
}
