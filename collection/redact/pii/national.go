package pii

import (
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// national is the number that a country gives to each of its people, with digits or
// letters that are computed from the others.
type national struct {
	keys   string // names of fields, in lower case and without what [plain] removes
	is     func(number string) bool
	source string
}

// stdnum documents each of the formats and how its check digit is computed.
const stdnum = "https://arthurdejong.org/python-stdnum/doc/1.20/stdnum."

// nationals are the numbers that have a check digit. Numbers of companies are none.
var nationals = []national{
	{"cpf nrcpf numcpf cpfcliente cpfpaciente cpfaluno documentocpf cpfcnpj document documentnumber documento numerodocumento nrodocumento numdocumento", isCPF, stdnum + "br.cpf"},
	{"nir numerosecu numsecu numerosecuritesociale numerodesecuritesociale securitesociale nss secu", isNIR, stdnum + "fr.nir"},
	{"bsn burgerservicenummer sofinummer", isBSN, stdnum + "nl.bsn"},
	{"dni nif nie dninie nifnie docidentidad documentoidentidad documento numerodocumento nrodocumento identificacion", isDNI, stdnum + "es.dni"},
	{"codicefiscale codfiscale codfisc cf fiscalcode taxcode", isCodiceFiscale, stdnum + "it.codicefiscale"},
	{"pesel numerpesel nrpesel", isPESEL, stdnum + "pl.pesel"},
	{"aadhaar aadhar adhar aadhaarnumber aadharnumber aadhaarno aadharno aadhaarcard aadharcard aadharcardnumber aadhaarcardnumber adharno adharnumber", isAadhaar, stdnum + "in_.aadhaar"},
	{"tckimlik tckimlikno tckn tcno tcidentitynumber tcnumber kimlikno kimliknumarasi nationalityid nationalidentity nationalid nationalidnumber identitynumber identityno tc", isTCKimlik, stdnum + "tr.tckimlik"},
	{"身份证 身份证号 身份证号码 idcard idcardno idcardnumber idno identitycard identityno certno idnumber shenfenzheng sfz", isChinese, stdnum + "cn.ric"},
	{"rut run rutcliente rutpaciente rutusuario", isRUT, stdnum + "cl.rut"},
	{"rijksregisternummer rijksregister registrenational nationaalnummer numeronational niss insz", isBelgian, stdnum + "be.nn"},
	{"personnummer personalidentitynumber", isPersonnummer, stdnum + "se.personnummer"},
	{"fodselsnummer fnr personnummer", isFodselsnummer, stdnum + "no.fodselsnummer"},
	{"hetu henkilotunnus personalidentitycode", isHETU, stdnum + "fi.hetu"},
	{"idnumber saidnumber idno nationalid rsaid", isSouthAfrican, stdnum + "za.idnr"},
	{"주민등록번호 주민번호 rrn jumin juminno residentnumber residentregistrationnumber", isRRN, stdnum + "kr.rrn"},
	{"steuerid steueridnr steueridentifikationsnummer idnr taxid", isIDNr, stdnum + "de.idnr"},
	{"nhs nhsnumber nhsno", isNHS, stdnum + "gb.nhs"},
	{"curp documento identificacion", isCURP, stdnum + "mx.curp"},
	{"cuil cuit cuitcuil", isCUIL, stdnum + "ar.cuit"},
	{"cedula ci identificacion cedulaidentidad numerocedula nrocedula", isEcuadorian, stdnum + "ec.ci"},
	{"sin sinnumber socialinsurancenumber", isSIN, stdnum + "ca.sin"},
	{"ahv ahvnummer ahvnr avs numeroavs sozialversicherungsnummer", isAHV, stdnum + "ch.ssn"},
	{"teudatzehut teudat idnumber", isIsraeli, stdnum + "il.idnr"},
	{"cnp codnumericpersonal", isCNP, stdnum + "ro.cnp"},
	{"egn егн", isEGN, stdnum + "bg.egn"},
	{"citizenid thaiid nationalid เลขบัตรประชาชน", isThai, stdnum + "th.pin"},
	{"oib", isOIB, stdnum + "hr.oib"},
	{"rodnecislo", isRodneCislo, stdnum + "cz.rc"},
	{"nationalcode codemelli codemeli melicode کدملی", isIranian, "https://math.stackexchange.com/q/2740295"},
	{"nif contribuinte numerocontribuinte", isPortuguese, stdnum + "pt.nif"},
}

// nationalsOf are the numbers that a field of a name may hold.
var nationalsOf = lazy.Value[map[string][]national]{New: func() map[string][]national {
	by := map[string][]national{}
	for _, n := range nationals {
		for key := range strings.FieldsSeq(n.keys) {
			key = plain(key)
			by[key] = append(by[key], n)
		}
	}
	return by
}}

// isNational reports whether a value is such a number, by the name of its field, and not
// one that everybody writes.
func isNational(key, value string) bool {
	number := strings.ToUpper(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .-/", r) {
			return -1
		}
		return r
	}, strings.TrimSpace(value)))
	if d := digitsOf(number); len(d) < 7 || inventedNumber(d) || typedNumber(d) || sampleNumbers.Has(number) {
		return false
	}
	for _, n := range nationalsOf.Get()[key] {
		if n.is(number) {
			return true
		}
	}
	return false
}

// isChecked reports whether a field of the name holds nothing but numbers of one country,
// so that one with wrong check digits is invented.
func isChecked(key string) bool {
	return nationalsOf.Get()[key] != nil && anyPrefix(key, "cpf", "nrcpf", "numcpf", "bsn", "codicefiscale", "codfisc", "pesel", "aadha", "adhar", "tck", "tcno", "tcidentity",
		"身份证", "rijksregister", "personnummer", "fodselsnummer", "henkilotunnus", "hetu", "주민", "steuerid", "cuil", "cuit", "cnp", "egn", "oib", "rodnecislo", "nhs")
}

// sampleNumbers are those that documentation prints: of the formats at [stdnum], of
// UIDAI's test data, and of what is written about each in many places.
var sampleNumbers = lazy.Words{Text: `
	11144477735 52998224725 111222333 123456782 X1234567L RSSMRA80A01H501U RSSMRA85T10A562S 44051401359
	999941057058 10000000146 9434765919 9434765870 39053344705 295109912611193 253072B07300470 253072A07300443
	54362315K X2482300W RCCMNL83S18D969H 00743110157 234123412346 17291716060 360426199101010071 760864285
	CL125319092 85073003328 17073003384 8803200016 15108695088 131052308T 7503305044089 9710139019902 36574261809
	BOXW310820HNERXN09 20055361682 1714307103 7569217076985 39337423 1630615123457 8032056031 3100600445635
	1234545678781 HR33392005961 7103192745 991231123 PT501964843`}

// weighed returns the sum of the first digits, each times its weight.
func weighed(number string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += int(number[i]-'0') * w
	}
	return sum
}

func digit(number string, i int) int { return int(number[i] - '0') }

// allDigits reports whether a number is so many digits.
func allDigits(number string, count int) bool { return len(number) == count && only(number, "") }

// numeric returns the number that digits write.
func numeric(text string) int {
	n := 0
	for i := range len(text) {
		n = n*10 + int(text[i]-'0')
	}
	return n
}

// luhn reports whether digits end in the check digit of ISO/IEC 7812.
func luhn(number string) bool {
	sum := 0
	for i := range len(number) {
		d := digit(number, len(number)-1-i)
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// mod1110 reports whether digits end in the check digit of ISO 7064, Mod 11,10.
func mod1110(number string) bool {
	check := 5
	for i := range len(number) {
		if check == 0 {
			check = 10
		}
		check = (check*2%11 + digit(number, i)) % 10
	}
	return check == 1
}

// isMonthDay reports whether four digits may be a month and a day of it.
func isMonthDay(text string) bool {
	month, day := numeric(text[:2]), numeric(text[2:4])
	return month >= 1 && month <= 12 && day >= 1 && day <= 31
}
