package secret

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/redact/wordset"
)

var (
	secretWords = words(
		"secret", "password", "passwd", "passphrase", "token", "apikey", "authorization", "cookie",
		"privatekey", "accesskey", "authkey", "sessionkey", "signingkey", "encryptionkey", "credential", "sessionid", "codeverifier",
		"subscriptionkey", "functionskey", "accountkey", "masterkey", "sharedkey",
	)
	// harmless has names that contain such a word but are not a secret's.
	harmless = words(
		"tokenname", "tokentype", "tokenurl", "addtokento", "tokenrequestparams", "granttype", "tokenexpires",
		"expires", "expiry", "expiration", "issecretbase64encoded", "requestparams", "showpassword",
		"tokenuri", "tokenendpoint", "passwordreset", "resetpassword", "forgotpassword", "changepassword",
		"pagetoken", "nexttoken", "continuationtoken", "synctoken", "cookiepolicy", "cookieconsent",
		"passwordpolicy", "secretname", "tokenmodel", "tokenlength", "maxtokens", "tokencount",
	)
	// otherWords has other words that start like a secret's word; otherStarts has their
	// starts.
	otherWords  = wordset.New("secretary secretaries secretariat passwordless")
	otherStarts = words("secretar", "passwordless")
	// otherPasses has other words that end in "pass", like the name of a password.
	otherPasses = words("bypass", "boardingpass", "skipass")
	// keyWords has the words before "key" in the names of keys that give access. Other
	// keys point at something (a page, a row, a file), or are public.
	keyWords = wordset.New(`
		api access app application client auth private secret signing encryption hmac ssh security
		subscription functions service server account master shared admin license read write deploy webhook
	`)
)

// words returns words to look for, which are made when they are first asked for: most
// commands never do.
func words(list ...string) func() [][]byte {
	return sync.OnceValue(func() [][]byte {
		var words [][]byte
		for _, word := range list {
			words = append(words, []byte(word))
		}
		return words
	})
}

// longestName is the maximum length of a secret's name, longestRaw that of its JSON.
const (
	longestName = 64
	longestRaw  = 6*longestName + 2
)

// IsName reports whether a name is that of a secret, in any spelling of its words.
func IsName(name string) bool {
	var buffer [longestName]byte
	plain := plainName(&buffer, name)
	if !mayBeSecret(plain) {
		return false
	}
	switch {
	case bytes.Contains(plain, []byte("pwd")) && slices.Contains(strings.Split(Snake(name), "_"), "pwd"):
		return true
	case bytes.HasSuffix(plain, []byte("pass")) && !containsAny(plain, otherPasses):
		if snake := Snake(name); snake == "pass" || strings.HasSuffix(snake, "_pass") {
			return true
		}
	case containsAny(plain, otherStarts):
		words := slices.DeleteFunc(strings.Split(Snake(name), "_"), func(word string) bool { return otherWords()[word] })
		plain = append(plain[:0], strings.Join(words, "")...)
	}
	return (containsAny(plain, secretWords) || isForeignPassword(plain)) && !containsAny(plain, harmless)
}

var (
	// foreignPasswords has the words for a password in other languages: a name starts or
	// ends with one. foreignScripts has those that do not occur inside other words.
	foreignPasswords = words(
		"senha", "contrasena", "contrasenia", "passwort", "kennwort", "motdepasse", "motpasse", "wachtwoord", "katasandi", "sifre",
		"passord", "losenord", "salasana", "lozinka", "matkhau", "pwds", "passcode",
	)
	foreignScripts = words("contraseña", "şifre", "lösenord", "hasło", "mật khẩu", "mậtkhẩu", "пароль", "密码", "密碼", "口令", "パスワード", "비밀번호", "रहस्य", "كلمةالمرور", "סיסמה")
	otherSenha     = words("resenha", "desenha")
)

// isForeignPassword reports whether a plain name is that of a password in a language
// other than English.
func isForeignPassword(plain []byte) bool {
	for _, word := range foreignPasswords() {
		if bytes.HasSuffix(plain, word) || bytes.HasPrefix(plain, word) {
			return !containsAny(plain, otherSenha)
		}
	}
	if string(plain) == "mdp" {
		return true
	}
	return slices.ContainsFunc(plain, func(c byte) bool { return c >= utf8.RuneSelf }) && containsAny(plain, foreignScripts)
}

// mayBeSecret reports, fast, whether a plain name has one of the words that [IsName] looks
// for. Most names do not.
func mayBeSecret(plain []byte) bool {
	byFirst := wordsByFirst()
	for i, c := range plain {
		for _, word := range byFirst[c] {
			if bytes.HasPrefix(plain[i:], word) {
				return true
			}
		}
	}
	return false
}

// wordsByFirst has the words that [IsName] looks for, by their first byte.
var wordsByFirst = sync.OnceValue(func() *[256][][]byte {
	var byFirst [256][][]byte
	for _, word := range slices.Concat(secretWords(), foreignPasswords(), foreignScripts(), words("pwd", "pass", "mdp")()) {
		byFirst[word[0]] = append(byFirst[word[0]], word)
	}
	return &byFirst
})

// isNameOf reports whether the value of a name is a secret: the name is a secret's, or
// it is a key's and the value looks random.
func isNameOf(name, value string) bool { return IsName(name) || isKeyName(name) && isKey(value) }

// isKeyName reports whether a name is that of a key that may be a secret.
func isKeyName(name string) bool {
	if len(name) > longestName || len(name) < len("key") || !strings.EqualFold(name[len(name)-len("key"):], "key") {
		return false
	}
	before := strings.TrimSuffix(strings.TrimSuffix(Snake(name), "key"), "_")
	return keyWords()[before[strings.LastIndexByte(before, '_')+1:]]
}

// isQueryKey reports whether a name is one of the short names of API keys in queries,
// which mean nothing elsewhere: ?key=, ?appid=.
func isQueryKey(name string) bool {
	switch strings.ToLower(name) {
	case "key", "appkey", "app_key", "appid", "apiid":
		return true
	}
	return false
}

// isKey reports whether a value looks random, and is not just an ID (a UUID) or a path.
func isKey(value string) bool {
	return !IsUUID(value) && !strings.HasPrefix(value, "/") && random(value[:min(len(value), longestJudged)])
}

// plainName returns a name in lower case without separators between its words; nothing
// for a name that is too long.
func plainName(buffer *[longestName]byte, name string) []byte {
	plain := buffer[:0]
	if len(name) > longestName {
		return plain
	}
	for i := range len(name) {
		switch c := name[i]; {
		case c >= 'A' && c <= 'Z':
			plain = append(plain, c-'A'+'a')
		case c != '_' && c != '-' && c != ' ' && c != '.':
			plain = append(plain, c)
		}
	}
	return plain
}

// isSession reports whether a cookie with a name has a session or another secret.
func isSession(name string) bool {
	var buffer [longestName]byte
	plain := plainName(&buffer, name)
	return bytes.Contains(plain, []byte("sess")) || bytes.HasSuffix(plain, []byte("sid")) || IsName(name)
}

func containsAny(text []byte, words func() [][]byte) bool {
	for _, word := range words() {
		if bytes.Contains(text, word) {
			return true
		}
	}
	return false
}
