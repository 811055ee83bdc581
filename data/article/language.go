package article

import (
	"strings"
	"unicode"
)

// functionWords are the commonest words of each language that are rare in the
// others. Some thirty of them are in every hundred words of running text, so
// counting them tells the languages of news apart from a sentence or two on; a
// trained detector adds tens of megabytes for what a news text does not need.
var functionWords = map[string]string{
	"en": "the of and a an to in is that for it was with as on by at from his they which but not have has had this are be said were their who would will been",
	"de": "der die das und ist von zu mit den im für auf dem nicht ein eine sich auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie über",
	"fr": "le la les et est des une dans que pour qui du en sur pas au par il plus ce avec sont cette ont été mais ses aux nous leur elle était",
	"es": "el la los y es de que en las por con una para su al lo como más pero sus le ha se fue este entre está sobre también hasta desde",
	"pt": "o a os e é de que em do da não uma para com no na por mais as dos como mas foi ao ele das à seu sua ou quando muito nos já também pelo pela até isso",
	"it": "il la di e che è un una per non in del sono con si da le dei nel alla più anche ha come della gli lo al ma delle questo essere hanno",
	"nl": "de het een en van is dat op te in voor met zijn niet aan er om ook als bij maar dan nog naar uit wordt hij werd heeft hebben deze over",
	"pl": "i w na z do nie się jest to że o jak po za od przez dla ale już jego tym są był co przy może być które oraz tego",
	"sv": "och i att det som en på är av för med till den har de inte om ett han var från men sig så kan också vid eller under efter",
	"da": "og i at det er en til af på der for den de med har ikke som et han var men sig også kan efter vil ved fra eller blev",
	"fi": "ja on ei että se oli hän mutta kun joka myös ovat kuin niin hänen sen tai jos mukaan vain sekä ovat olisi ole jo",
	"cs": "a se v na je že s z do o to si i ve jsou pro by ale jako za po od které který podle jeho už jsem ze nebo také",
	"ro": "și de la în a cu pe nu este din care o mai că se pentru un fost sunt au prin sau ca dar după fi lui le această între",
	"hu": "a az és hogy nem is egy ez van volt de meg csak már el azt mint ki még be lehet kell után szerint pedig olyan",
	"tr": "ve bir bu da de için ile olarak çok daha en olan gibi ne ama sonra kadar var değil dedi olduğunu ise göre ancak her",
	"id": "dan yang di ini itu dengan untuk tidak dari dalam akan pada juga ke karena ada oleh sudah saya bisa mereka telah adalah kata",
	"vi": "và của là có được trong cho không với các một những đã này người để khi từ đến cũng về theo nhiều tại ông",
	"ru": "и в не на что с по как это он к из за его но для от у же так она было все они был бы после",
	"uk": "і в не на що з за до як це він та у про від для його але є також щодо під час буде які який бути після",
	"bg": "и на за да се в от не е с че по са като до ще това при си след който които има или беше",
}

// scripts are the writing systems that stand for one language in the news.
var scripts = []struct {
	table    *unicode.RangeTable
	language string
}{
	{unicode.Arabic, "ar"}, {unicode.Hebrew, "he"}, {unicode.Hangul, "ko"}, {unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"},
	{unicode.Han, "zh"}, {unicode.Greek, "el"}, {unicode.Thai, "th"}, {unicode.Devanagari, "hi"}, {unicode.Georgian, "ka"}, {unicode.Armenian, "hy"},
	{unicode.Bengali, "bn"}, {unicode.Tamil, "ta"},
}

// languageNames are for messages.
var languageNames = map[string]string{
	"en": "English", "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian", "nl": "Dutch", "pl": "Polish",
	"sv": "Swedish", "da": "Danish or Norwegian", "fi": "Finnish", "cs": "Czech", "ro": "Romanian", "hu": "Hungarian", "tr": "Turkish",
	"id": "Indonesian", "vi": "Vietnamese", "ru": "Russian", "uk": "Ukrainian", "bg": "Bulgarian", "ar": "Arabic", "he": "Hebrew",
	"ko": "Korean", "ja": "Japanese", "zh": "Chinese", "el": "Greek", "th": "Thai", "hi": "Hindi", "ka": "Georgian", "hy": "Armenian",
	"bn": "Bengali", "ta": "Tamil",
}

// The text looked at is its first part; a language is told from as little as
// minWords words, and only where its function words are more than a tenth of all
// and clearly more than any other's.
const (
	languageBytes = 20_000
	minWords      = 12
)

// detector tells languages apart. It is built once a reading and never changed.
type detector map[string][]string // word -> the languages that have it

func newDetector() detector {
	d := detector{}
	for language, words := range functionWords {
		for _, w := range strings.Fields(words) {
			d[w] = append(d[w], language)
		}
	}
	return d
}

// detect gives the ISO 639-1 code of the language of text, "" where it cannot
// be told.
func (d detector) detect(text string) string {
	if len(text) > languageBytes {
		text = text[:languageBytes]
	}
	latinOrCyrillic, other := 0, map[string]int{}
	for _, r := range text {
		switch {
		case r < 0x80 && !unicode.IsLetter(r):
		case unicode.Is(unicode.Latin, r), unicode.Is(unicode.Cyrillic, r):
			latinOrCyrillic++
		default:
			for _, s := range scripts {
				if unicode.Is(s.table, r) {
					other[s.language]++
					break
				}
			}
		}
	}
	all := latinOrCyrillic
	for _, n := range other {
		all += n
	}
	// Kana make Chinese characters Japanese; one sign stands for more than one letter.
	if other["ja"]*10 > other["zh"] && other["ja"] > 0 {
		other["ja"] += other["zh"]
		other["zh"] = 0
	}
	for _, s := range scripts {
		if other[s.language]*2 > all {
			return s.language
		}
	}
	return d.byWords(text)
}

// possessive takes away what would be a word of Czech: "the council's plan".
var possessive = strings.NewReplacer("'s ", " ", "’s ", " ")

func (d detector) byWords(text string) string {
	counts, words := map[string]int{}, 0
	text = possessive.Replace(text)
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) == 1 && w[0] >= 'A' && w[0] <= 'Z' {
			continue // of "U.S." and "William S."
		}
		words++
		for _, language := range d[strings.ToLower(w)] {
			counts[language]++
		}
	}
	best, second := "", 0
	for language := range functionWords {
		switch n := counts[language]; {
		case best == "" || n > counts[best] || n == counts[best] && language < best:
			if best != "" {
				second = max(second, counts[best])
			}
			best = language
		default:
			second = max(second, n)
		}
	}
	if words < minWords || counts[best]*10 < words || counts[best]*5 < second*6 {
		return ""
	}
	return best
}

// languageOf is what an article is written in: what its words say, else what
// its input says, else unknown.
func (d detector) languageOf(declared, text string) string {
	if found := d.detect(text); found != "" {
		return found
	}
	return languageCode(declared)
}

// named is a language in words: "Russian (ru)".
func named(code string) string {
	if name := languageNames[code]; name != "" {
		return name + " (" + code + ")"
	}
	return code
}
