package secret

import (
	"slices"
	"strings"
	"testing"
)

// TestMayBeSecret: no name of a secret is passed over by the fast check.
func TestMayBeSecret(t *testing.T) {
	all := slices.Concat(secretWords.Get(), foreignPasswords.Get(), foreignScripts.Get(), words("pwd", "pass", "mdp"))
	for _, word := range all {
		for _, name := range []string{string(word), "x" + string(word), string(word) + "x"} {
			if !mayBeSecret([]byte(name)) {
				t.Errorf("%s is passed over", name)
			}
		}
	}
	for _, name := range []string{"", "s", "secre", "description", "response", "to_pay"} {
		if mayBeSecret([]byte(name)) || IsName(name) {
			t.Errorf("%q is taken for the name of a secret", name)
		}
	}
}

// TestValueBeforeName: a value before its name is a secret up to 300 characters.
func TestValueBeforeName(t *testing.T) {
	for length, found := range map[int]bool{5: false, 40: true, 300: true, 301: false} {
		value := strings.Repeat("q8Zk2", length/5+1)[:length]
		list := Tokens(`{"value": "` + value + `", "key": "client_secret"}`)
		if (len(list) == 1) != found {
			t.Errorf("%d characters: %v", length, list)
		}
	}
}
