package snippet

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// authorize adds what an authorization sends, and replaces what the request itself sends
// in its place. Source: the authorizers of postman-runtime.
func (b *builder) authorize(a collection.Auth) {
	values := map[string]jsontree.Node{}
	for key, value := range a.Values() {
		values[key] = value
	}
	switch a.Type() {
	case "", "noauth":
	case "bearer":
		b.bearer(b.orVariable(values["token"], "token", "token"))
	case "oauth2":
		b.oauth2(values)
	case "apikey":
		b.apiKey(values)
	case "basic", "digest", "ntlm":
		user := b.orVariable(values["username"], "username", "username")
		if domain := b.value(values["domain"], "domain"); a.Type() == "ntlm" && len(domain) > 0 {
			user = join(domain, literal(`\`), user)
		}
		b.login(login{scheme: a.Type(), user: user, password: b.orVariable(values["password"], "password", "password")})
	case "awsv4":
		region := join(b.orVariable(values["region"], "region", "aws_region"), literal(":"), b.orVariable(values["service"], "service", "aws_service"))
		b.login(login{scheme: "aws",
			user:     b.orVariable(values["accessKey"], "accessKey", "aws_access_key_id"),
			password: b.orVariable(values["secretKey"], "secretKey", "aws_secret_access_key"),
			session:  b.value(values["sessionToken"], "sessionToken"),
			region:   region,
		})
	default:
		b.request.signature = signature(a.Type())
	}
}

// authorizeByAddress sends the user and password in the address, if nothing else
// authorizes the request.
func (b *builder) authorizeByAddress() {
	if b.inAddress != nil && b.request.login == nil && b.request.signature == "" && !b.hasHeader("Authorization") {
		b.login(*b.inAddress)
	}
}

func (b *builder) login(l login) {
	noControl := func(s string) string { return strings.ReplaceAll(s, "\x00", "") }
	l.user, l.password, l.region = l.user.each(noControl), l.password.each(noControl), l.region.each(noControl)
	b.removeHeader("Authorization")
	b.request.login = &l
	switch l.scheme {
	case "digest", "ntlm":
		b.request.signature = signature(l.scheme)
	case "aws":
		b.request.signature = signature("awsv4")
	}
}

func (b *builder) bearer(tokenValue text) {
	b.setHeader(literal("Authorization"), join(literal("Bearer "), tokenValue))
}

func (b *builder) oauth2(values map[string]jsontree.Node) {
	token := b.orVariable(values["accessToken"], "accessToken", "access_token")
	switch values["addTokenTo"].Text() {
	case "queryParams":
		b.removeHeader("Authorization")
		b.addQuery(join(literal("access_token="), token.each(encodeValue)))
	default:
		prefix := "Bearer"
		if given := values["headerPrefix"]; given.Kind() == jsontree.String {
			prefix = strings.TrimSpace(given.Text())
		}
		b.setHeader(literal("Authorization"), join(b.text(prefix), literal(separated(prefix)), token))
	}
}

func separated(prefix string) string {
	if prefix == "" {
		return ""
	}
	return " "
}

func (b *builder) apiKey(values map[string]jsontree.Node) {
	key := b.value(values["key"], "key")
	if len(key) == 0 {
		return
	}
	name := "api_key"
	if plain, ok := key.plain(); ok {
		name = plain
	}
	value := b.orVariable(values["value"], name, name)
	if values["in"].Is("query") {
		b.addQuery(join(key.each(encodeKey), literal("="), value.each(encodeValue)))
		return
	}
	b.setHeader(key, value)
}

// signature returns Postman's name of an authorization that computes a value for each
// request.
func signature(authType string) string {
	if t, ok := collection.AuthTypeOf(authType); ok {
		return t.Name
	}
	return "an authorization of its own"
}
