package secret

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

var (
	// sampleWords has words that show that a value that is not random is not a secret: a
	// default password, or one that everybody gets for testing.
	sampleWords = lazy.Words{Text: "default demo sample dummy fake mock placeholder anything whatever something nothing johndoe janedoe johnsmith jdoe fulano mustermann deleteme"}
	// trialWords has the first words of placeholders that end in some letters and digits
	// to distinguish them: "test_token_x8Kd93".
	trialWords = lazy.Words{Text: "test sample dummy fake mock demo example my your"}
	// roles has roles of people in a system. A password of such a word and a number
	// belongs to a test account.
	roles = lazy.Words{Text: `
		admin administrator manager merchant customer client seller vendor supplier buyer shopper owner staff employee worker
		student teacher professor instructor parent doctor nurse patient pharmacist receptionist driver rider courier guest member
		supervisor operator agent moderator editor author viewer auditor cashier superadmin superuser supporter subscriber developer
		repartidor encargado cajero mesero mozo chofer operador supervisora motorista entregador garcom atendente livreur vendeuse fahrer
		gerente cliente vendedor comprador empleado funcionario profesor alumno estudiante medico paciente enfermera administrador dueno dono
		kunde verkaeufer lehrer schueler arzt mitarbeiter benutzer nutzer utilisateur vendeur enseignant eleve medecin
		musteri ogretmen ogrenci kullanici yonetici pelanggan guru siswa penjual pengguna karyawan dosen mahasiswa
	`}
)

// namesSample reports whether a word in a value says that it is a sample, and no part of
// it looks random; or whether it is a placeholder with a short tail.
func namesSample(value string) bool {
	if len(value) > longestName || holdsRandom(value) {
		return false
	}
	for _, word := range strings.FieldsFunc(strings.ToLower(value), func(r rune) bool { return r < 'a' || r > 'z' && r < 0x80 }) {
		if sampleWords.Has(word) {
			return true
		}
	}
	return hasShortTail(value)
}

// hasShortTail reports whether a value is a placeholder in words followed by a few
// letters and digits: "sample_token_x8Kd93".
func hasShortTail(value string) bool {
	const longestTail, shortestWords = 12, 10
	for tail := 1; tail <= 4 && len(value)-tail >= shortestWords && !mixed(value); tail++ {
		if saysStandIn(value[:len(value)-tail]) {
			return true
		}
	}
	parts := strings.FieldsFunc(value, func(r rune) bool { return r == '_' || r == '-' || r == '.' })
	trial, words, length := false, 0, 0
	for words < len(parts) && standIn(parts[words]) {
		word := strings.ToLower(parts[words])
		trial = trial || trialWords.Has(word)
		length += len(word) + 1
		words++
	}
	return trial && words >= 2 && len(value)-length <= longestTail
}

// keyboard has the rows of a keyboard.
var keyboard = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}

// isTyped reports whether a value was typed at random: its letters are all on one row
// of a keyboard, "hgkjdfhgkj", or so many in a row are on the same one, "ashdjkahoqwieoqwe".
// Ten random letters are on one row once in ten thousand times. Hexadecimal digits are more
// often, but those are at most four different ones.
func isTyped(value string) bool {
	const fewest, different, many = 10, 5, 16
	letters := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(value))
	if len(letters) < fewest {
		return false
	}
	stays := 0 // how often the next letter is on the same row
	for _, row := range keyboard {
		for i := 1; i < len(letters); i++ {
			if strings.IndexByte(row, letters[i-1]) >= 0 && strings.IndexByte(row, letters[i]) >= 0 {
				stays++
			}
		}
		if strings.Trim(letters, row) != "" {
			continue
		}
		used := 0
		for _, c := range row {
			if strings.ContainsRune(letters, c) {
				used++
			}
		}
		return used >= different
	}
	return len(letters) >= many && stays*20 >= (len(letters)-1)*17
}

// digestsOfSamples are hexadecimal MD5, SHA-1 and SHA-256 digests of passwords that people
// type for testing. Programs that log in with a digest are tried with those.
var digestsOfSamples = lazy.Value[map[string]bool]{New: func() map[string]bool {
	set := map[string]bool{}
	for _, password := range []string{"", "123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "111111", "000000", "123123", "654321", "abc123", "password", "password123", "admin", "admin123", "root", "test", "test123", "qwerty", "secret", "string"} {
		md, sha, long := md5.Sum([]byte(password)), sha1.Sum([]byte(password)), sha256.Sum256([]byte(password))
		set[hex.EncodeToString(md[:])], set[hex.EncodeToString(sha[:])], set[hex.EncodeToString(long[:])] = true, true, true
	}
	return set
}}

// isSampleDigest reports whether a value is the digest of a password for testing.
func isSampleDigest(value string) bool {
	return (len(value) == 2*md5.Size || len(value) == 2*sha1.Size || len(value) == 2*sha256.Size) && digestsOfSamples.Get()[strings.ToLower(value)]
}

// objectPrefixes are how IDs of Stripe's objects begin (https://docs.stripe.com/api). An ID
// gives no access without a key.
var objectPrefixes = lazy.Words{Text: "acct btok card ch cus dp evt fee ii in inv link pi pm po prod price promo pyr re req sc seti si src sub tok trr txn txr we"}

// isObjectID reports whether a value is such an ID. The secret of a payment is one with
// more after it: pi_…_secret_….
func isObjectID(value string) bool {
	const shortest = 14
	prefix, id, ok := strings.Cut(value, "_")
	return ok && len(id) >= shortest && objectPrefixes.Has(prefix) && strings.Trim(id, lower+upper+digits) == ""
}

// saysRole reports whether a value is the name of a role and a number, as in
// "merchant123". One that satisfies password rules is in use: "Manager@2024".
func saysRole(value string) bool {
	word := strings.TrimRight(strings.ToLower(value), digits+"!_-.@#")
	return roles.Has(word) && !mixed(value)
}

// isScope reports whether a value is the scope of a request signature of AWS or Google:
// the key's public ID, the date, the region and the service
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
func isScope(value string) bool {
	return strings.HasSuffix(value, "aws4_request") || strings.HasSuffix(value, "goog4_request")
}

// isCall reports whether a value describes how it is computed: base64(id:secret).
func isCall(value string) bool {
	name, _, ok := strings.Cut(value, "(")
	return ok && name != "" && value[len(value)-1] == ')' && strings.Trim(name, lower+upper+digits+"_.") == ""
}

// numbersSession reports whether a name ends in "session ID". In a body or a script, a
// UUID under such a name usually only identifies a record.
func numbersSession(name string) bool {
	return strings.HasSuffix(strings.TrimRight(Snake(name), digits+"_"), "session_id") || strings.HasSuffix(strings.ToLower(name), "sessionid")
}
