package pii

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// fold removes the marks of Latin letters.
var fold = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
	return strings.NewReplacer(
		"á", "a", "à", "a", "â", "a", "ä", "a", "ã", "a", "å", "a", "ā", "a", "ă", "a", "ą", "a", "ç", "c", "ć", "c", "č", "c", "ď", "d", "đ", "d",
		"é", "e", "è", "e", "ê", "e", "ë", "e", "ę", "e", "ě", "e", "ē", "e", "í", "i", "ì", "i", "î", "i", "ï", "i", "ı", "i", "ł", "l", "ñ", "n", "ń", "n", "ň", "n",
		"ó", "o", "ò", "o", "ô", "o", "ö", "o", "õ", "o", "ø", "o", "ő", "o", "ř", "r", "ś", "s", "š", "s", "ş", "s", "ș", "s", "ť", "t", "ț", "t",
		"ú", "u", "ù", "u", "û", "u", "ü", "u", "ů", "u", "ű", "u", "ý", "y", "ÿ", "y", "ź", "z", "ż", "z", "ž", "z", "ß", "ss", "æ", "ae", "ğ", "g",
		"ễ", "e", "ế", "e", "ạ", "a", "ă", "a", "ắ", "a", "ị", "i", "ồ", "o", "ơ", "o", "ư", "u",
	)
}}

var (
	// everymen has placeholder names in many languages, and parts of names of fields and
	// roles.
	everymen = lazy.Words{Text: `
		fulano fulana beltrano beltrana sicrano sicrana ciclano ciclana mengano zutano perengano tizio caio sempronio
		zhangsan lisi wangwu zhaoliu xiaoming musterfrau musterman mustermann normalverbraucher jansson svensson medelsvensson nordmann meikalainen
		ivanov ivanova petrov petrova sidorov ivanovich taro tarou yamada hanako gildong gildongs hong honggildong israeli israela
		yilmaz budi papadopoulos novak novakova kovacs jakab gipsz tamm delacruz dupont durand kowalski kowalska nowak rossi
		иванов иванова иванович петров петрова сидоров 张三 李四 王五 赵六 山田 太郎 花子 山田太郎 홍길동 فلان
		fname lname firstname lastname fullname nickname payer payee payor buyer seller sender recipient receiver customer client employee manager teacher student
		patient doctor nurse provider guest owner merchant vendor author contact candidate applicant primary secondary new old updated your value valid invalid
		bloggs blaggs qwerty asdf asdfg asdfgh zxcv abcd abcde xxxx aaaa bbbb hello world awesome random unique
	`}
	// figures has last names that identify famous people, real or fictional.
	figures = lazy.Words{Text: `
		trudeau trump obama biden merkel putin macron zelensky thatcher churchill napoleon bonaparte mandela gandhi clinton
		musk bezos zuckerberg torvalds knuth dijkstra ritchie stallman wozniak lovelace turing hopper liskov
		einstein curie copernicus kopernik galilei kepler darwin pythagoras socrates aristotle plato mozart beethoven picasso rembrandt shakespeare cervantes
		presley lennon mccartney madonna messi ronaldo federer nadal wielka wielki
		gandalf baggins frodo skywalker vader kenobi yoda spock picard batman superman spiderman ironman potter granger weasley dumbledore voldemort
		simpson simpsons flanders lannister targaryen katniss everdeen sparrow gump corleone draper heisenberg pinkman
		rambo rambp terminator pikachu mario luigi
	`}
	// figurePairs has first and last names of famous people with common last names, and
	// of people in the samples of published specifications (Mojaloop) and of a task that many
	// applicants are given.
	figurePairs = lazy.Value[map[string]bool]{New: func() map[string]bool {
		return phraseSet(`
		peter parker,clark kent,tony stark,steve rogers,bruce wayne,bruce banner,michael jackson,michael jordan,jon snow,john snow,john wick,john lennon,john kennedy,
		sherlock holmes,james bond,steve jobs,bill gates,george washington,abraham lincoln,isaac newton,homer simpson,walter white,tom hanks,brad pitt,
		taylor swift,ada lovelace,alan turing,grace hopper,nikola tesla,marie curie,elon musk,jeff bezos,lewis hamilton,roger federer,freddie mercury,
		juan perez,pepe perez,maria garcia,joao silva,maria silva,jose silva,mario rossi,luca bianchi,giuseppe verdi,jean dupont,jean martin,marie martin,
		max muller,hans muller,hans schmidt,anna muller,erika muller,jan novak,jan jansen,piet jansen,ola hansen,kari hansen,erik johansson,anna andersson,
		mats hagman,siabelo maroka,jose lema,juan osorio,marianela montalvo,
		nicolas maduro,john malkovich,carlos valderrama,abebe bikila,rudy gobert,lebron james,kobe bryant,stephen curry,kylian mbappe,diego maradona,zinedine zidane,david beckham,zlatan ibrahimovic,rafael nadal,
		novak djokovic,michael schumacher,max verstappen,usain bolt,tiger woods,serena williams,virat kohli,sachin tendulkar,rohit sharma,leonardo dicaprio,johnny depp,angelina jolie,keanu reeves,will smith,
		morgan freeman,scarlett johansson,emma watson,tom cruise,tom holland,bruce lee,jackie chan,bob marley,bob dylan,elvis presley,paul mccartney,mick jagger,david bowie,kurt cobain,lady gaga,katy perry,
		luffy monkey,naruto uzumaki,light yagami,harley quinn,diana prince,lois lane,lex luthor,barry allen,oliver queen,natasha romanoff,stephen strange,jessica jones,matt murdock,frank castle,saul goodman,
		don draper,michael scott,dwight schrute,jim halpert,pam beesly,rick sanchez,arya stark,ned stark,sansa stark,rachel green,monica geller,ross geller,chandler bing,phoebe buffay,joey tribbiani,sheldon cooper,
		leonard hofstadter,gregory house,meredith grey,derek shepherd,john watson,indiana jones,marty mcfly,emmett brown,ellen ripley,sarah connor,john connor,rocky balboa,tony montana,vito corleone,will turner,
		elizabeth swann,scott pilgrim,tyler durden,jack reacher,ethan hunt,jason bourne,lara croft,bugs bunny,charlie brown,donald duck,fred flintstone,
		ahmet yilmaz,mehmet yilmaz,ali veli,ram kumar,raj kumar,rahul sharma,amit kumar,zhang san,li si,wang wu,kim minsu,juan cruz,van a,nguyen a,ivan ivanov
	`)
	}}
	// usual has first and last names that people in many countries type first. A person
	// with only two of them is nearly always invented.
	usual = lazy.Words{Text: `
		john jane joe jack jill james robert michael david william richard thomas mark paul peter george steven andrew daniel matthew
		mary alice bob carol eve anna emma emily sarah sara lisa linda susan karen laura maria julia sophia olivia kate
		jennifer jessica ashley amanda melissa stephanie nicole rachel heather elizabeth michelle kimberly amy angela rebecca samantha charlotte amelia mia ella grace hannah chloe zoe lily
		alex alexander chris christopher kevin brian jason justin ryan eric adam nathan tyler kyle scott jeff jeffrey frank henry sam samuel ben benjamin oliver jake lucas ethan noah liam mason logan tom tim tony edward charles
		matt mike dan dave nick jim rob bobby bill billy will ted fred greg josh zach andy pete phil rick ron larry gary jerry beth liz jen jenny betty nancy helen sharon cindy wendy
		sasha vasya petya vova misha
		smith jones johnson brown miller williams moore lee hall evans roberts turner phillips parker collins edwards stewart morris rogers cook cooper reed bailey bell murphy kelly howard ward davis wilson taylor anderson thomas jackson white harris martin thompson clark lewis walker young king wright scott green adams baker
		ahmed ahmad mohamed mohammed muhammad mohammad ali omar hassan hussein ibrahim khaled youssef mahmoud mostafa abdullah fatima aisha mariam khan malik rahman islam hossain
		reza hosseini ahmadi mohammadi rezaei karimi moradi
		pepe paco pepito juanito manolo juan jose luis carlos miguel pedro pablo ana rosa carmen lucia sofia elena garcia rodriguez martinez lopez hernandez gonzalez perez sanchez ramirez torres flores gomez diaz fernandez
		joao carlos paulo bruno silva santos oliveira souza sousa pereira costa lima ferreira rodrigues almeida
		max hans peter paul anna julia muller mueller schmidt weber schneider fischer meyer wagner becker
		matheus mateus gabriel lucas rafael felipe guilherme gustavo leonardo rodrigo thiago tiago vinicius andre fernando ricardo marcelo eduardo eduard alexandre henrique caio renato leandro fabio
		beatriz larissa leticia mariana juliana fernanda camila amanda bruna patricia aline vanessa
		andrade santana barbosa ribeiro carvalho gomes martins araujo melo cardoso nascimento moreira nunes marques vieira rocha dias teixeira mendes freitas correia goncalves lopes
		alejandro javier diego jorge roberto andres manuel antonio francisco sergio raul oscar ramon alberto
		gabriela valentina isabel lucia paula marta claudia monica daniela
		marcos mauricio cesar victor hector raul julio ignacio nicolas mateo santiago sebastian emilio enrique arturo alfredo guillermo gerardo ruben hugo
		adriana andrea alejandra carolina paola veronica silvia natalia lorena gloria teresa luisa martina camila jimena
		rivera mendez chavez ramos navarro molina delgado soto rojas vega leon campos contreras nunez guzman salazar fuentes espinoza cabrera suarez dominguez serrano blanco
		castro ortiz morales reyes cruz jimenez ruiz alvarez romero vargas mendoza rojas herrera medina aguilar guerrero castillo
		jean pierre marie jacques sophie claire martin bernard dubois durand moreau lefebvre leroy petit simon laurent michel nathalie camille louis jules hugo lucas emma lea manon chloe
		mario luca marco giulia giuseppe francesca rossi bianchi verdi ferrari russo esposito
		ivan petr oleg anna olga dmitry sergey alexander ivanov petrov smirnov kuznetsov
		raj ram rahul amit priya anjali kumar sharma singh patel gupta verma shah rao
		nguyen van thi tran pham hoang minh anh kim lee park choi min ji tanaka suzuki sato yamamoto takahashi wang li zhang chen liu
		budi siti agus dewi ani andi rina santoso wijaya pratama saputra
		mehmet ahmet mustafa ayse fatma zeynep emre kaya demir celik sahin yildiz
		jan piet klaas kees jansen devries vries dejong jong bakker visser
	`}
	// particles stand between the parts of names.
	particles = lazy.Words{Text: "da das de del della der di do dos du e el la le los van von y"}
	// unlikely are words that stand for a name in what people type, and the last names of a
	// few people in novels and in the samples of services. Like [usual], they only keep a
	// finding from being reported: what is hidden stays hidden.
	unlikely = lazy.Words{Text: `
		usuario usuaria nuevo nueva novo nova utilisateur nouveau benutzer neuer kunde cliente empleado vendedor administrador pengguna pelanggan kullanici yeni
		pasien paciente medico dokter correito correo nombrecito apellidito nombre apellido sobrenome prenom vorname nachname sad
		atualizado atualizada actualizado actualizada updated modificado editado alterado modifie aktualisiert guncellenmis musterstadt
		ejemplo exemplo exemple beispiel esempio voorbeeld contoh teste prueba probando essai prova editada cambiado cambiada modificada alterada
		dois tres quatro cinco uno cuatro two three four deux trois zwei drei due
		firstlast firstnamelastname lastnamefirstname namesurname
		hoban washburn chalmers winstonsmith harryzhang
	`}
	// organizations has words in the names of organizations.
	organizations = lazy.Words{Text: `
		inc corp corporation llc ltd limited gmbh ag sa bv plc company co group holding holdings partners associates foundation institute
		hotel hostel resort restaurant cafe bar pizza store shop market mall supermarket bank insurance airline airlines airport station city county state street avenue road
		clinic hospital health healthcare care center centre medical medicine pharmacy lab labs laboratory dental imaging department office school college university
		support sales service services customer team desk help info contact main home work account billing system systems software solutions technologies tech digital media studio
		empresa franquicia franquia sucursal filial tienda loja negocio centro central clinica hospitalar colegio escuela escola universidad universidade instituto restaurante farmacia supermercado
		societe entreprise boutique magasin ecole universite firma geschaeft schule praxis krankenhaus apotheke azienda negozio scuola sirket magaza okul hastane toko sekolah klinik
		app api product plan order event project campaign list template default general general public private global national international united north south east west
	`}
)

// inventedStreets has streets that occur only in stories and samples, in several
// languages, and words for samples.
var inventedStreets = []string{
	"main st", "main road", "elm st", "oak st", "any st", "anystreet", "some st", "fake st", "baker st", "sesame st", "evergreen terrace", "downing st", "wallaby way", "privet drive", "elm ave",
	"calle falsa", "siempre viva", "siempreviva", "musterstr", "rua exemplo", "rua das flores", "avenida paulista", "calle principal", "rue de la paix", "rue principale", "hauptstr", "via roma",
	"example", "sample", "test", "your ", "street address", "lorem",
}

// inventedStreet reports whether an address is a typical sample, or has a number such as
// 123.
func inventedStreet(address string) bool {
	address = fold.Get().Replace(strings.ToLower(address))
	for _, number := range strings.FieldsFunc(address, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(number) >= 3 && strings.HasPrefix("1234567890", number) {
			return true
		}
	}
	return slices.ContainsFunc(inventedStreets, func(street string) bool { return strings.Contains(address, street) })
}

// phraseSet returns the set of the phrases in a text, which commas separate.
func phraseSet(text string) map[string]bool {
	set := map[string]bool{}
	for phrase := range strings.SplitSeq(text, ",") {
		set[strings.Join(strings.Fields(phrase), " ")] = true
	}
	return set
}

// purpose is why personal data is searched for, from narrow to wide.
type purpose int

const (
	toReport purpose = iota // what owners agree on
	toHide                  // also what is probably invented
)

// inventedPerson reports whether a name needs no protection: it is invented, a
// placeholder, or that of a public figure.
func inventedPerson(why purpose, names ...string) bool {
	var words, all []string
	for _, name := range names {
		folded := fold.Get().Replace(strings.ToLower(name))
		words = append(words, nameWords(folded)...)
		all = append(all, nameWords(folded)...)
		all = append(all, nameWords(strings.ToLower(uncamel(name)))...)
	}
	if len(words) == 0 || invented(words) {
		return true
	}
	for _, w := range all {
		if inventedNames.Has(w) || everymen.Has(w) || figures.Has(w) || why == toReport && strings.HasPrefix(w, "test") {
			return true
		}
	}
	if why == toReport && (slices.ContainsFunc(all, func(w string) bool { return unlikely.Has(w) }) || unlikely.Has(strings.Join(words, "")) || slices.ContainsFunc(words, thrice) ||
		len(words) >= 2 && !slices.ContainsFunc(words, func(w string) bool { return !usual.Has(w) && !particles.Has(w) })) {
		return true
	}
	if len(words) == 2 && (figurePairs.Get()[words[0]+" "+words[1]] || figurePairs.Get()[words[1]+" "+words[0]]) {
		return true
	}
	for _, w := range words {
		if !likeName(w) {
			return true
		}
	}
	return false
}

// thrice reports whether a word has the same letter three times in a row.
func thrice(word string) bool {
	for i := 2; i < len(word); i++ {
		if word[i] == word[i-1] && word[i] == word[i-2] {
			return true
		}
	}
	return false
}

// isEveryman reports whether a name has a word that is a placeholder name.
func isEveryman(name string) bool {
	for _, w := range nameWords(fold.Get().Replace(strings.ToLower(name))) {
		if everymen.Has(w) || inventedNames.Has(w) {
			return true
		}
	}
	return false
}

// uncamel separates words that are run together, as in PayeeFirst.
func uncamel(name string) string {
	var b strings.Builder
	for i := range len(name) {
		if i > 0 && name[i] >= 'A' && name[i] <= 'Z' && name[i-1] >= 'a' && name[i-1] <= 'z' {
			b.WriteByte(' ')
		}
		b.WriteByte(name[i])
	}
	return b.String()
}

// likeName reports whether a word in lower case may be part of a name, by its letters:
// generators of test data produce unpronounceable words.
func likeName(word string) bool {
	run, vowels := 0, 0
	for _, r := range word {
		switch {
		case r >= 0x80:
			return true // a letter about which nothing is known
		case strings.ContainsRune("aeiouy", r):
			run = 0
			vowels++
		default:
			if run++; run > 5 {
				return false
			}
		}
	}
	return vowels > 0 || len(word) <= 2
}

// mixedCase reports whether a word has capitals after lower-case letters, as in random
// values.
func mixedCase(word string) bool {
	for i := 1; i < len(word); i++ {
		if word[i] >= 'A' && word[i] <= 'Z' && word[i-1] >= 'a' && word[i-1] <= 'z' {
			return true
		}
	}
	return false
}
