package article

import "testing"

var twiceDecodedCases = []struct{ name, text, want string }{
	{"quotation marks", "â€œThe pitch is dry,â€\u009d she said.", "“The pitch is dry,” she said."},
	{"a closing mark that lost its last byte", "â€œThe pitch is dry,â€ she said.", "“The pitch is dry,” she said."},
	{"apostrophe and dash", "Lundâ€™s goal â€“ her tenth", "Lund’s goal – her tenth"},
	{"letters", "The cafÃ© in MÃ¼nchen charges Â£4", "The café in München charges £4"},
	{"twice over", "LundÃ¢â‚¬â„¢s", "Lund’s"},
	{"good letters stay", "São Paulo, SÃO PAULO, Â, château, âge, €5", "São Paulo, SÃO PAULO, Â, château, âge, €5"},
	{"guillemets behind capitals stay", "«EDUCACIÓN» y «CAFÉ»", "«EDUCACIÓN» y «CAFÉ»"},
}

func TestRepaired(t *testing.T) {
	for _, c := range twiceDecodedCases {
		got := repaired(c.text)
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if again := repaired(got); again != got {
			t.Errorf("%s: repaired again it is %q", c.name, again)
		}
		if twiceDecoded(got) {
			t.Errorf("%s: %q still counts as decoded twice", c.name, got)
		}
	}
}
