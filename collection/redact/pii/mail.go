package pii

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// topLevel has the generic top-level domains in which people have e-mail addresses.
// Those of countries have two letters (IANA, Root Zone Database).
var topLevel = lazy.Words{Text: `
	com net org edu gov mil int info biz name pro coop aero jobs mobi tel travel asia cat post
	io ai app dev cloud online site tech digital email health healthcare care clinic dental doctor hospital medical pharmacy
	agency consulting solutions systems software studio design media group company global world life live today space store shop
	law legal finance capital bank insurance academy school university institute foundation
	london berlin paris nyc amsterdam wien hamburg koeln moscow tokyo
`}

// mailProviders has the names of domains at which private people have e-mail addresses.
var mailProviders = lazy.Words{Text: `
	gmail googlemail yahoo ymail rocketmail hotmail outlook live msn icloud aol protonmail proton pm gmx web t-online freenet posteo mailbox
	qq 163 126 sina foxmail yeah naver daum hanmail kakao mail yandex rambler ya bk inbox list wp o2 onet interia seznam centrum email
	orange wanadoo free laposte sfr libero virgilio tiscali alice uol bol terra ig comcast verizon att sbcglobal bellsouth cox charter
	btinternet sky virginmedia ntlworld talktalk shaw rogers sympatico bigpond optusnet rediffmail ukr abv telenet skynet ziggo kpnmail
	fastmail zoho hey tutanota
`}

// genericDomains has names of domains that people invent.
var genericDomains = lazy.Words{Text: `
	domain yourdomain mydomain company yourcompany mycompany companyname empresa firma corp corporation business organization organisation org office
	clinic hospital school university college bank shop store hotel restaurant church website site server host mailserver provider email mail
	acme foo bar baz abc xyz contoso fabrikam northwind adventureworks wingtip initech globex umbrella hooli starkindustries wayneenterprises
	somewhere somedomain something anything nowhere mailinator yopmail guerrillamail tempmail qa test tests testing tester testmail psp dfsp fsp
	user users username customer customers client clients person people cliente clientes kunde kunden klant klanten klient musteri pelanggan utilisateur usuario usuarios
	ejemplo exemplo exemple beispiel esempio voorbeeld contoh ornek przyklad priklad exempel eksempel esimerkki pelda primer vidu
	musterstadt musterfirma musterdomain disney marvel avengers hogwarts starwars empire
	clinica hospitalar escola escuela colegio
	prueba pruebas teste testes essai prova correo correos courriel surel eposta posta mein meine dominio domaine domini firm
	a b c aa bb cc abcd xx xxx x y z your some any my the new old postman getpostman
	institution universidad universidade universite universitas univ uni campus instituto academia liceo sekolah kampus estudiante estudiantes alumno alumnos aluno alunos student students etudiant
	techcorp techcompany globalcorp megacorp abccorp xyzcorp abccompany xyzcompany bigcorp bigcompany startup techsolutions innovatech
`}

// lines are what the name of a domain says about any of its kind, where it is the whole
// domain: hospital.ke.
var lines = lazy.Words{Text: `
	health healthcare medical dental pharmacy insurance airline travel library salud saude sante klinik praxis apotheke farmacia pharmacie consultorio odontologia veterinaria vet
	seguros banco banque banca tienda loja negozio gym gimnasio crm erp hr hrms portal platform system sistema factory fabrica logistics logistica transport transporte
`}

// isGeneric reports whether the name of a domain is invented: it says what it is of,
// as in somemail or mycompany.
func isGeneric(name string) bool {
	for _, word := range []string{"some", "any", "my", "your", "the"} {
		if rest, ok := strings.CutPrefix(name, word); ok && (genericDomains.Has(rest) || mailProviders.Has(rest)) {
			return true
		}
	}
	return genericDomains.Has(name) || anyPrefix(name, "muster", "beispiel", "ejemplo", "exemplo", "exemple", "esempio")
}

// isMadeUp reports whether nobody has an address of mail: its domain is invented, or its
// name is one letter at a provider, or ends in 123.
func isMadeUp(address string) bool {
	local, domain, ok := strings.Cut(strings.ToLower(address), "@")
	labels := strings.Split(domain, ".")
	if !ok || len(labels) < 2 {
		return false
	}
	return practiceDomains.Has(domain) || isGeneric(ownName(labels)) && !IsPrivateMail(address) || IsPrivateMail(address) && (len(local) == 1 || strings.HasSuffix(local, "123"))
}

// practiceDomains has the domains of invented users in public practice APIs, reqres.in
// and JSONPlaceholder, and in a task that many applicants are given.
var practiceDomains = lazy.Words{Text: "reqres.in april.biz melissa.tv yesenia.net kory.org annie.ca jasper.info billy.biz rosamond.me dana.io karina.biz rodriguez.org"}

// mailRoles has mailbox names that are roles in a system, in several languages.
var mailRoles = lazy.Words{Text: `
	sender recipient receiver payer payee payor buyer seller merchant vendor supplier employee employees manager teacher student students doctor nurse patient patients
	applicant candidate member members author editor reviewer approver requester requestor assignee reporter creator viewer subscriber driver rider lead prospect
	from to cc bcc reply replyto return bounce postmaster hostmaster abuse security git svn hg github gitlab jenkins ci build deploy backup monitor monitoring alert alerts
	termin termine buergerbuero buergeramt rathaus amt stadt gemeinde ayuntamiento alcaldia prefeitura mairie comune belediye
	contato contacto kontakt contatto kontakty info infos informacion informacoes atendimento vendas ventas ventes soporte suporte assistenza verkauf buchhaltung
	hallo hola bonjour ciao welcome event events register registration signup newsletter list lists group groups board committee council
	reception frontdesk desk scheduling schedule appointments appointment records labs lab pharmacy referral referrals intake admissions
	superadmin superuser administrador administrator admins moderator operator agent agents bots chatbot notification mailing daemon webapi service-account
	researcher professor lecturer investigador pesquisador chercheur forscher
	person people human individual primary secondary personal private work home business new old existing valid invalid wrong another other random unique
`}

// mailSignal is how much an address says about a private person.
type mailSignal int

const (
	noPerson mailSignal = iota
	maybePerson
	surePerson // sufficient by itself
)

// ownName returns the part of a domain that its owner chose: example, of
// mail.example.co.uk. The domain has two parts or more.
func ownName(labels []string) string {
	name := labels[len(labels)-2]
	if len(labels) > 2 && len(labels[len(labels)-1]) == 2 && (len(name) <= 3 || name == "gov" || name == "ac") {
		return labels[len(labels)-3] // example.co.uk
	}
	return name
}

// IsPrivateMail reports whether an address is at a provider of mail for private people.
func IsPrivateMail(address string) bool {
	_, domain, _ := strings.Cut(strings.ToLower(address), "@")
	labels := strings.Split(domain, ".")
	return len(labels) > 1 && mailProviders.Has(ownName(labels)) && !isAnyMail(ownName(labels), labels[len(labels)-1])
}

// isAnyMail reports whether a domain is mail.com or email.com, which people write for any.
func isAnyMail(name, top string) bool { return (name == "mail" || name == "email") && top == "com" }

// isInstitutes reports whether an address is at a domain that registries give to schools,
// universities and offices only, so that it is not invented.
func isInstitutes(address string) bool {
	_, domain, _ := strings.Cut(strings.ToLower(address), "@")
	labels := strings.Split(domain, ".")
	for i, label := range labels {
		last := len(labels) - 1
		if i > 0 && (i == last || i == last-1 && len(labels[last]) == 2) && (label == "edu" || label == "gov" || i < last && (label == "ac" || label == "sch")) {
			return true
		}
	}
	return false
}

// misspelled are providers whose names are often mistyped.
var misspelled = []string{"gmail", "hotmail", "yahoo", "outlook", "icloud"}

// isMisspelled reports whether the name of a domain is that of a provider with letters
// doubled or in another order.
func isMisspelled(name string) bool {
	return slices.ContainsFunc(misspelled, func(provider string) bool {
		return name != provider && name != "" && name[0] == provider[0] && len(name) <= len(provider)+1 && len(name)+1 >= len(provider) &&
			strings.Trim(name, provider) == "" && strings.Trim(provider, name) == ""
	})
}

// person judges an e-mail address. It is surely a person's where its name reads like
// a first and a last name, or stands long enough at a provider of private mail.
func person(address string) mailSignal {
	local, domain, _ := strings.Cut(address, "@")
	if !isPersonal(local, domain) || mixedCase(domain) && strings.ToUpper(domain) != domain {
		return noPerson
	}
	folded := strings.ToLower(domain)
	labels := strings.Split(folded, ".")
	top := labels[len(labels)-1]
	if len(labels) < 2 || len(top) != 2 && !topLevel.Has(top) || strings.Trim(top, "abcdefghijklmnopqrstuvwxyz") != "" {
		return noPerson
	}
	name := ownName(labels)
	for _, label := range labels[:len(labels)-1] {
		switch label {
		case "lists", "list", "groups", "googlegroups", "noreply", "bounces", "mailer", "bot":
			if !(label == "list" && len(labels) == 2) {
				return noPerson
			}
		}
		if strings.HasSuffix(label, "bot") || len(label) < 2 && len(labels) > 2 {
			return noPerson
		}
	}
	private := mailProviders.Has(name)
	if practiceDomains.Has(folded) || !private && isMisspelled(name) {
		return noPerson
	}
	if len(name) < 2 || (isGeneric(name) || len(labels) == 2 && lines.Has(name)) && !private || isAnyMail(name, top) || !private && !likeName(strings.Trim(name, digits)) && len(name) > 6 {
		return noPerson
	}
	plain, _, _ := strings.Cut(local, "+")
	if mixedCase(plain) && !strings.ContainsAny(plain, "._-") && inventedCase(plain) {
		return noPerson
	}
	words := strings.FieldsFunc(strings.ToLower(plain), func(r rune) bool { return strings.ContainsRune("._-'", r) })
	named, letters := 0, 0
	for _, w := range words {
		w = strings.Trim(w, digits)
		if mailRoles.Has(w) || roles.Has(w) || unlikely.Has(w) || organizations.Has(w) && w != "co" {
			return noPerson
		}
		if w != "" && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" && likeName(w) && !titles.Has(w) {
			named++
			letters += len(w)
		}
	}
	if slices.ContainsFunc(words, typedAtRandom) {
		return noPerson
	}
	if private && len(words) == 1 && (anyPrefix(words[0], "some", "abc", "xyz", "prueba", "teste", "postman") || isMadeOfWords(strings.TrimRight(words[0], digits))) {
		return noPerson
	}
	if private && strings.HasSuffix(plain, "123") {
		return noPerson
	}
	if private && len(words) == 1 && usual.Has(words[0]) {
		return noPerson // the owner of gmail's "samuel" is not the one who typed it
	}
	joined := strings.Join(words, " ")
	switch {
	case inventedPerson(toReport, strings.Trim(joined, digits)):
		return noPerson
	case named >= 2 && letters >= 5 && named == len(words):
		return surePerson
	case private && named == 1 && letters >= 7 && len(words) == 1 && !ofUsualNames(strings.Trim(words[0], digits)) && !isHandle(strings.Trim(words[0], digits)):
		return surePerson
	case named > 0 && letters >= 3:
		return maybePerson
	}
	return noPerson
}

// ofUsualNames reports whether a word is a usual name or two of them: pedropereira.
// Words for mail, and the companies in Microsoft's samples, count too.
func ofUsualNames(word string) bool {
	for _, mail := range []string{"mail", "correo", "fabrikam", "contoso", "northwind"} {
		if strings.Contains(word, mail) {
			return true
		}
	}
	const shortest = 3 // letters of a name
	for at := shortest; at <= len(word)-shortest; at++ {
		if usual.Has(word[:at]) && usual.Has(word[at:]) {
			return true
		}
	}
	return usual.Has(word)
}

// commonWords are words in addresses that people make up, beside those of roles.
var commonWords = lazy.Words{Text: `
	my your some any the new old cool nice best great good super mega fake real real own private email mail mails correo account user users username usuario name login
	host hoster server client random hello world postman collection request body api rest admin owner editor
	profesor profesora maestro maestra alumno alumna estudiante professor professora aluno aluna lehrer ogretmen ogrenci guru siswa dosen mahasiswa jefe gerente empleado cajero mesero
	one two three four five
	branch head staff lead chief officer cashier funcionario funcionaria empleado empleada trabajador trabajadora vendedor vendedora cliente paciente medico medica
`}

// isMadeOfWords reports whether a word consists of [commonWords] and roles alone.
func isMadeOfWords(word string) bool {
	const longest, limit = 14, 40
	if len(word) > limit {
		return false
	}
	ends := make([]bool, len(word)+1)
	ends[0] = true
	for end := 2; end <= len(word); end++ {
		for start := max(0, end-longest); start <= end-2 && !ends[end]; start++ {
			part := word[start:end]
			ends[end] = ends[start] && (commonWords.Has(part) || roles.Has(part) && len(part) > 3 || mailRoles.Has(part) && len(part) > 3)
		}
	}
	return ends[len(word)]
}

// isHandle reports whether a word looks like a name under which people publish, such as
// a channel or company: codewithana, anatech.
func isHandle(word string) bool {
	return anyPrefix(word, "code", "coder", "coding", "dev", "tech", "learn", "the", "web", "app", "info") ||
		anySuffix(word, "dev", "code", "coder", "coding", "codes", "tech", "technologies", "academy", "tutorials", "blog", "studio", "studios", "labs", "soft", "software", "official", "media", "channel", "shop", "store")
}

// typedAtRandom reports whether a word starts or ends with neighboring letters of a
// keyboard row, or consists of them.
func typedAtRandom(word string) bool {
	const fewest = 3
	for _, row := range []string{"qwertyuiop", "poiuytrewq", "asdfghjkl", "lkjhgfdsa", "zxcvbnm", "mnbvcxz"} {
		if len(word) >= fewest && strings.Contains(row, word) {
			return true
		}
	}
	for _, row := range []string{"asd", "sdf", "dfg", "fgh", "hjk", "jkl", "qwe", "ewq", "dsa", "zxc", "xcv", "cvb"} {
		if strings.HasPrefix(word, row) || strings.HasSuffix(word, row) {
			return true
		}
	}
	return false
}

// inventedCase reports whether a word mixes upper and lower case as no name does.
func inventedCase(word string) bool {
	changes := 0
	for i := 1; i < len(word); i++ {
		a, b := word[i-1] >= 'a' && word[i-1] <= 'z', word[i] >= 'a' && word[i] <= 'z'
		if a != b {
			changes++
		}
	}
	return changes > 3
}
