package actor_test

import (
	"testing"

	"readout/analysis/segment"
)

// affiliationCases are texts with one source in brackets, and the organization, country
// and party that it speaks for, "-" for none.
var affiliationCases = []struct{ name, day, text, organization, country, party string }{
	// from dated knowledge
	{"president", "2015-05-01", "[Barack Obama] said no.", "White House", "united-states", "us-democrats"},
	{"candidate, not president yet", "2016-05-01", "[Donald Trump] said no.", "Trump campaign", "-", "us-republicans"},
	{"minister whose ministry is known", "2015-03-01", "[Sergey Lavrov] said no.", "Russian Foreign Ministry", "russia", "-"},
	{"governor", "2015-03-01", "[Chris Christie] said no.", "New Jersey", "-", "us-republicans"},
	{"member of a house, of a name that others have too", "2019-03-01", "[Rep. Mike Gallagher, R-Wis.,] said no.", "US House of Representatives", "united-states", "us-republicans"},
	{"a namesake of a member", "2019-03-01", "[Mike Gallagher, a baker,] said no.", "-", "-", "-"},
	{"out of office", "2016-03-01", "[Gary Ackerman] said no.", "-", "-", "us-democrats"},
	// bodies whose name begins with a place
	{"a commission of a region", "2019-03-01", "[Ohio Harbour Commission chair Ida Quist] said no.", "Ohio Harbour Commission", "-", "-"},
	{"a body behind a place, for something", "2019-03-01", "[Karl Gorse, of the Texas Department of Harbour Works,] said no.", "Texas Department of Harbour Works", "-", "-"},
	{"a team of a region", "2019-03-01", "[Texas Herons coach Ida Quist] said no.", "Texas Herons", "-", "-"},
	{"a district's name goes on behind a word for a body", "2019-03-01", "[Ida Quist, a commissioner of the Boston Unified School District,] said no.", "Boston Unified School District", "-", "-"},
	{"a group for something, first in its sentence", "2019-03-01", "Quiet fell. [Parents for Safe Harbours president Ida Quist] said no.", "Parents for Safe Harbours", "-", "-"},
	{"a group for something that no list knows", "2019-03-01", "[Ida Quist, a founder of Grandpas for Harbours,] said no.", "Grandpas for Harbours", "-", "-"},
	{"somebody with the name of a capital", "2019-03-01", "Dorin Amman, 20, was held. [Amman] said no.", "-", "-", "-"},
	{"an association of a country", "2019-03-01", "[Peruvian Football Association chair Ida Quist] said no.", "Peruvian Football Association", "-", "-"},
	{"a member of a state's assembly", "2019-03-01", "Congress met. [A Republican assemblywoman, Ida Quist,] said no.", "Republican Party", "-", "us-republicans"},
	{"the party of a region", "2019-03-01", "[Ohio Republican Party chairman Karl Gorse] said no.", "Republican Party", "-", "us-republicans"},
	{"a party's strategist in a region", "2019-03-01", "[Ohio Republican strategist Ida Quist] said no.", "-", "-", "us-republicans"},
	{"a ministry with its field behind it", "2019-03-01", "[A spokesman for the Peruvian Ministry of Harbour Works] said no.", "Peruvian Ministry of Harbour Works", "peru", "-"},
	{"a school of a university", "2019-03-01", "[Yale Law School professor Ida Quist] said no.", "Yale Law School", "-", "-"},
	{"a national association named by its field", "2019-03-01", "[Hockey Peru president Ida Quist] said no.", "Hockey Peru", "-", "-"},
	{"a union of a city", "2019-03-01", "[Chicago Bakers Union president Ida Quist] said no.", "Chicago Bakers Union", "-", "-"},
	{"a body of a place that no list knows", "2019-03-01", "[Lindhill High Court spokesman Karl Gorse] said no.", "Lindhill High Court", "-", "-"},
	{"a namesake of another country", "2019-03-01", "[Ida Quist, president of the Football Association of Peru,] said no.", "Football Association of Peru", "-", "-"},
	{"an economist based in a city", "2019-03-01", "[Lindhill-based economist Karl Gorse] said no.", "-", "-", "-"},
	{"an envoy for a country", "2019-03-01", "[The Norwegian special envoy for Peru, Karl Gorse,] said no.", "Norwegian Foreign Ministry", "norway", "-"},
	{"a member of a state's house", "2019-03-01", "[State Rep. Ida Quist] said no.", "-", "-", "-"},
	{"the media of a state", "2019-03-01", "[Peruvian state media] said no.", "-", "peru", "-"},
	{"an opposition party", "2019-03-01", "[The opposition Labour Party] said no.", "-", "-", "uk-labour"},
	{"a party in parliament", "2019-03-01", "[Democrats] said the Senate bill was too weak.", "-", "united-states", "us-democrats"},
	{"a party outside of parliament", "2019-03-01", "[Democrats] said the summer was too hot.", "-", "-", "us-democrats"},
	{"two parties in one parliament", "2019-03-01", "[Democrats and Republicans] said the bill was too weak.", "-", "united-states", "-"},
	{"a party's voters beside a parliament", "2019-03-01", "[Democratic voters] said the Senate bill was too weak.", "-", "-", "-"},
	// from what the text calls somebody
	{"minister of a country without an entry for its ministry", "2019-03-01", "[Peruvian Foreign Minister Ana Quist] said no.", "Peruvian Foreign Ministry", "peru", "-"},
	{"senator of a party", "2019-03-01", "[Sen. Dora Kessling (D-Ohio)] said no.", "US Senate", "united-states", "us-democrats"},
	{"director of a body that no list knows", "2019-03-01", "[Ida Gorse, director of the Tarnhelm Institute,] said no.", "Tarnhelm Institute", "-", "-"},
	{"spokesman of somebody in office", "2015-05-01", "[A spokesman for Barack Obama] said no.", "White House", "united-states", "us-democrats"},
	{"lawyer of somebody in office", "2019-03-01", "[Bo Gorse, a lawyer for Donald Trump,] said no.", "Donald Trump's legal team", "-", "-"},
	{"former", "2019-03-01", "[Former White House economic adviser Karl Gorse] said no.", "-", "-", "-"},
	{"federal judge", "2019-03-01", "[U.S. District Judge Ada Fenwick] said no.", "US District Court", "united-states", "-"},
	{"mayor of a city", "2019-03-01", "[The Boston mayor] said no.", "City of Boston", "-", "-"},
	{"spokesman of the president's house", "2015-05-01", "[A White House spokesman] said no.", "White House", "united-states", "us-democrats"},
	{"spokesman of a ministry is of no party", "2015-05-01", "[A Pentagon spokesman] said no.", "US Department of Defense", "united-states", "-"},
	{"beside a name", "2019-03-01", "[Karl Gorse of the Tarnhelm Institute] said no.", "Tarnhelm Institute", "-", "-"},
	{"before a name", "2019-03-01", "[The Tarnhelm Institute's Karl Gorse] said no.", "Tarnhelm Institute", "-", "-"},
	{"a body whose name opens with a noun", "2019-03-01", "[Nadia Brenner, executive director of the Coalition for Humane Housing,] said no.", "Coalition for Humane Housing", "-", "-"},
	{"a body whose name says what it does", "2019-03-01", "[Dan Orr, a spokesman for the Coalition to Stop Evictions,] said no.", "Coalition to Stop Evictions", "-", "-"},
	{"a body called by its people", "2019-03-01", "[Tom Hask, president of Tenants First,] said no.", "Tenants First", "-", "-"},
	{"a body that looks like a name of somebody", "2019-03-01", "[Ola Mint, founder of Barton Consulting,] said no.", "Barton Consulting", "-", "-"},
	{"a chief's own body", "2019-03-01", "[Fox's president of ad sales, Ida Cole,] said no.", "Fox", "-", "-"},
	{"mayor of a city that no list knows", "2019-03-01", "[Lindhill Mayor Carmen Cruz] said no.", "City of Lindhill", "-", "-"},
	{"what he is now, in a relative clause", "2019-03-01", "[Ida Quist, who is now a professor at Lindhill University,] said no.", "Lindhill University", "-", "-"},
	{"what he does, in a relative clause", "2019-03-01", "[Karl Gorse, who runs Tarnhelm Press,] said no.", "Tarnhelm Press", "-", "-"},
	{"now with another", "2019-03-01", "[Tom Arden, a former army officer now with the Hudson Harbour Institute,] said no.", "Hudson Harbour Institute", "-", "-"},
	{"an office held before the article's day", "2017-10-22", "[President Obama] said no.", "White House", "united-states", "us-democrats"},
	{"a country's own body", "2019-03-01", "[US District Court Judge Barbara Crabb] said no.", "US District Court", "united-states", "-"},
	{"a party behind a country that no list knows", "2019-03-01", "[Amina Diop of the Maravian Democratic Party] said no.", "Maravian Democratic Party", "-", "-"},
	{"spokesman of an army that no list knows", "2019-03-01", "The Northern Liberation Front met. [Idris Bamba, the army's spokesman,] said no.", "-", "-", "-"},
	{"of a body, after a comma", "2019-03-01", "Carrow Bank cut jobs. [Union leader Dora Quill, of the Bank Workers' Association,] said no.", "Bank Workers' Association", "-", "-"},
	{"a member for a place", "2019-03-01", "[Wes Strand, the MP for Ilford North,] said no.", "-", "-", "-"},
	{"somebody from a region", "2019-03-01", "[Maine astronaut Jess Mair] said no.", "-", "-", "-"},
	{"spokesman of the body named before", "2019-03-01", "Tarnhelm Logistics Ltd cut jobs. [Spokesman Karl Gorse] said more cuts would come.", "Tarnhelm Logistics Ltd", "-", "-"},
	{"a president without a country", "2019-03-01", "Yemen shut the port. Yemen had warned of it. [President Idris Bamba] said no.", "Yemen's government", "yemen", "-"},
	{"a candidate called by his seat", "2016-02-01", "[Sen. Bernie Sanders] said no.", "US Senate", "united-states", "us-democrats"},
	{"elected, not president yet", "2016-12-01", "[Donald Trump] said no.", "Trump transition team", "-", "us-republicans"},
	{"leader of the opposition", "2018-05-01", "[Jeremy Corbyn] said no.", "Labour Party", "-", "uk-labour"},
	{"leader of a party", "2019-03-01", "[Ada Strand, the Conservative leader,] said no.", "Conservative Party", "-", "uk-conservatives"},
	{"an official of the administration of the day", "2015-03-01", "[A senior administration official] said no.", "Obama administration", "united-states", "-"},
	{"a deputy of a ministry", "2018-03-01", "[Rod Rosenstein] said no.", "US Justice Department", "united-states", "us-republicans"},
	{"somebody's government", "2018-03-01", "[Narendra Modi's government] said no.", "-", "india", "-"},
	{"a special counsel", "2018-03-01", "[Robert Mueller] said no.", "Special Counsel's Office", "united-states", "-"},
	{"federal prosecutors", "2018-03-01", "[The U.S. attorney] said no.", "US Attorney's Office", "united-states", "-"},
	{"a title that ends in General", "2018-03-01", "The US waited. Americans went home. [Solicitor General Karl Gorse] said no.", "US Justice Department", "united-states", "-"},
	{"a justice of the article's country", "2018-03-01", "The US waited. Americans went home. [Justice Ada Fenwick] said no.", "US Supreme Court", "united-states", "-"},
	// from the words beside a name, which no list knows
	{"a name of a body with a noun for people in it", "2019-03-01", "[Scott Gorse, executive director of the National Association of State Harbour Officers,] said no.", "National Association of State Harbour Officers", "-", "-"},
	{"a field before what somebody is", "2019-03-01", "[Dora Quill, computer science professor at the State University of Lindhill,] said no.", "State University of Lindhill", "-", "-"},
	{"two fields and an acronym", "2019-03-01", "[Karl Gorse, research and policy director of TBI,] said no.", "TBI", "-", "-"},
	{"a field between what somebody is and where", "2019-03-01", "[Ida Gorse, director of harbour security studies at the Tarnhelm International Center for Scholars,] said no.", "Tarnhelm International Center for Scholars", "-", "-"},
	{"what kind of body it is", "2019-03-01", "[Ann Pell, a shipping expert at the conservative Foundation for Open Harbours think tank,] said no.", "Foundation for Open Harbours", "-", "-"},
	{"a university in a region", "2019-03-01", "[Peking University's Jia Quist] said no.", "Peking University", "-", "-"},
	{"a player of a club", "2019-03-01", "[Tom Strand, a defender for Harbour City FC,] said no.", "Harbour City FC", "-", "-"},
	{"where somebody stands", "2019-03-01", "[Karl Gorse, speaking at the Tarnhelm Institute,] said no.", "-", "-", "-"},
	{"a critic of a body", "2019-03-01", "[Karl Gorse, a longtime critic of the Tarnhelm Institute,] said no.", "-", "-", "-"},
	{"a past place of work", "2019-03-01", "[Karl Gorse, a former analyst at the Tarnhelm Institute,] said no.", "-", "-", "-"},
	{"a field that looks like a name", "2019-03-01", "[Ida Gorse, head of East Asian studies,] said no.", "-", "-", "-"},
	{"where he writes", "2019-03-01", "[Anna Pell] wrote in The Atlantic that it was fine.", "The Atlantic", "-", "-"},
	{"writing in a paper", "2019-03-01", "In an article in Monday's New York Times, [Peter Gorse] says no.", "New York Times", "-", "-"},
	{"what he is, in a line of its own", "2019-03-01", "[Ida Gorse] wrote that it was fine. Ida Gorse is a senior fellow at the Tarnhelm Institute.", "Tarnhelm Institute", "-", "-"},
	{"a minister of two fields", "2019-03-01", "[Rohan Gorse, India's harbours and fisheries minister,] said no.", "India's government", "india", "-"},
	{"a judge of a court that no list knows", "2019-03-01", "[U.S. District Judge Ada Fenwick of the Southern District of Tarnhelm] said no.", "Southern District of Tarnhelm", "united-states", "-"},
	{"a compound before the name of a body", "2019-03-01", "[Karl Gorse, director of the Oslon-based Tarnhelm Institute,] said no.", "Tarnhelm Institute", "-", "-"},
	{"a compound before what somebody is", "2019-03-01", "[Karl Gorse, an Oslon-based analyst,] said no.", "-", "-", "-"},
	{"a thing in capitals", "2019-03-01", "[Tom Hask, an adviser on AI,] said no.", "-", "-", "-"},
	{"a line of work in capitals", "2019-03-01", "[Tom Hask, director of PR,] said no.", "-", "-", "-"},
	{"where he is seen", "2019-03-01", "[Tom Hask, a host on TV,] said no.", "-", "-", "-"},
	{"somebody's help", "2019-03-01", "[Tom Hask, an assistant to Ms. Quist,] said no.", "-", "-", "-"},
	{"a hospital of a saint", "2019-03-01", "[Tom Hask, a surgeon at St. Bride's Hospital,] said no.", "St. Bride's Hospital", "-", "-"},
	{"a governor after a company", "2019-03-01", "Tarnhelm Logistics Ltd cut jobs. [Gov. Ida Cole] said no.", "-", "-", "-"},
	{"a body whose name begins with another's", "2019-03-01", "[The Senate Harbour Association] said no.", "-", "-", "-"},
	{"a body whose name has the word of another country's party", "2019-03-01", "[The American Conservative Union] said no.", "-", "-", "-"},
	{"a court of a part of a country", "2019-03-01", "The US waited. Americans went home. [The state Supreme Court] said no.", "-", "-", "-"},
	{"a court of a region behind it", "2019-03-01", "The US waited. Americans went home. [The Supreme Court of Ohio] said no.", "-", "-", "-"},
	{"a court of another country", "2019-03-01", "The US waited. Americans went home. [The Supreme Court of Peru] said no.", "-", "peru", "-"},
	{"a minister posted abroad, before his name", "2019-03-01", "[The Peruvian ambassador to Chile, Jorge Quist,] said no.", "Peruvian Foreign Ministry", "peru", "-"},
	{"an office of a body right before a name", "2019-03-01", "[Chairwoman of the Senate Intelligence Committee Ida Quist] said no.", "Senate Intelligence Committee", "united-states", "-"},
	{"spokesman of a state's cabinet", "2019-03-01", "[Ali Quist, a spokesman for Peru's cabinet,] said no.", "Peru's government", "peru", "-"},
	{"a party's voters", "2019-03-01", "[Republican voters] said no.", "-", "-", "-"},
	{"speakers of two parties", "2019-03-01", "[Republicans and Democrats] said no.", "-", "-", "-"},
	{"speakers of two states", "2019-03-01", "[China and Russia] said no.", "-", "-", "-"},
	{"a speaker and others", "2019-03-01", "[China and other states] said no.", "-", "china", "-"},
	{"a body that ends in a party's name", "2019-03-01", "[Ida Quist of The Senior Citizens League] said no.", "The Senior Citizens League", "-", "-"},
	{"a paper with the word of another country's party", "2019-03-01", "[Ida Quist, The American Conservative] said no.", "-", "-", "-"},
	{"a field is no body", "2019-03-01", "[Under Secretary of Fisheries Karl Gorse] said no.", "-", "-", "-"},
	{"the country's minister", "2019-03-01", "Peru shut the port. [The country's defence minister, Jorge Quist,] said no.", "Peruvian Defense Ministry", "peru", "-"},
	{"adviser to a state's officer", "2019-03-01", "[Ali Quist, an adviser to the Peruvian president,] said no.", "Peru's government", "peru", "-"},
	{"a cousin of a state's officer", "2019-03-01", "[Ali Quist, a cousin of the Peruvian president,] said no.", "-", "-", "-"},
	{"a supporter of a state's government", "2019-03-01", "[Ali Quist, a supporter of Peru's government,] said no.", "-", "-", "-"},
	{"president of a body's committee", "2019-03-01", "[Frank Gorse, president of the Tarnhelm Institute Executive Committee,] said no.", "Tarnhelm Institute Executive Committee", "-", "-"},
	{"a court and an agency of a state, without a name", "2019-03-01", "[Peru's disaster agency] said no. [A Peruvian court] said no.", "-", "peru", "-"},
	{"a company of a state, without a name", "2019-03-01", "[A Peruvian company] said no.", "-", "-", "-"},
	{"officials in a capital", "2019-03-01", "Americans waited. The US sent planes. [Officials in Seoul] said no.", "South Korea's government", "south-korea", "-"},
	{"the court of another country", "2019-03-01", "[Peru's Supreme Court] said no.", "-", "peru", "-"},
	{"a board that investigates for a state", "2019-03-01", "[Athan Binis, head of Peru's Air Accident Investigation Board,] said no.", "Air Accident Investigation Board", "peru", "-"},
	// groups and bodies
	{"lawmakers of a party", "2019-03-01", "[Republican lawmakers] said no.", "US Congress", "united-states", "us-republicans"},
	{"a party's people in one house", "2019-03-01", "[Senate Republicans] said no.", "US Senate", "united-states", "us-republicans"},
	{"a party", "2019-03-01", "[Republicans] said no.", "-", "-", "us-republicans"},
	{"officials of the country that the article is about", "2019-03-01", "Peru shut the port. Peru had warned of it. [Officials] said it would open in May.", "Peru's government", "peru", "-"},
	{"officials of a part of the country", "2019-03-01", "Peru shut the port. Peru had warned of it. [City officials] said it would open in May. [State legislators] said no.", "-", "-", "-"},
	{"a ministry", "2019-03-01", "[The US State Department] said no.", "-", "united-states", "-"},
	{"a committee of a house", "2019-03-01", "[The House Judiciary Committee] said no.", "US House of Representatives", "united-states", "-"},
	{"a part of a body", "2019-03-01", "[The Tarnhelm Institute's Harbour Safety Center] said no.", "Tarnhelm Institute", "-", "-"},
	{"half of a country", "2019-03-01", "North Korea closed the border. [The North] said no.", "-", "north-korea", "-"},
	{"half of which country, of two", "2019-03-01", "South Korea met South Sudan. [The South] said no.", "-", "-", "-"},
	{"officials of the country of those whom an article names", "2019-03-01", "Donald Trump, the White House and the Pentagon waited. [Officials] said no.", "US government", "united-states", "-"},
	{"officials where those named are of several", "2019-03-01", "Donald Trump and the Kremlin waited. [Officials] said no.", "-", "-", "-"},
	{"an official of a body without a name", "2019-03-01", "Peru shut the port. Peru had warned of it. [Karl Gorse, an official with the union that represents its dockers,] said no.", "-", "-", "-"},
	{"a party's leaders", "2019-03-01", "[Republican leaders] said no.", "US Congress", "united-states", "us-republicans"},
	{"a company of a country", "2019-03-01", "[Gazprom] said no.", "-", "-", "-"},
	{"a national institute behind a country", "2019-03-01", "[Brazil's National Space Laboratory] said no.", "-", "brazil", "-"},
	{"a federation behind a country", "2019-03-01", "[Peru's Rowing Federation] said no.", "-", "-", "-"},
	{"a news agency of a state", "2019-03-01", "[KCNA] said no.", "-", "north-korea", "-"},
	{"a news agency of none", "2019-03-01", "[Reuters] said no.", "-", "-", "-"},
	{"a ministry by its letters", "2019-03-01", "The US waited. Americans went home. [The VA's inspector general] said no.", "Department of Veterans Affairs", "united-states", "-"},
	{"an agency in full", "2019-03-01", "[Ida Quist of the Missile Defense Agency] said no.", "Missile Defense Agency", "united-states", "-"},
	{"a company before its new name", "2019-03-01", "[Ida Quist, a spokeswoman for Facebook,] said no.", "Facebook", "-", "-"},
	{"a company with its new name", "2022-03-01", "[Ida Quist, a spokeswoman for Facebook,] said no.", "Meta", "-", "-"},
	{"police of a city", "2019-03-01", "[The New York Police Department] said no.", "New York State", "-", "-"},
}

func TestAffiliations(t *testing.T) {
	lex := load(t)
	resolver, segmenter := newResolver(t, lex), segment.New(lex)
	none := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	for _, c := range affiliationCases {
		d := resolver.Resolve(bracketed(t, segmenter, c.text, c.day))
		f := d.Statements[0].Speaker.Affiliation
		got := [3]string{none(f.Organization), none(f.Country), none(f.Party)}
		if want := [3]string{c.organization, c.country, c.party}; got != want {
			t.Errorf("%s: %s\n got %v\nwant %v", c.name, c.text, got, want)
		}
	}
}
