package article

import (
	"strings"
	"testing"
)

var languageCases = []struct{ text, want string }{
	{"The harbour council met on Tuesday, and its chair said that the ferry would sail again in May.", "en"},
	{"Prices fell for the third month in a row, the bank said, and economists expect more cuts.", "en"},
	{"Goal! Rovers 2, City 1.", ""},
	{"U.S. court halts sale of Rovers' ground, mayor's lawyers say; fans await owner's next move on Friday", "en"},
	{"U.S. Green League chair Joan S. Pratt answered some questions on the ferry from a reporter, William S. Dent of the city's own S. Post.", "en"},
	{"Der Hafenrat hat am Dienstag getagt, und die Fähre wird nach den Worten der Vorsitzenden im Mai wieder fahren.", "de"},
	{"Le conseil du port s'est réuni mardi et sa présidente a dit que le bac reprendrait dans les prochains jours avec une équipe.", "fr"},
	{"El consejo del puerto se reunió el martes y su presidenta dijo que el barco volverá a salir en mayo con más pasajeros.", "es"},
	{"O conselho do porto reuniu-se na terça e a presidente disse que não há data para o barco, mas que os passageiros já podem esperar.", "pt"},
	{"Il consiglio del porto si è riunito e la presidente ha detto che il traghetto non partirà, ma che i lavori sono in corso.", "it"},
	{"Министр сказал, что переговоры не были лёгкими, но он доволен, и что в мае они встретятся снова.", "ru"},
	{"Міністр сказав, що переговори не були легкими, але він задоволений, і що в травні вони зустрінуться знову та підпишуть.", "uk"},
	{"항구 위원회는 화요일에 회의를 열었고 의장은 배가 다시 운항할 것이라고 말했다.", "ko"},
	{"港務委員会は火曜日に会合を開き、議長は船が再び出ると述べた。", "ja"},
	{"港口委员会星期二开会，主席说渡轮将再次启航。", "zh"},
	{"اجتمع مجلس الميناء يوم الثلاثاء وقالت رئيسته إن العبارة ستبحر من جديد.", "ar"},
	{"Zelensky, Rubio, Lavrov, Waltz, Ushakov, Dmitriev, Kellogg, Witkoff, Sybiha, Yermak, Umerov, Vance.", ""},
}

func TestLanguage(t *testing.T) {
	d := newDetector()
	for _, c := range languageCases {
		if got := d.detect(c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestLanguageSetAside: only what is clearly in a language without a model is
// set aside; the text counts for more than what the input says of it.
func TestLanguageSetAside(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"English", `{"text":"The council met on Tuesday and said that the ferry would be back in May with a new crew."}`, "en"},
		{"English that is said to be German", `{"language":"de","text":"The council met on Tuesday and said that the ferry would be back in May with a new crew."}`, "en"},
		{"too short to tell, and nothing said", `{"text":"Ferry sails."}`, ""},
		{"too short to tell, said to be English", `{"language":"en_GB","text":"Ferry sails."}`, "en"},
		{"too short to tell, said to be German", `{"language":"deu","text":"Fähre fährt."}`, "fault: the text is in German (de): there is a model for English (en) only"},
		{"Russian", `{"text":"Министр сказал, что переговоры не были лёгкими, но он доволен, и что в мае они встретятся снова."}`, "fault: the text is in Russian (ru)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			articles, faults := collect(t, Options{Stdin: strings.NewReader(c.in), Languages: []string{"en"}}, "-")
			got := ""
			if len(articles) == 1 {
				got = articles[0].Language
			} else {
				got = "fault: " + faults[0].Message
			}
			if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
