package secret

import (
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

var (
	// called has the words for a secret, for a wrong one and for a test, in languages other
	// than English, without marks on their letters.
	called = lazy.Words{Text: `
		secret secrets passwords password passwd pass passphrase token key wrong incorrect invalid bad bogus
		secreto secreta secretos secretas contrasena clave segredo senha chave palavrapasse
		motdepasse mdp jeton cle clef passe geheim geheimnis geheime passwort kennwort schluessel schlussel
		segreto segreta parola chiave wachtwoord sleutel
		passord losenord adgangskode hemmelig hemmelighed hemlig hemlighet salasana salainen
		haslo tajne heslo jelszo titkos lozinka sifre sifrem parolam gizli parol katasandi rahasia matkhau
		falsch falsches errada errado incorrecta incorrecto incorreta incorreto invalida invalido equivocada errato errata sbagliata mauvais
		prueba pruebas teste testes essai prova prove deneme
	`}
	// beside has words next to these that add no meaning.
	beside = lazy.Words{Text: `
		mi tu su mis el la los las un una minha meu meus sua seu mon ma mes votre vos notre ton ta le une mein meine dein deine ihr das der die
		mio mia tuo tua mijn jouw jou het een min mitt din ditt moje twoje moj
		de del do da di du des van von mot palabra palavra wort super great good strong secure safe very so really most more
		internal external webhook hmac shared signing signature account service admin user login
		dev develop development staging prod production local sandbox trial temp tmp initial first second
		nueva nuevo nova novo nouveau nouvelle neues neu nuova nuovo nieuw nytt ny segura seguro sicheres
	`}
	// leet replaces such characters by their letters.
	leet = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
		return strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "0", "o", "$", "s", "5", "s")
	}}
	// withoutMarks removes the marks of Latin letters in these languages.
	withoutMarks = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
		return strings.NewReplacer(
			"á", "a", "à", "a", "â", "a", "ã", "a", "å", "a", "ä", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "í", "i", "ı", "i",
			"ł", "l", "ñ", "n", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "ő", "o", "ş", "s", "š", "s", "ú", "u", "ü", "u",
		)
	}}
)

// saysStandIn reports whether the words of a value say that it is a placeholder for a
// secret, or a wrong one: "mi_secreto", "senha123", "wrong_password". Digits and
// separators between and after the words are ignored.
func saysStandIn(value string) bool {
	if len(value) > longestName {
		return false
	}
	if unleeted := leet.Get().Replace(strings.TrimRight(strings.ToLower(value), digits+"!.#")); (strings.Contains(unleeted, "pass") || strings.Contains(unleeted, "secret")) && runTogether(unleeted, stand.Get(), beside.Get()) {
		return true // P@ssw0rd1, SecureP@ss123, s3cr3t
	}
	if namesItself(value) {
		return true
	}
	said := false
	plain := withoutMarks.Get().Replace(strings.ToLower(value))
	for _, word := range strings.FieldsFunc(plain, func(r rune) bool { return r < 'a' || r > 'z' && r < 0x80 }) {
		if !runTogether(word, stand.Get(), called.Get(), beside.Get()) {
			return false
		}
		said = said || containsCalled(word)
	}
	return said
}

// namesItself reports whether a value consists of the word for a secret among others that
// are short, with numbers at most behind them: "jd_password123", "apns_token_abc123_xyz".
func namesItself(value string) bool {
	const longest = 6
	parts := strings.FieldsFunc(strings.ToLower(value), func(r rune) bool { return r == '_' || r == '-' || r == '.' })
	said := false
	for _, part := range parts {
		if len(part) > 3 && monotonous(part) {
			continue // abc123def
		}
		word := strings.TrimRight(part, digits)
		if word == "" || strings.Trim(word, lower) != "" {
			return false
		}
		switch word {
		case "password", "passwd", "token", "secret", "apikey":
			said = true
		default:
			if len(word) > longest {
				return false
			}
		}
	}
	return said && len(parts) > 1
}

// containsCalled reports whether a word contains one of [called].
func containsCalled(word string) bool {
	for start := range len(word) {
		for end := start + len("cle"); end <= len(word); end++ {
			if called.Has(word[start:end]) {
				return true
			}
		}
	}
	return false
}
