package pii

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// isNamedAfter reports whether an address has a word of a name in it, and more than that:
// marguerite03hm@gmail.com. A short word counts before the start of another one, as
// in ifeoye84@gmail.com for Ife Oyelaran.
func isNamedAfter(address string, names []string) bool {
	const shortest, starts = 4, 2
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	words := wordsOf(names)
	for i, word := range words {
		if len(word) >= shortest && len(local) > len(word)+1 && strings.Contains(local, word) {
			return true
		}
		rest, ok := strings.CutPrefix(strings.TrimRight(local, digits), word)
		if rest = strings.TrimLeft(rest, "._-"); !ok || len(word) < starts || len(rest) < starts {
			continue
		}
		for j, other := range words {
			if i != j && strings.HasPrefix(other, rest) {
				return true
			}
		}
	}
	return false
}

// isBareName reports whether an address at a provider of mail for private people is just
// one of the words of a name, with or without digits: such an address is another person's,
// and was made up for the name.
func isBareName(address string, names []string) bool {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	word := strings.TrimRight(local, digits)
	return IsPrivateMail(address) && strings.HasPrefix("1234567890", local[len(word):]) && slices.Contains(wordsOf(names), word)
}

// isMadeUpFor reports whether an address beside a name was made up: it is named after a
// person who is invented, or after another person, as generators of test data draw names
// and addresses one by one.
func isMadeUpFor(address string, names []string) bool {
	switch {
	case isJoined(address, names), isNumbered(address, names):
		return true
	case inventedPerson(toHide, names...):
		return isNamedAfter(address, names)
	case inventedPerson(toReport, names...): // whoever tries a program may use their own address
		return false
	}
	return isOfAnother(address, names)
}

// isJoined reports whether an address at a provider of mail for private people is nothing but
// usual names, or the two words of a name of which one is everybody's: such an address was
// taken long ago, by somebody else.
func isJoined(address string, names []string) bool {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	if !IsPrivateMail(address) {
		return false
	}
	local = strings.NewReplacer(".", "", "_", "", "-", "").Replace(local)
	if ofUsualNames(local) {
		return true
	}
	words := wordsOf(names)
	for i, first := range words {
		rest, ok := strings.CutPrefix(local, first)
		if !ok || rest == "" {
			continue
		}
		for j, last := range words {
			if i != j && rest == last && (commonNames.Has(first) || commonNames.Has(last)) {
				return true
			}
		}
	}
	return false
}

// wordsOf returns the words of names, without the marks of their letters.
func wordsOf(names []string) []string {
	var words []string
	for _, name := range names {
		words = append(words, nameWords(fold.Get().Replace(strings.ToLower(name)))...)
	}
	return words
}

// websites has the names of well-known websites, from which generators of test data
// (Mockaroo) make the domains of addresses: an initial, a last name and the number of the
// record in base 36.
var websites = lazy.Words{Text: `
	1688 360 4shared about abc accuweather addthis addtoany adobe alexa alibaba altervista amazon amazonaws ameblo angelfire answers apache apple archive arizona army arstechnica artisteer ask auda
	baidu bandcamp barnesandnoble bbb bbc behance berkeley biblegateway bigcartel biglobe bing bizjournals blinklist blog blogger bloglines bloglovin blogs blogspot blogtalkradio bloomberg bluehost booking boston bravesites businessinsider businessweek businesswire buzzfeed
	ca cafepress cam canalblog cargocollective cbc cbslocal cbsnews cdbaby cdc census chicagotribune china chron chronoengine clickbank cloudflare cmu cnbc cnet cnn columbia comsenz constantcontact cornell cpanel craigslist creativecommons csmonitor cyberchimps
	dagondesign dailymail dailymotion dedecms delicious deliciousdays dell desdev deviantart devhub diigo digg dion discovery discuz disqus dmoz domainmarket dot dropbox drupal dyndns
	e-recht24 earthlink ebay economist ed edublogs eepurl ehow elegantthemes elpais engadget epa etsy eu europa eventbrite examiner exblog ezinearticles facebook fastcompany fc2 fda feedburner fema flavors flickr forbes fotki foxnews freewebs friendfeed ft furl
	geocities github gizmodo globo gmpg gnu go godaddy goo goodreads google gov gravatar guardian hao123 harvard hatena hc360 hexun hhs hibu histats home hostgator house howstuffworks hp hubpages hud hugedomains huffingtonpost
	i2i ibm icio icq ifeng ihg illinois imageshack imdb imgur independent indiatimes indiegogo infoseek instagram intel intuit irs issuu istockphoto japanpost jalbum java jiathis jigsy jimdo joomla jugem kickstarter
	last latimes linkedin list-manage livejournal liveinternet loc lulu lycos macromedia mapquest mapy marketwatch marriott mashable mayoclinic mediafire meetup merriam-webster miibeian microsoft miitbeian mit mlb moonfruit mozilla msu mtv multiply myspace mysql
	naver narod nasa nationalgeographic nature nba nbcnews netlog netscape netvibes networkadvertising networksolutions newsvine newyorker nhs nifty nih ning noaa npr nps nsw nydailynews nymag nytimes nyu
	oaic oakley ocn odnoklassniki omniture opensource opera oracle over-blog ovh ow ox pagesperso-orange paginegialle parallels patch paypal pbs pcworld pen people phoca photobucket php phpbb pinterest plala posterous princeton printfriendly privacy prlog prnewswire prweb psu purevolume
	quantcast rakuten reddit rediff redcross reference reuters reverbnation sakura salon samsung sbwire sciencedaily sciencedirect scientificamerican scribd seattletimes seesaa senate sfgate shareasale shinystat shop-pro shutterfly si simplemachines sitemeter skype skyrock slashdot slate slideshare smh smugmug so-net sogou sohu soundcloud soup sourceforge sphinn spiegel spotify springer squarespace squidoo stanford state statcounter storify studiopress stumbleupon surveymonkey symantec
	taobao techcrunch technorati ted telegraph theatlantic theglobeandmail theguardian themeforest thetimes time timesonline tiny tinypic tinyurl tmall toplist topsy trellian tripadvisor tripod tumblr tuttocitta twitpic twitter typepad
	ucla ucoz ucsd uiuc umich umn un unblog unc unesco unicef upenn usa usatoday usda usgs usnews utexas va vimeo vinaora virginia vistaprint vk vkontakte walmart washington washingtonpost weather webeden webmd webnode webs weebly weibo whitehouse who wikia wikimedia wikipedia wikispaces wired wisc wix woothemes wordpress worldbank wp wsj wufoo wunderground
	xing xinhuanet xrea yale yandex yellowbook yellowpages yelp yolasite youku youtu youtube zdnet zimbio ycombinator
`}

// isNumbered reports whether a generator made an address for a name: at one of [websites],
// an initial and a last name with one digit or letter behind it.
func isNumbered(address string, names []string) bool {
	local, domain, _ := strings.Cut(strings.ToLower(address), "@")
	labels := strings.Split(domain, ".")
	if len(labels) < 2 || !websites.Has(ownName(labels)) {
		return false
	}
	words := wordsOf(names)
	for i, first := range words {
		for j, last := range words {
			if behind, ok := strings.CutPrefix(local, first[:1]+last); i != j && ok && len(behind) >= 1 && len(behind) <= 2 {
				return true
			}
		}
	}
	return false
}

// isOfAnother reports whether an address reads like a name, and shares nothing with
// others.
func isOfAnother(address string, names []string) bool {
	const initials = 2 // letters that a name and an address share
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	if person(address) != surePerson || strings.ContainsAny(local, digits) {
		return false
	}
	for _, word := range wordsOf(names) {
		for _, w := range nameWords(local) {
			if strings.Contains(word, w) || strings.Contains(w, word) || len(w) > initials && len(word) > initials && w[:initials] == word[:initials] {
				return false
			}
		}
	}
	return true
}
