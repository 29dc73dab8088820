package pii

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// clinicalWords are the beginnings of words of health records, in several languages.
const clinicalWords = `
	patient pacien pazien pasien medic médic medec médec diagnos insur health clinic clínic klini hospital hôpital hastane rumahsakit krank doctor alerg allerg
	disease diabet symptom prescrib prescription vaccin vacuna vacina doença doenca enfermedad maladie malattia krankheit ziekte penyakit bệnh 患者 病人`

// clinicalNotations are how messages and resources of health systems begin.
var clinicalNotations = []string{`"resourceType"`, "PID|", "NM1*", "rumah sakit"}

// clinicalAt are the [clinicalWords] by their first byte.
var clinicalAt = lazy.Value[*[256][]string]{New: func() *[256][]string {
	at := &[256][]string{}
	for word := range strings.FieldsSeq(clinicalWords) {
		at[word[0]] = append(at[word[0]], word)
		if c := word[0]; c < 0x80 {
			at[c-'a'+'A'] = append(at[c-'a'+'A'], word)
		}
	}
	return at
}}

// IsClinical reports whether a text is about health, where people copy real data.
func IsClinical(text string) bool {
	at := clinicalAt.Get()
	for i := range len(text) {
		for _, word := range at[text[i]] {
			if foldPrefix(text[i:], word) {
				return true
			}
		}
	}
	return slices.ContainsFunc(clinicalNotations, func(notation string) bool { return strings.Contains(text, notation) })
}
