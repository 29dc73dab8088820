package resources

import (
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// Singular returns the singular of a word in lower case; the word itself if it is
// singular or uncountable.
func Singular(word string) string {
	if one, ok := irregular.Get()[word]; ok {
		return one
	}
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(word, e.plural); ok && stem+e.singular != "" {
			return stem + e.singular
		}
	}
	return word
}

// endings are tried in order.
var endings = []struct{ plural, singular string }{
	{"people", "person"}, {"women", "woman"}, {"children", "child"},
	{"ss", "ss"}, {"us", "us"}, {"is", "is"},
	{"news", "news"}, {"series", "series"}, {"species", "species"}, {"lens", "lens"},
	{"analyses", "analysis"}, {"diagnoses", "diagnosis"}, {"hypotheses", "hypothesis"}, {"parentheses", "parenthesis"},
	{"prognoses", "prognosis"}, {"synopses", "synopsis"}, {"crises", "crisis"},
	{"statuses", "status"}, {"bonuses", "bonus"}, {"viruses", "virus"}, {"campuses", "campus"}, {"buses", "bus"},
	{"aliases", "alias"}, {"biases", "bias"}, {"canvases", "canvas"}, {"lenses", "lens"},
	{"indices", "index"}, {"vertices", "vertex"}, {"matrices", "matrix"}, {"quizzes", "quiz"}, {"axes", "axis"},
	{"halves", "half"}, {"shelves", "shelf"}, {"leaves", "leaf"}, {"knives", "knife"}, {"lives", "life"},
	{"movies", "movie"}, {"cookies", "cookie"}, {"calories", "calorie"}, {"ies", "y"},
	{"caches", "cache"}, {"niches", "niche"},
	{"sses", "ss"}, {"shes", "sh"}, {"ches", "ch"}, {"xes", "x"}, {"heroes", "hero"}, {"tatoes", "tato"}, {"matoes", "mato"}, {"echoes", "echo"},
	{"alias", "alias"}, {"atlas", "atlas"}, {"bias", "bias"}, {"canvas", "canvas"},
	{"s", ""},
}

// irregular has words that the endings get wrong.
var irregular = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"men": "man", "criteria": "criterion", "lies": "lie", "pies": "pie",
		"menus": "menu", "skus": "sku", "cpus": "cpu", "gpus": "gpu",
		"apis": "api", "uris": "uri", "kpis": "kpi", "wikis": "wiki", "taxis": "taxi", "emojis": "emoji",
		"aws": "aws", "chaos": "chaos", "cors": "cors", "css": "css", "dns": "dns", "gas": "gas", "gps": "gps", "has": "has",
		"headquarters": "headquarters", "https": "https", "ios": "ios", "js": "js", "os": "os", "pos": "pos", "saas": "saas",
		"sms": "sms", "tls": "tls", "was": "was", "as": "as",
	}
}}
