package attribution_test

import "testing"

// What a page's layout or a turn of phrase attributes.
var formCases = []finderCase{
	// Signatures.
	{"signature after a quotation", "The club met its members on Friday.\n\n“We sold the wrong player.” – Coach Ida Brandt", "Ida Brandt > We sold the wrong player"},
	{"signature on a line of its own", "The verdict came at noon.\n\n“It was a fair trial. We will not appeal.”\n\n— Tomas Reyl, lawyer for the bakery", "Tomas Reyl, lawyer for the bakery > It was a fair trial. We will not appeal"},
	{"signature under a quoted line", "The lab shut its doors in May.\n\n> The data were never lost.\n> — Dr. Amara Nwosu", "Amara Nwosu > The data were never lost"},
	{"two signatures", "“Rates are too high.”\n- Omar Haddad, builder\n\n“Rates are too low.”\n- Greta Lindt, retired teacher", "Omar Haddad > Rates are too high ‖ Greta Lindt > Rates are too low ‖ !Omar Haddad > too low"},
	{"a dash that signs nothing", "“We go on” — the line was painted on every wall — and the crowd sang it until morning.", "!the line > We go on"},
	{"credits sign nothing", "The fleet left at dawn, and the wind was fair.\n\n— Reporting by Ada Moll in Lagos", "!- > The fleet left"},

	// Posts.
	{"post", "The dam broke at night.\n\nWe warned the ministry twice. Nobody listened. pic.twitter.com/Qx9 — Rivers Watch (@riverswatch) May 3, 2023\n\nThe valley was empty.", "Rivers Watch > We warned the ministry twice. Nobody listened ‖ !- > pic ‖ !- > The valley"},
	{"post above its signature", "What a goal! The boys were superb.\n\n— Mona Lund (@monalund) Aug 9, 2024", "Mona Lund > What a goal! The boys were superb"},
	{"posts in one line", "Vote early. https://t.co/abc — Ola Berg (@olaberg) June 1, 2022 I will vote late. — Piet Vos (@pietvos) June 2, 2022", "Ola Berg > Vote early ‖ Piet Vos > I will vote late ‖ !Ola Berg > late"},

	// Blocks that a colon introduces.
	{"block without marks", "The orchestra is on tour.\n\nIn a letter, conductor Lena Voss wrote:\n\nI have never heard such silence. It frightened me.\n\nThe tour ends in May.", "Lena Voss > I have never heard such silence. It frightened me ‖ !Lena Voss > tour ends"},
	{"block of quoted lines", "The regulator told the banks:\n\n> Capital rules stay as they are.\n> No bank is exempt from them.\n\nShares fell.", "The regulator > Capital rules stay as they are ‖ The regulator > No bank is exempt ‖ !- > Shares"},
	{"a heading over several speakers introduces nobody", "What they said:\n\nThe harbour was quiet again on Sunday morning.", "!they > harbour"},
	{"a name and a role alone introduce", "Yusuf Halabi, astronomer:\n\n“The comet will be back in ninety years.”", "Yusuf Halabi > The comet will be back"},

	// Relays.
	{"quoted as saying by", "“The virus is under control,” Health Minister Ines Prado was quoted as saying by the state agency.", "Ines Prado > The virus is under control ‖ !state agency > - "},
	{"an outlet quotes", "State television quoted General Omar Said as saying: “The city is ours.”", "General Omar Said > The city is ours ‖ !State television > -"},
	{"quoted by, as saying", "The striker was quoted by the club's magazine as saying he would stay until June.", "The striker > he would stay until June"},
	{"cited before the outlet", "“Nobody was hurt,” the newspaper cited a fire officer as saying.", "a fire officer > Nobody was hurt"},
	{"as telling", "Radio Norte quoted the pilot as telling investigators that both engines had failed.", "the pilot > that both engines had failed"},

	// Passives.
	{"passive with as", "The budget was dismissed by union leaders as a fairy tale.", "union leaders > The budget … as a fairy tale > descriptive"},
	{"passive with as and more", "The ruling was hailed by defence lawyers as a triumph, though the fine stands.", "defence lawyers > The ruling … as a triumph > descriptive"},

	// Headlines.
	{"headline, role and name last", "Bridge will open, says Mayor Teresa Ruiz\n\nThe workers came back on Monday after a long summer.", "Mayor Teresa Ruiz > Bridge will open > headline"},
	{"headline, role and verb last", "Cod stocks collapsed, fisheries minister warns\n\nThe fleet came back on Monday after a long summer.", "fisheries minister > Cod stocks collapsed > headline"},
	{"headline, people and verb last", "Rates to fall by June, analysts at Nordbank say\n\nThe market was quiet on Monday.", "analysts at Nordbank > Rates to fall by June > headline"},
	{"headline, dash and name", "Growth is over – Berg\n\nPrime Minister Ola Berg said on Monday that growth was over.", "Berg > Growth is over > headline"},
	{"headline, colon and role", "Prices will double: central bank governor\n\nThe market was quiet on Monday.", "central bank governor > Prices will double > headline"},
	{"headline, quotation and what its speaker does", "‘I was robbed’: Lund leaves the final in tears\n\nMona Lund said on Monday that she was robbed.", "Lund > I was robbed > headline"},
	{"headline, a topic and a colon", "Harbour fire: what we know so far\n\nThe harbour burnt on Monday night.", "!Harbour fire > -"},
}

func TestForms(t *testing.T) { checkCases(t, formCases) }
