package pii_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/redact/pii"
)

// TestNational has random numbers that python-stdnum accepts, and others that it rejects.
func TestNational(t *testing.T) {
	for _, n := range []struct{ key, right, wrong string }{
		{"cpf", "11358660662", "94580730215"},
		{"numeroSecu", "155057581838765", "196030105451637"},
		{"bsn", "792117517", "194484307"},
		{"dni", "33989357A", "37528340A"},
		{"NIE", "X6090977W", "Z5429951H"},
		{"codiceFiscale", "PDTWCQ93C59B255M", "DJPUQG63M17F710I"},
		{"pesel", "80052287819", "34030573407"},
		{"aadhaar_number", "236161001309", "557258889751"},
		{"tcKimlikNo", "71125418728", "32305003801"},
		{"身份证号", "360426196207254679", "360426194505236039"},
		{"rut", "304391340", "163774386"},
		{"rijksregisternummer", "42100549714", "61112042333"},
		{"personnummer", "601022-3763", "320809-8858"},
		{"fødselsnummer", "09055627719", "24126235206"},
		{"henkilotunnus", "281098-481X", "040648-332P"},
		{"idNumber", "3905082770089", "3103124916085"},
		{"주민등록번호", "3909271243806", "5310022618414"},
		{"steuerId", "45055721930", "42752010178"},
		{"nhsNumber", "8523526153", "4761521705"},
		{"CURP", "BOXW870416HNERXN01", "BOXW490117HNERXN06"},
		{"cuil", "24501184817", "24260776249"},
		{"cedula", "1022573263", "0130310037"},
		{"sin", "135305977", "581139304"},
		{"AHV", "7568301286644", "7566657918511"},
		{"teudatZehut", "830145397", "875064726"},
		{"cnp", "2490428218095", "2741107352343"},
		{"EGN", "4104135279", "4301227499"},
		{"citizenId", "5240460759506", "1902392696273"},
		{"oib", "03384506205", "84119607165"},
		{"rodne_cislo", "4907123320", "7702231453"},
		{"contribuinte", "355561484", "236097888"},
		{"nationalCode", "4729618351", "4729618352"},
	} {
		beside := func(number, name string) int {
			count := 0
			for _, m := range pii.Find(`{"fullName": "` + name + `", "` + n.key + `": "` + number + `"}`) {
				if m.Kind == pii.Identity {
					count++
				}
			}
			return count
		}
		if beside(n.right, "Rosalind Okonkwo") != 1 {
			t.Errorf("%s %s is not found beside a name", n.key, n.right)
		}
		if beside(n.wrong, "Rosalind Okonkwo") != 0 {
			t.Errorf("%s %s is found", n.key, n.wrong)
		}
		if beside(n.right, "John Doe") != 0 {
			t.Errorf("%s is found beside John Doe", n.key)
		}
		if got := pii.MaskText(`{"` + n.key + `": "` + n.right + `"}`); strings.Contains(got, n.right) {
			t.Errorf("%s is shown", got)
		}
	}
	for _, sample := range []string{`"cpf": "111.444.777-35"`, `"dni": "12345678Z"`, `"aadhaar": "9999 4105 7058"`, `"bsn": "999990019"`} {
		if got := pii.Find(`{"fullName": "Rosalind Okonkwo", ` + sample + `}`); len(got) > 0 {
			t.Errorf("%s is printed in documentation, and found", sample)
		}
	}
}

// TestLanguages marks what must be found in each text with « and ».
func TestLanguages(t *testing.T) {
	for _, marked := range []string{
		`{"nome": "«Rosalinda Okonkwo»", "dataNascimento": "«23/07/1984»", "endereco": "«Rua Larkspur 18»"}`,
		`{"primerNombre": "«Rosalinda»", "primerApellido": "«Okonkwo»", "fechaNacimiento": "«1984-07-23»", "direccion": "«Calle 50B 2 14»"}`,
		`{"nombre": "«Rosalinda»", "apellidos": "«Okonkwo Adeyemi»", "fecha_nacimiento": "«1984-07-23»", "telefono": "«0998472613»"}`,
		`{"nom": "«Okonkwo»", "prénom": "«Rosalinde»", "date_naissance": "«1984-07-23»"}`, `{"nome": "«Rosalinda»", "cognome": "«Okonkwo»", "dataDiNascita": "«23.07.1984»"}`,
		`{"vorname": "«Rosalinde»", "nachname": "«Okonkwo»", "geburtsdatum": "«23.07.1984»", "anschrift": "«Lerchenweg 18»"}`, `{"voornaam": "«Rosalinde»", "achternaam": "«Okonkwo»", "geboortedatum": "«1984-07-23»"}`,
		`{"ad": "«Rosalinde»", "soyad": "«Okonkwo»", "doğumTarihi": "«1984-07-23»"}`, `{"name": "«Rosalinde»", "surname": "«Okonkwo»", "birthDay": "«1984-07-23»"}`,
		`{"nama_lengkap": "«Rosalinda Okonkwo»", "tanggal_lahir": "«1984-07-23»", "no_hp": "«6281298472613»"}`, `{"hoTen": "«Rosalinda Okonkwo»", "ngaySinh": "«23/07/1984»"}`,
		`{"姓名": "«林若兰»", "出生日期": "«1984-07-23»"}`, `{"氏名": "«岡林 若葉»", "生年月日": "«1984-07-23»", "電話番号": "«090-8472-6135»"}`,
		`{"name": "«Rosalind Okonkwo»", "mobile": "«8801984726135»"}`, `{"firstName": "«Rosalind»", "lastName": "«Okonkwo»", "dni": "32847261", "phone": "«1564827913»"}`,
		`{"nome": "«Rosalinda»", "cpf": «38472619591», "telefone": «38472619»}`,
		`{"nome": "Rosalinda V. O. dos Anjos", "cpf": "987.654.321-00", "email": "«rosalinda003hm@gmail.com»"}`, `{"doc_first_name": "«rosalind»", "doc_last_name": "«okonkwo»", "doc_ph_no": «7068472613»}`,
	} {
		text := strings.NewReplacer("«", "", "»", "").Replace(marked)
		if got := mark(text, pii.Find(text)); got != marked {
			t.Errorf("got  %s\nwant %s", got, marked)
		}
	}
	for _, text := range []string{
		`{"nome": "Dr. Rosalindo", "cpf": "111.222.333-24", "email": "rosalindo@clinica.com", "dataNasc": "1970-05-15"}`, `{"nome": "Enfermeira Rosalinda Okonkwo", "cpf": "999.888.777-66", "email": "rosalinda@lagosnorte.com", "dataNasc": "1995-08-20"}`,
		`{"nombre": "Rosalinda Okonkwo", "edad": 4, "identificacion": "65584726", "telefono": "098472613"}`, `{"nome": "Rosalinda Okonkwo", "email": "rosalindaokonkwo77@email.com"}`,
		`{"nome": "Cadeira Azul", "preco": 20260723, "telefone": ""}`, `{"nombre": "Escuela Norte", "telefono": "+34 612 847 261"}`, `{"ad": "Okonkwo", "telefon": "+90 532 847 26 13"}`,
		`{"nombre": "Rosalinda TU", "telefono": "+34 612 847 261"}`, `{"nome": "João Silva Dois", "dataNascimento": "1984-07-23"}`, `{"nom": "Dupont", "prenom": "Jean", "date_naissance": "1984-07-23"}`,
		`{"email": "buergerbuero@lagosstadt.de"}`, `{"email": "rosalinda@musterstadt.de"}`, `{"email": "rosalinda.atualizado@okonkwo.com.br"}`, `{"nome": "Alexandre dos Santos", "email": "dkv.ae@gmail.com"}`,
		`{"姓名": "张三", "出生日期": "1984-07-23"}`, `{"商品": "苹果", "生日": "1984-07-23"}`, `{"name": "Rosalind Okonkwo", "passport": "32847261"}`,
	} {
		if got := pii.Find(text); len(got) > 0 {
			t.Errorf("%s", mark(text, got))
		}
	}
}
