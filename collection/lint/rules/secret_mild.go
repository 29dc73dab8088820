package rules

import (
	"regexp"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/redact/secret"
)

// mild returns why a value in a secret's place probably gives no access; "" if nothing
// suggests that. A known token format is mild only if the request's name says that the
// token is invalid.
func mild(p *rule.Pass, s secret.Finding) string {
	if s.Weak {
		return "anybody guesses it; choose another if the account is more than a sample"
	}
	item := collection.Item{Node: collection.EnclosingItem(s.Node)}
	if s.Place() == secret.InRequest && analysis.Memo(p.Facts, refusedItem{item.Node}, func() bool { return isRefused(item.Name()) }) {
		return "the request tests a value that is refused; leave it if it is of no use any more"
	}
	if s.HasFormat() {
		return ""
	}
	switch s.Place() {
	case secret.InExample:
		if isWritten(exampleAround(s.Node)) {
			return "the example was written and not received; leave the value if it is invented"
		}
		if s.IsPassword() && drawn(s.Node, "Password") {
			return "the request makes a random password; leave the value if it is one"
		}
	case secret.InRequest:
		if inBody(s.Node) && isManual(p) {
			return "the collection documents an API with samples; leave the value if it is one"
		}
	case secret.InScript:
	case secret.Elsewhere:
		if inDescription(s.Node) {
			return "a description shows it; leave the value if it is a sample"
		}
		return ""
	default:
		return ""
	}
	switch {
	case !s.IsPassword() || !item.Node.Exists():
	case registers(item):
		return "the request makes the account; leave the password if the account is invented"
	case repeatsUser(s):
		return "the password is the name of its account; leave it if the account is a sample"
	case ofNobody(s):
		return "the account has an address at a domain that is kept for examples; leave the password if the account is invented"
	}
	return ""
}

// refused matches names of requests with a token or password that is wrong on purpose.
var refused = lazy.Value[*regexp.Regexp]{New: func() *regexp.Regexp {
	const (
		start, end = `(?:\b|_)`, `(?:\b|_)`
		between    = `[ _-]+`
		wrong      = `(?:invalid|wrong|incorrect|bad|expired|revoked|fake|malformed|inv[aá]lid[oae]s?|incorrect[oae]s?|expirad[oa]s?|errad[oa]s?|err[oó]ne[oa]s?|equivocad[oa]s?|falsch(?:e[rs]?)?|ung[uü]ltig(?:e[rs]?)?|salah|sai|yanl[iı][sş]|невер\p{L}+|неправильн\p{L}+)`
		what       = `(?:tokens?|jwt|passwords?|passwd|pwd?|pass|credentials?|logins?|secret|api[ _-]?key|key|signature|session|senha|contrase[nñ]a|clave|passwort|mot de passe|kata ?sandi|[sş]ifre|m[aậ]t ?kh[aẩ]u|парол\p{L}*|токен\p{L}*)`
	)
	return regexp.MustCompile(`(?i)` + start + wrong + between + `(?:\w+` + between + `)?` + what + end + `|` + start + what + between + `(?:is` + between + `)?` + wrong + end)
}}

// refusedItem is the key for whether a request tests a value that is refused.
type refusedItem struct{ item jsontree.Node }

// isRefused reports whether a name says that the token or password of a request is
// wrong. For a client's credentials the ID is usually wrong, and the secret is real.
func isRefused(name string) bool {
	return refused.Get().MatchString(name) && !strings.Contains(strings.ToLower(name), "client")
}

// repeatsUser reports whether a password equals the name of the user next to it, as in
// test accounts.
func repeatsUser(s secret.Finding) bool {
	const near = 200
	text := s.Node.Text()
	if len(text) == len(s.Value) {
		for beside := range s.Node.Parent().Parent().Elements() {
			if isUser(beside.Get("key").Text(), beside.Get("value").Text(), s.Value) {
				return true
			}
		}
		return false
	}
	text = text[max(0, s.From-near):min(len(text), s.To+near)]
	for _, m := range userInJSON.Get().FindAllStringSubmatch(text, -1) {
		if isUser(m[1], m[2], s.Value) {
			return true
		}
	}
	return false
}

// isUser reports whether a value is a user or e-mail address whose name, apart from
// digits at the end, is the password.
func isUser(name, value, password string) bool {
	local, _, _ := strings.Cut(value, "@")
	if !namesUser.Get().MatchString(name) {
		return false
	}
	bare := func(word string) string { return strings.TrimRight(word, "0123456789") }
	return strings.EqualFold(value, password) || strings.EqualFold(local, password) || len(bare(local)) >= 3 && strings.EqualFold(bare(local), bare(password))
}

var (
	namesUser  = lazy.Regexp{Expr: `(?i)user|login|name|mail|account|usuario|benutzer`}
	userInJSON = lazy.Regexp{Expr: `"([^"\\\n]{1,40})"\s*:\s*"([^"\\\n]{1,64})"`}
)

// reserved matches e-mail addresses at reserved domains (RFC 2606).
var reserved = lazy.Regexp{Expr: `(?i)@(?:[a-z0-9-]+\.)*(?:example\.(?:com|org|net)|[a-z0-9-]+\.(?:test|example|invalid))\b`}

// ofNobody reports whether a password in a body is next to an e-mail address at a
// reserved domain.
func ofNobody(s secret.Finding) bool {
	const near = 200
	if text := s.Node.Text(); len(text) > len(s.Value) {
		return reserved.Get().MatchString(text[max(0, s.From-near):min(len(text), s.To+near)])
	}
	for beside := range s.Node.Parent().Parent().Elements() {
		if reserved.Get().MatchString(beside.Get("value").Text()) {
			return true
		}
	}
	return false
}

func inDescription(n jsontree.Node) bool {
	for at := n; at.Exists(); at = at.Parent() {
		if at.Key().Is("description") {
			return true
		}
	}
	return false
}

// exampleAround returns the saved example around a node.
func exampleAround(n jsontree.Node) collection.Response {
	for at := n; at.Exists(); at = at.Parent() {
		if at.Parent().Key().Is("response") && at.Kind() == jsontree.Object {
			return collection.Response{Node: at}
		}
	}
	return collection.Response{}
}

var (
	// registration matches names and last path segments of requests that create an
	// account, in several languages.
	registration = lazy.Regexp{Expr: `(?i)regist(?:er|ra|ro|rier)|\b(?:sign[ _-]?up|enroll\w*|onboard\w*|cadastr\w*|inscri\w*|inscrever|daftar|kay[iı]t\w*|uye[ _-]?(?:ol|ekle)|rejestr\w*|` +
		`(?:create|add|new|insert|save|make|crear|agregar|nuev[oa]|criar|novo|nova|adicionar|ajouter|cr[eé]er|anlegen|neu\w*|tambah|buat|ekle)[ _-]?(?:an?[ _-]|un[ _-]|el[ _-]|o[ _-])?(?:new[ _-])?` +
		`(?:\w+[ _-])?(?:users?|accounts?|members?|customers?|employees?|admins?|usuarios?|usu[aá]rios?|cuentas?|contas?|clientes?|utilisateurs?|comptes?|benutzer|konto|pengguna|akun|kullan[iı]c[iı]|hesap))\b|` +
		`註冊|注册|회원 ?가입|会員登録|ユーザー登録|新規登録|регистрац`}
	// peoplesList matches last path segments of lists of accounts.
	peoplesList = lazy.Regexp{Expr: `(?i)^(?:users?|accounts?|members?|customers?|employees?|usuarios?|usu[aá]rios?|clientes?|utilisateurs?|benutzer|kullanicilar?|pengguna)$`}
)

// registers reports whether a request creates an account, with the password that it
// sends.
func registers(i collection.Item) bool {
	r := i.Request()
	if r.Method() != "POST" && r.Method() != "PUT" {
		return false
	}
	path, _, _ := strings.Cut(r.URL().Sent(), "?")
	path = strings.TrimRight(path, "/")
	last := path[strings.LastIndexByte(path, '/')+1:]
	if verb := strings.ToLower(last); verb == "create" || verb == "add" || verb == "new" || verb == "save" {
		before := strings.TrimRight(path[:len(path)-len(last)], "/")
		if peoplesList.Get().MatchString(before[strings.LastIndexByte(before, '/')+1:]) {
			return true // /users/create
		}
	}
	return registration.Get().MatchString(last) || registration.Get().MatchString(i.Name()) || peoplesList.Get().MatchString(last)
}
