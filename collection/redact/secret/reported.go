package secret

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/redact/letters"
)

// Reporting is stricter than hiding. A value that may be a secret is hidden everywhere;
// it is reported only if its owner would agree that it is one.

// documented has values from manuals that work for no account or for all: of Stripe,
// Lob, GitHub, reqres.in, Postman Echo, Cisco's sandboxes, RFC 7617 and RFC 7636. They are hidden all the same.
var documented = lazy.Words{Text: `
	4eC39HqLyjWDarjtT1zdp7dc BQokikJOvBiI2HlWgH4olfQ2 16C7e42F292c6912E7710c838347Ae178B4a QpwL5tke4Pnpja7X4 QpwL5tke4Pnpja7 cityslicka
	D+EdQ-gs$-%@2Nu7 D%2BEdQ-gs%24-%25%402Nu7& QWxhZGRpbjpvcGVuIHNlc2FtZQ== QWxhZGRpbjpPcGVuU2VzYW1l
	C1sco12345 0dc8d51e0acffcb1880e0f19c79b2f5b0cc dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM
`}

// isSample reports whether a value, or the part after its prefix, is from documentation.
func isSample(value string) bool {
	return documented.Has(value) || documented.Has(value[strings.LastIndexByte(value, '_')+1:]) || sampleToken(value) || truncatedKey(value) || encodesSample(value) || isSampleDigest(value) || isObjectID(value)
}

// isReported reports whether a value in a secret's place is reported.
func (p place) isReported(value string) bool {
	if p.hiddenOnly || !credential(p.name, value) {
		return false
	}
	return p.declared || reported(p.name, value)
}

// reported reports whether a value that may be the secret of a name is reported.
func reported(name, value string) bool {
	switch {
	case !holdsSecret(name, value), standsInPart(value), saysStandIn(value), isCode(value), repeatsName(name, value), nameOfValue(value), isSample(value), namesSample(value), saysRole(value), isScope(value), isCall(value), isHexAddress(value), isOrder(value) && !isPassword(name):
		return false
	case isPassword(name):
		return len(value) < longestChosen || mixed(value) || !isTyped(value)
	}
	return isASCII(value) && !wordy(value) && !isTyped(value)
}

var (
	// otherLast has last words of names whose values describe a secret or point at one:
	// tokenType, secretArn, passwordHash.
	otherLast = lazy.Words{Text: `
		id ids sid uid uuid guid type types arn address addr name names username header headers count counts hash digest
		checksum fingerprint thumbprint length size limit url urls uri uris link endpoint path expiry expires expired
		expiration at in on by status state version format method methods mode level prefix suffix label title text
		description desc hint question field fields required enabled disabled valid invalid file filename model
		algorithm alg issuer kind class scope scopes policy strength reset date time timestamp var variable variables
		placeholder index total usage symbol decimals server service provider host domain audience claim claims
		location position ttl lifetime duration age page pages reference ref requested selector parameter param
		attribute column property keyword category role group timeout mode supported
	`}
	// pointing has words that, after the word for a secret, say that the value is where
	// it is stored.
	pointing = lazy.Words{Text: "path name arn ref reference location uri url file header field label"}
	// kinds has words before "key" that say that the key is the name of a kind.
	kinds = lazy.Words{Text: "kind type class category group model scope status"}
	// otherFirst has first words of names whose values are choices.
	otherFirst = lazy.Words{Text: "is has have show hide include exclude should use uses enable disable allow require requires needs can skip with without no want"}
	// paging has names of tokens that give no access: they say where a list continues,
	// identify a repeated request, or point at its log.
	paging = lazy.Value[[][]byte]{New: func() [][]byte {
		return words("pagetoken", "pagingtoken", "paginationtoken", "cursortoken", "resumetoken", "skiptoken", "deltatoken",
			"nexttoken", "continuationtoken", "synctoken", "clientrequesttoken", "idempotencytoken", "concurrencytoken", "postmantoken", "debugtoken")
	}}
)

// apart has parts of names whose values open nothing by themselves: tokens against forged
// requests, which count only with a session; the proof of one OAuth 2.0 code (RFC 7636);
// the public ID in a signed address.
var apart = lazy.Value[[][]byte]{New: func() [][]byte { return words("csrf", "xsrf", "codeverifier", "googcredential", "amzcredential") }}

// shortestSession is the minimum length of the value of "sessionId" and of "sessionKey"
// that may give access. Shorter ones number sessions.
const shortestSession = 32

// longestChosen is the length from which people type a password at random, if they do not
// let a program make it.
const longestChosen = 24

// shortestDigest is the length of the shortest password digest in use. A shorter value
// of "password_digest" is the password itself, which Rails accepts there.
const shortestDigest = 20

// holdsSecret reports whether the value of a name is a secret by the name's first and
// last words.
func holdsSecret(name, value string) bool {
	var buffer [longestName]byte
	plain := plainName(&buffer, name)
	if containsAny(plain, paging.Get()) || containsAny(plain, apart.Get()) {
		return false
	}
	list := strings.Split(strings.TrimRight(Snake(name), digits+"_"), "_")
	first, last := list[0], list[len(list)-1]
	text := strings.TrimRight(string(plain), digits)
	switch {
	case strings.HasSuffix(text, "sessionid"), strings.HasSuffix(text, "sessionkey"), strings.HasSuffix(text, "sessid"), strings.HasSuffix(text, "secretid"):
		return random(value) && len(value) >= shortestSession || IsUUID(value) && strings.HasSuffix(text, "secretid")
	case last == "digest" && isPassword(name) && mixed(value) && len(value) < shortestDigest:
		return true
	case last == "key" && len(list) > 1 && kinds.Has(list[len(list)-2]):
		return false // credentialKindKey
	case otherLast.Has(last), otherFirst.Has(first) && len(list) > 1:
		return false
	}
	for i, word := range list[:len(list)-1] {
		if pointing.Has(list[i+1]) && (word == "secret" || word == "token" || word == "key" || word == "password" || word == "credential") {
			return false // client_secret_path_of_gate
		}
	}
	for _, word := range []string{"token", "key", "secret", "password", "credential", "credentials", "cookie", "authorization"} {
		if i := strings.LastIndex(text, word); i >= 0 && otherLast.Has(text[i+len(word):]) {
			return false // written together, as in "tokentype"
		}
	}
	return true
}

// isPassword reports whether a name is one of a password. People choose passwords, so
// they may consist of words.
func isPassword(name string) bool {
	var buffer [longestName]byte
	if isForeignPassword(plainName(&buffer, name)) {
		return true
	}
	name = Snake(name)
	for _, word := range []string{"password", "passwd", "passphrase", "pwd", "pass", "secret"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// repeatsName reports whether a value is only the name, or the name followed by a
// number.
func repeatsName(name, value string) bool {
	bare := func(text string) string { return strings.TrimRight(Snake(text), digits+"_") }
	return bare(value) != "" && bare(name) == bare(value)
}

// nameOfValue reports whether a value is itself the name of a secret, as in
// {tokenVariable: "longTokenValue"} or {"key": "X-Access-Token"}.
func nameOfValue(value string) bool {
	if strings.ContainsAny(value, digits) || len(value) > longestName || !wordy(value) || !IsName(value) && !nameOfAny(value) {
		return false
	}
	return strings.Contains(Snake(value), "_") && !strings.Contains(value, " ") && strings.ToLower(value) != value
}

func nameOfAny(value string) bool {
	list := strings.Split(Snake(value), "_")
	return otherLast.Has(list[len(list)-1])
}

// standsInPart reports whether a part of a value shows that the whole is a placeholder:
// a run of x, or a longest part that is a sequence ("pay_test_abc123").
func standsInPart(value string) bool {
	const enough = 5 // of one character in a row: no random value has that
	run, last, longest := 0, byte(0), ""
	for i := range len(value) {
		c := value[i] | 0x20
		if run++; c != last {
			run, last = 1, c
		}
		if run >= enough && (c == 'x' || value[i] == '*' || value[i] == '.' || value[i] == '#') {
			return true
		}
	}
	for _, part := range strings.FieldsFunc(value, func(r rune) bool { return r < 0x80 && !letters.OrDigit(byte(r)) }) {
		if len(part) > len(longest) {
			longest = part
		}
	}
	if len(longest) >= 5 && monotonous(strings.ToLower(longest)) && !mixed(value) {
		return true
	}
	rest := strings.ToLower(value)
	for _, word := range []string{"deadbeef", "cafebabe", "baadf00d", "c0ffee"} {
		rest = strings.ReplaceAll(rest, word, "")
	}
	if len(rest) < len(value) && monotonous(rest) {
		return true
	}
	return len(rest) < len(value) && len(rest)*2 < len(value)
}

// mixed reports whether a value has letters, digits and special characters, as password
// rules require.
func mixed(value string) bool {
	return strings.ContainsAny(value, lower+upper) && strings.ContainsAny(value, digits) && strings.ContainsAny(value, "!@#$%^&*+?")
}

// weak reports whether a value is a password although it looks like a placeholder:
// "abcd123$" and "Admin!23" satisfy password rules, so they are in use. "Password123!"
// is a placeholder.
func weak(value string) bool {
	if !mixed(value) || bracketed(value) || len(value) > longestName {
		return false
	}
	letters := strings.Join(strings.FieldsFunc(strings.ToLower(value), func(r rune) bool { return r < 'a' || r > 'z' }), "")
	says := runTogether(letters, stand.Get())
	for _, word := range []string{"passw", "pass", "secret", "string", "test", "change", "example", "value"} {
		if says && strings.Contains(letters, word) {
			return false
		}
	}
	return true
}

// isCode reports whether a value is a piece of a program: in minified code a closing
// quote may look like an opening one, as in "password: "+f(x).
func isCode(value string) bool {
	return len(value) > 1 && strings.IndexByte("+,;)", value[0]) >= 0 && strings.ContainsAny(value, "(){}[]")
}

// encodesSample reports whether a value is the base64 or hexadecimal form of words that
// say that they are an example.
func encodesSample(value string) bool {
	if len(value) < shortestCredible || len(value) > longestJudged {
		return false
	}
	for _, decode := range []func(string) ([]byte, error){
		base64.StdEncoding.DecodeString, base64.RawStdEncoding.DecodeString, base64.URLEncoding.DecodeString, base64.RawURLEncoding.DecodeString, hex.DecodeString,
	} {
		plain, err := decode(value)
		if err != nil || strings.Trim(string(plain), lower+upper+digits+" _-.") != "" || holdsRandom(string(plain)) {
			continue
		}
		text := strings.ToLower(string(plain))
		for _, word := range []string{"example", "sample", "placeholder", "changeme", "dummy"} {
			if strings.Contains(text, word) {
				return true
			}
		}
	}
	return false
}

// isHexAddress reports whether a value is the address of a blockchain account or
// contract, which is public.
func isHexAddress(value string) bool {
	return len(value) == len("0x")+40 && value[:2] == "0x" && strings.Trim(value[2:], digits+"abcdefABCDEF") == ""
}

// sampleToken reports whether a value is a JSON Web Token from documentation: of "John
// Doe" or subject 1234567890 (jwt.io), RFC 7519's, or of John Doe in other languages.
func sampleToken(value string) bool {
	_, rest, ok := strings.Cut(value, ".")
	if !ok || !strings.HasPrefix(value, "ey") {
		return false
	}
	claims, _, _ := strings.Cut(rest, ".")
	plain, _ := base64.RawURLEncoding.DecodeString(claims[:len(claims)/4*4]) // as much as there is
	for _, mark := range []string{`"1234567890"`, `"John Doe"`, `"iss":"joe"`, `"fulano@`, `"beltrano@`, `"john.doe@`, `"jane.doe@`} {
		if strings.Contains(string(plain), mark) {
			return true
		}
	}
	return false
}

// isOrder reports whether a value is the ID of a PayPal order, which PayPal's addresses
// carry as "token", as in checkoutnow?token=5O190127TN364715T
// (https://developer.paypal.com/docs/api/orders/v2/).
func isOrder(value string) bool {
	const length = 17
	value = strings.TrimPrefix(value, "EC-")
	return len(value) == length && strings.Trim(value, upper+digits) == "" && strings.Trim(value, digits) != ""
}

// truncatedKey reports whether a private key in PEM is shorter than its DER length says
// (X.690), as keys in documentation are.
func truncatedKey(value string) bool {
	begin, isKey := strings.CutPrefix(value, "-----BEGIN")
	_, body, ok := strings.Cut(begin, "-----")
	if !isKey || !ok {
		return false
	}
	body, _, _ = strings.Cut(body, "-----END")
	body = strings.NewReplacer("\\n", "", "\\r", "", "\n", "", "\r", "", " ", "").Replace(body)
	der, _ := base64.StdEncoding.DecodeString(body[:len(body)/4*4]) // as much as there is
	if len(der) < 4 || der[0] != 0x30 || der[1] != 0x82 {
		return false
	}
	return len(der)-4 < int(der[2])<<8|int(der[3])-3
}

// IsUUID reports whether a value has the length and the hyphens of a UUID.
func IsUUID(value string) bool {
	return len(value) == 36 && value[8] == '-' && value[13] == '-' && value[18] == '-' && value[23] == '-'
}

func isASCII(value string) bool {
	for i := range len(value) {
		if value[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// wordy reports whether a value consists of pronounceable words and short separate
// numbers: "user_voice_001", "VISATOKENSERVICE".
func wordy(value string) bool {
	inWords, pieces := 0, 0
	for _, part := range strings.FieldsFunc(value, func(r rune) bool { return r < 0x80 && !letters.OrDigit(byte(r)) }) {
		switch {
		case strings.Trim(part, digits) == "":
			if len(part) > 4 {
				return false
			}
		case part[0] == 'v' && len(part) > 1 && len(part) < 4 && strings.Trim(part[1:], digits) == "": // a version
		case strings.ContainsAny(part, digits):
			return false
		default:
			for piece := range strings.SplitSeq(Snake(part), "_") {
				if !spoken(piece) {
					return false
				}
				inWords += len(piece)
				pieces++
			}
		}
	}
	return pieces > 0 && inWords*2 >= pieces*7 // three and a half letters per word
}

// spoken reports whether lower-case letters can be a word: it has enough vowels.
func spoken(word string) bool {
	const most = 4 // consonants in a row
	vowels, row := 0, 0
	for i := range len(word) {
		if strings.IndexByte("aeiouy", word[i]) >= 0 {
			vowels++
			row = 0
		} else if row++; row > most {
			return false
		}
	}
	return len(word) < 4 || vowels*5 >= len(word)
}
