package pii

import (
	"iter"
	"strings"

	"github.com/postwright/postwright/collection/redact/letters"
	"github.com/postwright/postwright/collection/redact/wordset"
)

// byShape finds e-mail addresses, and social security numbers after those words.
func byShape(text string) []Match { return append(mails(text), calledSSN(text)...) }

// mails finds e-mail addresses that may be a person's.
func mails(text string) []Match {
	var found []Match
	for a := range addresses(text) {
		end := a.end
		for end > a.domain && !letters.OrDigit(text[end-1]) {
			end--
		}
		local, domain := text[a.start:a.at], text[a.domain:end]
		if isUser(text[:a.start]) && !IsPrivateMail(local+"@"+domain) {
			continue
		}
		if isPersonal(local, domain) {
			found = append(found, Match{a.start, end, Email})
		}
	}
	return found
}

// isUser reports whether what follows a text is the user or the password of a URL, as in
// ssh://git@host.com and https://user:password@host.com.
func isUser(before string) bool {
	if user, ok := strings.CutSuffix(before, ":"); ok {
		before = strings.TrimRightFunc(user, func(r rune) bool { return r < 0x80 && localByte[r] })
	}
	return strings.HasSuffix(before, "//")
}

// place is where a text may have an address of mail: the bytes start up to end, with the
// @ at at and the domain from domain on.
type place struct{ start, at, domain, end int }

// addresses yields the places of a text that look like addresses of mail: each @, also
// encoded as in URLs, with a dot in the domain behind it. Encoded coordinates have
// thousands without.
func addresses(text string) iter.Seq[place] {
	return func(yield func(place) bool) {
		encoded := strings.Contains(text, encodedAt)
		for from := 0; ; {
			at, domain := nextAt(text, from, encoded)
			if at < 0 {
				return
			}
			start, end, dotted := at, domain, false
			for end < len(text) && end-at < 255 && domainByte[text[end]] {
				dotted = dotted || text[end] == '.'
				end++
			}
			from = domain
			if !dotted {
				continue
			}
			for start > 0 && at-start < 64 && localByte[text[start-1]] {
				start--
			}
			if i := strings.LastIndexByte(text[start:at], '%'); i >= 0 && domain > at+1 {
				start = min(at, start+i+len(encodedAt)) // another encoded character
			}
			if !yield(place{start, at, domain, end}) {
				return
			}
		}
	}
}

const encodedAt = "%40"

// nextAt returns where the next @ of a text is, from an offset on, and where what is
// behind it starts; -1 if there is none. An encoded one counts where encoded says so.
func nextAt(text string, from int, encoded bool) (at, behind int) {
	for from < len(text) {
		i := strings.IndexByte(text[from:], '@')
		if encoded {
			i = strings.IndexAny(text[from:], "@%")
		}
		if i < 0 {
			break
		}
		from += i
		switch {
		case text[from] == '@':
			return from, from + 1
		case strings.HasPrefix(text[from:], encodedAt):
			return from, from + len(encodedAt)
		}
		from++
	}
	return -1, -1
}

// hasAt reports whether a text has an @, perhaps encoded as in URLs.
func hasAt(text string) bool {
	return strings.IndexByte(text, '@') >= 0 || strings.Contains(text, encodedAt)
}

// The bytes of the parts of an address before and behind the @.
var localByte, domainByte = bytesOf("._%+-'"), bytesOf(".-")

// bytesOf returns the set of letters, digits and some marks.
func bytesOf(marks string) (set [256]bool) {
	for i := range set {
		set[i] = letters.OrDigit(byte(i)) || strings.IndexByte(marks, byte(i)) >= 0
	}
	return set
}

// calledSSN finds numbers after the words SSN and social security number in a text, as
// in "SSN: 219-56-0211".
func calledSSN(text string) []Match {
	var found []Match
	for _, word := range []string{"SSN", "ssn", "ocial "} {
		for from := 0; ; {
			i := strings.Index(text[from:], word)
			if i < 0 {
				break
			}
			from += i + len(word)
			if word == "ocial " {
				if !anyPrefix(text[from:], "security", "Security") {
					continue
				}
				from += len("security")
			}
			near := text[from:min(len(text), from+24)]
			if j := strings.IndexAny(near, digits); j >= 0 && len(near) >= j+11 && isSSN(near[j:j+11]) && strings.Count(near[j:j+11], "-") == 2 {
				found = append(found, Match{from + j, from + j + 11, SSN})
			}
		}
	}
	return found
}

const digits = "0123456789"

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

// only reports whether a text consists of digits and some other characters.
func only(text, marks string) bool { return strings.Trim(text, digits+marks) == "" }

// isSSN reports whether a number may have been issued
// (https://www.ssa.gov/employer/randomization.html), and is not a commonly invented one.
func isSSN(value string) bool {
	value = strings.TrimSpace(value)
	d := digitsOf(value)
	if len(d) != 9 || !only(value, "- ") || inventedNumber(d) {
		return false
	}
	switch {
	case d[:3] == "000", d[:3] == "666", d[0] == '9', d[3:5] == "00", d[5:] == "0000":
		return false
	case d == "078051120", d == "219099999": // printed on sample cards
		return false
	}
	return true
}

// typedNumber reports whether digits are surely invented.
func typedNumber(d string) bool {
	same, up := 1, 1
	for i := 1; i < len(d); i++ {
		same, up = same+1, up+1
		if d[i] != d[i-1] {
			same = 1
		}
		if d[i] != d[i-1]+1 {
			up = 1
		}
		if same >= 5 || up >= 5 || i >= 5 && d[i-5:i-2] == d[i-2:i+1] {
			return true
		}
	}
	return strings.Count(d, "1234") >= 2
}

// isRecord reports whether a text is a medical record number, and not a placeholder.
func isRecord(value string) bool {
	d := digitsOf(value)
	return len(d) >= 5 && !inventedNumber(d) && !strings.ContainsAny(value, "{<$")
}

// inventedNumber reports whether digits count up or down, or are nearly all the same.
func inventedNumber(d string) bool {
	up, down := 0, 0
	var seen [10]int
	for i := range len(d) {
		seen[d[i]-'0']++
		if i > 0 {
			switch (d[i] - d[i-1] + 10) % 10 {
			case 1:
				up++
			case 9:
				down++
			case 0:
				up++
				down++
			}
		}
	}
	most, different := 0, 0
	for _, n := range seen {
		most = max(most, n)
		if n > 0 {
			different++
		}
	}
	return different <= 2 || most*3 >= len(d)*2 || up*4 >= (len(d)-1)*3 || down*4 >= (len(d)-1)*3
}

// isDate reports whether a text is a date, in one of the common orders.
func isDate(value string) bool {
	value, _, _ = strings.Cut(value, "T")
	d := digitsOf(value)
	return len(d) == 8 && only(value, "-/.") && (strings.Contains(d[:4], "19") || strings.Contains(d[:4], "20") || strings.Contains(d[4:], "19") || strings.Contains(d[4:], "20"))
}

// inventedDate reports whether a date is the first of January, which people type as an
// example, or a sequence.
func inventedDate(value string) bool {
	value, _, _ = strings.Cut(value, "T")
	d := digitsOf(value)
	return strings.HasPrefix(d, "0101") || strings.HasSuffix(d, "0101") || inventedNumber(d)
}

var (
	// roles has mailbox names that do not belong to a person.
	roles = wordset.New(`
		admin administrator api billing bot care contact customer customercare customerservice developer developers devops dev
		email example feedback hello help helpdesk hr info integration it mail mailer marketing me my name no-reply noreply notifications office
		operations ops owner partner partners postman postmaster privacy robot root sales security service services
		staff support sysadmin system team tech test user users webmaster you your yourname someone somebody anyone
		agency booking bookings reservation reservations travel order orders shop store news press media legal finance
		accounting jobs career careers abc xyz foo bar baz sample demo dummy fake client customer guest tester qa apis api-support
	`)
	inventedDomains = wordset.New(`
		domain.com yourdomain.com mydomain.com mailinator.com company.com yourcompany.com mycompany.com
		acme.com foo.com bar.com abc.com xyz.com contoso.com fabrikam.com somewhere.com somedomain.com website.com site.com
		a.com b.com c.com aa.com abcd.com xx.com xxx.com x.com y.com z.com your.com some.com server.com host.com
		clinic.com hospital.com getpostman.com postman.com
	`)
)

// isPersonal reports whether an e-mail address may be a person's: not at a reserved (RFC
// 2606, RFC 6761) or invented domain, not a role, and not an invented name.
func isPersonal(local, domain string) bool {
	local, domain = strings.ToLower(local), strings.ToLower(domain)
	dot := strings.LastIndexByte(domain, '.')
	if local == "" || dot < 1 || len(domain)-dot < 3 || only(domain, ".") {
		return false
	}
	switch domain[dot+1:] {
	case "test", "example", "invalid", "localhost", "local", "internal", "priv", "lan", "home", "corp", "intranet", "png", "jpg", "js", "css":
		return false
	}
	if inventedDomains()[domain] || roles()[strings.TrimRight(local, digits)] {
		return false
	}
	if holdsTestWord(local) || holdsTestWord(domain) {
		return false
	}
	for _, word := range []string{"techacct", "serviceaccount", "noreply"} {
		if strings.Contains(domain, word) || strings.Contains(local, word) {
			return false
		}
	}
	for _, w := range strings.FieldsFunc(local, func(r rune) bool { return r == '.' || r == '_' || r == '-' || r == '+' }) {
		if w = strings.TrimRight(w, digits); roles()[w] || strings.HasSuffix(w, "doe") || strings.HasPrefix(w, "user") {
			return false
		}
	}
	return !invented(nameWords(local)) && !machine(local)
}

// machine reports whether a mailbox belongs to a program: a long name with many digits.
func machine(local string) bool {
	return len(local) >= 16 && len(digitsOf(local))*4 >= len(local)
}
