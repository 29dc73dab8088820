package pii

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// rightNumbers has a number with the right check digits for the [national] of each source.
var rightNumbers = map[string]string{
	"br.cpf": "11358660662", "fr.nir": "155057581838765", "nl.bsn": "792117517", "es.dni": "33989357A", "it.codicefiscale": "PDTWCQ93C59B255M", "pl.pesel": "80052287819",
	"in_.aadhaar": "236161001309", "tr.tckimlik": "71125418728", "cn.ric": "360426196207254679", "cl.rut": "304391340", "be.nn": "42100549714", "se.personnummer": "6010223763",
	"no.fodselsnummer": "09055627719", "fi.hetu": "281098-481X", "za.idnr": "3905082770089", "kr.rrn": "3909271243806", "de.idnr": "45055721930", "gb.nhs": "8523526153",
	"mx.curp": "BOXW870416HNERXN01", "ar.cuit": "24501184817", "ec.ci": "1022573263", "ca.sin": "135305977", "ch.ssn": "7568301286644", "il.idnr": "830145397",
	"ro.cnp": "2490428218095", "bg.egn": "4104135279", "th.pin": "5240460759506", "hr.oib": "03384506205", "cz.rc": "4907123320", "pt.nif": "355561484",
	"https://math.stackexchange.com/q/2740295": "4729618351",
}

// planted is a value under a name of the tables.
type planted struct {
	key, value string
	reported   bool // beside a name
}

// allPlanted returns a value for each name that identifies a person.
func allPlanted() []planted {
	values := map[role]string{birthDate: "1984-07-23", phoneNumber: "447911867394", ssNumber: "219564127", recordNumber: "8402957", chartNumber: "8402957", identityNumber: "384726195"}
	var list []planted
	for r, keys := range keysInLanguages.Get() {
		for key := range strings.FieldsSeq(keys) {
			if value := values[r]; value != "" && nationalsOf.Get()[plain(key)] == nil && (r != identityNumber || mayBeDocument(plain(key), value)) {
				list = append(list, planted{key, value, r != identityNumber})
			}
		}
	}
	for _, n := range nationals {
		for key := range strings.FieldsSeq(n.keys) {
			list = append(list, planted{key, rightNumbers[strings.TrimPrefix(n.source, stdnum)], true})
		}
	}
	for _, k := range englishKeys {
		if value := values[k.role]; value != "" {
			for _, key := range slices.Concat(k.whole, k.endings, k.within) {
				list = append(list, planted{key, value, k.role != chartNumber})
			}
			for _, key := range slices.Concat(k.endings, k.within) {
				list = append(list, planted{"patient_" + key, value, k.role != chartNumber})
			}
		}
	}
	return list
}

// TestEveryName: each name in the tables, alone in a text, makes its value hidden, and
// reported beside a name of a person.
func TestEveryName(t *testing.T) {
	forms := []struct{ name, alone, beside string }{
		{"JSON", `{"id": 7, "%s": "%s"}`, `{"fullName": "Rosalind Okonkwo", "%s": "%s"}`},
		{"JSON with a mistake", `{"id": {{id}}, "%s": "%s"`, `{"id": {{id}}, "fullName": "Rosalind Okonkwo", "%s": "%s"`},
		{"XML", `<r><id>7</id><%[1]s>%[2]s</%[1]s></r>`, `<r><fullName>Rosalind Okonkwo</fullName><a:%[1]s>%[2]s</a:%[1]s></r>`},
		{"HTML", "<p>7</p><b>%s:</b> %s", "<table><tr><th>Full name</th><th>%s</th></tr><tr><td>Rosalind Okonkwo</td><td>%s</td></tr></table>"},
		{"form", "page=7&%s=%s", "fullName=Rosalind+Okonkwo&%s=%s"},
		{"CSV", "%s;n\n%s;7", "fullName,%s\nRosalind Okonkwo,%s\n"},
		{"Markdown table", "| %s |\n|---|\n| %s |", "| Full name | %s |\n|---|---|\n| Rosalind Okonkwo | %s |"},
		{"line", "Found:\n- %s: %s", "Full name: Rosalind Okonkwo\n%s: %s\n"},
		{"bold", "Found\n**%s:** %s", "**Full name**: Rosalind Okonkwo\n**%s**: %s\n"},
	}
	seen := map[string]bool{}
	for _, p := range allPlanted() {
		if p.value == "" {
			t.Fatalf("no value for %s", p.key)
		}
		for i, key := range []string{p.key, strings.ToUpper(p.key), escapedKey(p.key)} {
			for _, form := range forms {
				text := fmt.Sprintf(form.alone, key, p.value)
				if seen[text] || i == 2 && form.name != "JSON" {
					continue
				}
				seen[text] = true
				if got := MaskText(text); strings.Contains(got, p.value) {
					t.Errorf("%s: %q shows the value", form.name, got)
				}
				text = fmt.Sprintf(form.beside, key, p.value)
				if p.reported && !slices.ContainsFunc(Find(text), func(m Match) bool { return text[m.Start:m.End] == p.value }) {
					t.Errorf("%s: %q is not reported", form.name, text)
				}
			}
		}
	}
	if len(seen) < 2000 {
		t.Errorf("%d texts", len(seen))
	}
}

// TestOfPerson: a name in the tables counts also behind or before a word for a person.
func TestOfPerson(t *testing.T) {
	for _, p := range allPlanted() {
		for _, key := range []string{"pasien-" + p.key, "cliente_" + p.key, "patient " + p.key, p.key + "Paciente", p.key + "_do_aluno"} {
			text := fmt.Sprintf(`{"id": 7, "%s": "%s"}`, key, p.value)
			if !identifies(p.key) || roleOf(plain(p.key)) == chartNumber {
				continue
			}
			if got := MaskText(text); strings.Contains(got, p.value) {
				t.Errorf("%q shows the value", got)
			}
		}
	}
	for key, want := range map[string]role{
		"pasien-nama": fullName, "pacienteNombre": fullName, "kundeNachname": lastName, "usuarioFechaNacimiento": birthDate, "userDni": identityNumber,
		"nombreUsuario": noRole, "clientAd": noRole, "clientId": noRole, "patient": fullName, "cliente": noRole, "persona": noRole, "usuario": noRole,
	} {
		if got := roleOf(plain(key)); got != want {
			t.Errorf("%s: %v, want %v", key, got, want)
		}
	}
}

// escapedKey writes a key as JSON in ASCII does.
func escapedKey(key string) string {
	var b strings.Builder
	for _, r := range key {
		fmt.Fprintf(&b, `\u%04x`, r)
	}
	return b.String()
}

// TestPromising: short names count only where they are whole, and ordinary texts are not
// searched.
func TestPromising(t *testing.T) {
	for text, want := range map[string]bool{
		`{"rg": 1}`: true, `{"r_g": 1}`: true, `{"target": 1, "org": 2, "running": "a cell phone"}`: false, `{"precept": 1, "name": "sin"}`: false,
		`{"id": 1, "note": "Run it: born to run"}`: false, "Run the request, then the next one. A sinus is no sin.": false, "Run: 12.345.678-5": true,
		"<a><cep>1</cep></a>": true, "<a><recept>1</recept></a>": false, "a=1&fnr=2": true, "a=1&fnrx=2": false, "cep,x\n1,2": true, "recept,x\n1,2": false,
	} {
		if got := promising(text); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
