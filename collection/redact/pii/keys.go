package pii

import (
	"strings"
	"unicode"

	"github.com/postwright/postwright/collection/lazy"
)

// role is what the name of a field says about its value.
type role int

const (
	noRole role = iota
	firstName
	lastName
	fullName
	birthDate
	phoneNumber
	streetAddress
	mailAddress
	ssNumber
	recordNumber
	chartNumber // hidden, but not reported
	// identityNumber is of a [national] number, or of a passport or an identity card.
	identityNumber
)

// keysInLanguages are names of fields in other languages than English, as [plain] writes
// them: Spanish, Portuguese, French, Italian, German, Dutch, Turkish, Indonesian,
// Vietnamese, Polish, the Nordic languages, Czech, Russian, Chinese, Japanese, Korean.
// What names a product as well as a person is a full name, which is read with care.
var keysInLanguages = lazy.Value[map[role]string]{New: func() map[role]string {
	return map[role]string{
		firstName: `vorname vornamen prenom prenoms voornaam voornamen primernombre segundonombre nombres primeironome nomeproprio
		namadepan fornamn fornavn etunimi jmenoosoby imiona firstnm 名字`,
		lastName: `nachname familienname apellido apellidos primerapellido segundoapellido apellidopaterno apellidomaterno sobrenome ultimonome
		cognome achternaam soyad soyadi soyisim namabelakang nazwisko efternamn etternavn efternavn sukunimi prijmeni nomdefamille nomfamille
		фамилия 姓`,
		fullName: `nome nomecompleto nomedocliente nomecliente nomepaciente nomedopaciente nomealuno nomefuncionario nombre nombrecompleto nombresapellidos nombreyapellido
		nombresyapellidos nombrecliente nombrepaciente nom nomcomplet nometprenom nomprenom nominativo naam volledigenaam ad adi isim adsoyad adisoyadi advesoyad
		nama namalengkap namapasien namasiswa namakaryawan namapelanggan ten hoten hovaten tenkhachhang tenbenhnhan imie imieinazwisko namn navn fuldenavn jmeno
		имя фио 姓名 真实姓名 氏名 名前 お名前 이름 성명 xingming realname truename customername clientname studentname employeename guestname
		holdername cardholdername accountholder titular accountholdername recipientname receivername consignee`,
		birthDate: `datanascimento datadenascimento dtnascimento dtnasc datanasc nascimento fechanacimiento fechadenacimiento fechanac nacimiento fnacimiento
		datenaissance datedenaissance naissance geburtsdatum geburtstag gebdatum datanascita datadinascita nascita geboortedatum
		dogumtarihi dogumgunu tanggallahir tgllahir ngaysinh namsinh dataurodzenia fodelsedatum fodselsdato fodselsdag datumnarozeni
		датарождения 出生日期 生日 出生年月 生年月日 생년월일 birthdt datebirth bornon born`,
		phoneNumber: `telefone telefono telefonos fone celular movil telefonemovel celularcliente handy mobil mobilnummer handynummer telefonnummer telefon rufnummer cellulare portable
		numerotelephone numerodetelephone gsm ceptelefonu ceptel cep tlf tlfn telefoon telefoonnummer telepon notelepon nomortelepon notelp telp nohp nomorhp hp
		sodienthoai dienthoai sdt puhelin puhelinnumero numertelefonu telefonu телефон 手机 手机号 手机号码 电话 联系电话 電話番号 携帯電話 전화번호 휴대폰
		contactnumber whatsapp whatsappnumber`,
		streetAddress: `endereco logradouro rua direccion domicilio calle adresse rue indirizzo adres straat alamat diachi strasse strae anschrift
		адрес 地址 住所 详细地址 家庭住址 주소`,
		recordNumber: `nomorrekammedis norekammedis nomorrm nomormr nomr historiaclinica numerohistoriaclinica nrohistoriaclinica nhc prontuario numeroprontuario
		nrprontuario numeroipp numerodossiermedical patientennummer patientennr cartellaclinica numerocartellaclinica patientnummer
		hastanumarasi mabenhnhan numerpacjenta 病历号 病案号`,
		mailAddress: `correo correoelectronico courriel eposta surel 邮箱 邮件 メールアドレス почта`,
		identityNumber: `dni documento numerodocumento nrodocumento numdocumento cedula cedulaidentidad identificacion numeroidentificacion nik noktp ktp cccd cmnd socccd socmnd rg numerorg
		nobpjs nomorbpjs nokartubpjs numeroafiliado nroafiliado carteirinha numerocarteirinha
		document documentnumber documentno numberdocument documentidentity numberdocumentidentity identitydocument identificationnumber identification numberidentification
		numidentificacion tipoynumerodocumento passport passportnumber passportno pasaporte passeport pan panno pannumber pancard nationalid nationalidnumber idcardno idcardnumber idnumber cnic nid nidnumber curp`,
	}
}}

// englishKeys are names of fields in English, as [plain] writes them: whole names, their
// endings, and words anywhere in them; and endings in other languages that are of nothing
// else. The first that fits counts.
var englishKeys = []struct {
	role                   role
	whole, endings, within []string
}{
	{role: firstName, whole: []string{"first", "given", "fname"}, endings: []string{"firstname", "givenname", "forename"}},
	{role: lastName, whole: []string{"last", "family", "lname"}, endings: []string{"lastname", "familyname", "surname"}},
	{role: fullName, whole: []string{"name", "names", "displayname", "fn", "patient"}, endings: []string{"fullname", "patientname", "membername", "personname"}},
	{role: birthDate, whole: []string{"birth", "bday"}, endings: []string{"dob", "birthdate", "dateofbirth", "birthday", "birthtime"}},
	{role: ssNumber, endings: []string{"ssn", "socialsecuritynumber", "socialsecurityno", "socialsecurity"}},
	{role: recordNumber, endings: []string{"mrn", "medicalrecordnumber", "medicalrecordno"}},
	{role: chartNumber, endings: []string{"chartid"}},
	{role: phoneNumber, whole: []string{"tel"}, endings: []string{"cell", "telecom", "phno", "telno", "mobno", "contactno"}, within: []string{"phone", "mobile"}},
	{role: mailAddress, endings: []string{"emailaddress", "mailaddress"}},
	{role: streetAddress, endings: []string{"street", "streetaddress", "addressline", "address", "line", "streetname"}},
	{role: mailAddress, endings: []string{"correo"}, within: []string{"mail"}},
	{role: birthDate, endings: []string{"fechanacimiento", "fechadenacimiento", "datanascimento", "datadenascimento", "tgllahir", "tanggallahir", "geburtsdatum", "datenaissance", "datedenaissance", "datanascita", "datadinascita", "geboortedatum", "dogumtarihi"}},
	{role: phoneNumber, endings: []string{"telp", "telepon", "telefono", "telefone", "telefon", "telefoon", "celular", "cellulare", "whatsapp", "nohp", "handynummer"}},
	{role: streetAddress, endings: []string{"alamat", "direccion", "endereco", "indirizzo", "adresse"}},
}

// keyRoles are the roles of names of fields in other languages.
var keyRoles = lazy.Value[map[string]role]{New: func() map[string]role {
	roles := map[string]role{}
	for r, keys := range keysInLanguages.Get() {
		for key := range strings.FieldsSeq(keys) {
			roles[plain(key)] = r
		}
	}
	for key := range nationalsOf.Get() {
		roles[key] = identityNumber
	}
	return roles
}}

// roleOf returns the role of a field by its name, which [plain] wrote.
func roleOf(key string) role {
	_, r := withoutPerson(key)
	return r
}

// withoutPerson returns the role of a field by its name, and the name without the word for
// the person whose it is.
func withoutPerson(key string) (string, role) {
	if r := wholeRole(key); r != noRole {
		return key, r
	}
	return roleOfPerson(key)
}

func wholeRole(key string) role {
	if r := keyRoles.Get()[key]; r != noRole {
		return r
	}
	if key == "" {
		return noRole
	}
	for _, c := range keyChecks.Get()[key[len(key)-1]] {
		if c.fits(key) {
			return c.role
		}
	}
	return noRole
}

// persons are words for people in several languages, which stand before or after the rest
// of a name: pasien_tglLahir, telefonoPaciente. After the word for a user is often the name
// that the user logs in with.
const persons = `
	paciente pasien patient patienten paziente hasta benhnhan cliente client customer klant kunde kunden klient musteri pelanggan khachhang
	aluno aluna alumno alumna estudiante estudante eleve etudiant schueler siswa mahasiswa ogrenci hocsinh student
	funcionario empleado employe employee mitarbeiter karyawan pegawai dipendente medewerker calisan nhanvien
	persona pessoa personne person persoon titular asegurado segurado beneficiario dependente responsable responsavel tutor padre madre pai mae wali ayah ibu
	pasajero passageiro passager huesped hospede peserta pemohon usuario usuaria utilisateur benutzer utente user
`

var users = lazy.Words{Text: "usuario usuaria utilisateur benutzer utente user"}

// personsAt are the [persons] by their first letter, and by their last one.
var personsAt = lazy.Value[*struct{ first, last [256][]string }]{New: func() *struct{ first, last [256][]string } {
	at := &struct{ first, last [256][]string }{}
	for word := range strings.FieldsSeq(persons) {
		at.first[word[0]] = append(at.first[word[0]], word)
		at.last[word[len(word)-1]] = append(at.last[word[len(word)-1]], word)
	}
	return at
}}

// roleOfPerson is [withoutPerson] for a name that begins or ends with one of [persons].
func roleOfPerson(key string) (string, role) {
	const shortest = 2 // letters of the rest
	if len(key) <= shortest {
		return key, noRole
	}
	is := func(rest, word string) (role, bool) {
		if len(rest) < shortest {
			return noRole, false
		}
		r := wholeRole(rest)
		return r, r != noRole && (r != fullName || len(rest) > shortest && !users.Has(word))
	}
	at := personsAt.Get()
	for _, word := range at.first[key[0]] {
		if rest, ok := strings.CutPrefix(key, word); ok {
			if r, ok := is(rest, word); ok {
				return rest, r
			}
		}
	}
	for _, word := range at.last[key[len(key)-1]] {
		rest, ok := strings.CutSuffix(key, word)
		if !ok {
			continue
		}
		for _, article := range []string{"", "do", "da", "del", "de", "du"} {
			if bare, ok := strings.CutSuffix(rest, article); ok {
				if r, ok := is(bare, word); ok {
					return bare, r
				}
			}
		}
	}
	return key, noRole
}

// keyCheck is one of the texts of [englishKeys].
type keyCheck struct {
	role          role
	text          string
	whole, within bool // otherwise it is an ending
}

func (c keyCheck) fits(key string) bool {
	switch {
	case c.whole:
		return key == c.text
	case c.within:
		return strings.Contains(key, c.text)
	}
	return strings.HasSuffix(key, c.text)
}

// keyChecks are the checks that can fit a name with a last byte, in the order of
// [englishKeys].
var keyChecks = lazy.Value[*[256][]keyCheck]{New: func() *[256][]keyCheck {
	var checks [256][]keyCheck
	for _, k := range englishKeys {
		for _, text := range k.whole {
			checks[text[len(text)-1]] = append(checks[text[len(text)-1]], keyCheck{role: k.role, text: text, whole: true})
		}
		for _, text := range k.endings {
			checks[text[len(text)-1]] = append(checks[text[len(text)-1]], keyCheck{role: k.role, text: text})
		}
		for _, text := range k.within {
			for last := range checks {
				checks[last] = append(checks[last], keyCheck{role: k.role, text: text, within: true})
			}
		}
	}
	return &checks
}}

// plain returns a name in small letters, without marks on them and without what stands
// between its words.
func plain(key string) string {
	small := 0
	for small < len(key) && key[small] >= 'a' && key[small] <= 'z' {
		small++
	}
	if small == len(key) {
		return key
	}
	var room [64]byte
	b := append(room[:0], key[:small]...)
	for i := small; i < len(key); i++ {
		switch c := key[i]; {
		case c >= 0x80:
			return plainLetters(key)
		case c >= 'A' && c <= 'Z':
			b = append(b, c-'A'+'a')
		case c >= 'a' && c <= 'z':
			b = append(b, c)
		}
	}
	return string(b)
}

// plainLetters is [plain] for names with letters of other languages.
func plainLetters(key string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, fold.Get().Replace(strings.ToLower(key)))
}

func anySuffix(key string, endings ...string) bool {
	for _, e := range endings {
		if strings.HasSuffix(key, e) {
			return true
		}
	}
	return false
}

func anyPrefix(word string, starts ...string) bool {
	for _, s := range starts {
		if strings.HasPrefix(word, s) {
			return true
		}
	}
	return false
}
