package attribution_test

import "testing"

// What a page's layout or a turn of phrase attributes.
var formCases = []finderCase{
	// Signatures.
	{"signature after a quotation", "The club met its members on Friday.\n\n“We sold the wrong player.” – Coach Ida Brandt", "Ida Brandt > We sold the wrong player"},
	{"signature on a line of its own", "The verdict came at noon.\n\n“It was a fair trial. We will not appeal.”\n\n— Tomas Reyl, lawyer for the bakery", "Tomas Reyl, lawyer for the bakery > It was a fair trial. We will not appeal"},
	{"name and outlet under a quotation", "The vote is near.\n\n“The mayor has no plan. He never had one.”\n\nIda Quist, Coast Post\n\n“The mayor has a plan, and it works.”\n\nKarl Gorse, Hill Gazette", "Ida Quist, Coast Post > The mayor has no plan ‖ Ida Quist, Coast Post > He never had one ‖ Karl Gorse, Hill Gazette > The mayor has a plan, and it works"},
	{"the credit of a picture signs nothing", "Ida Quist spoke first. “It rains,” Quist said.\n\n“It will rain for days. The dam is full.”\n\nJim Young, Reuters", "!Jim Young > It will rain"},
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

	{"spoken on behind an outlet", "“The scan was clean,” coach Ida Brandt said, the Leeds Herald reported. “She will play again in May, and nobody should doubt that.”", "Ida Brandt > The scan was clean ‖ Ida Brandt > She will play again in May ‖ !Herald > -"},
	{"spoken on behind according to", "“The scan was clean,” Ida Brandt told reporters on Friday, according to Radio Norte. “She will play again in May, and nobody should doubt that.”", "Ida Brandt > She will play again in May ‖ !Radio Norte > She"},

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

	// A sentence about somebody, then a quotation.
	{"a narrative sentence with a title", "The final was lost.\n\nCoach Ida Brandt stared at the grass. “We will talk about this at home.”", "Ida Brandt > We will talk about this at home > floating"},
	{"a narrative sentence with an aside", "Rents are up again.\n\nThe tenants' lawyer, Tomas Reyl, is furious. “They raised it twice in a year.”", "Tomas Reyl > They raised it twice in a year"},
	{"a narrative sentence that begins with for", "The mine is shut.\n\nFor Greta Lindt the news came by letter. “I worked there for thirty years.”", "Greta Lindt > I worked there for thirty years"},
	{"a narrative sentence behind what leads in", "The storm passed.\n\nOn the pier, Omar Haddad mends his nets. “The boats are gone for good.”", "Omar Haddad > The boats are gone for good"},
	{"a narrative sentence with a pronoun", "Judge Marta Kohl said the trial would go on. She looked at the clock. “Nobody leaves before noon.”", "Marta Kohl > Nobody leaves before noon"},
	{"another speaker's story is not taken", "“The roof is safe,” Omar Haddad said.\n\nGreta Lindt lives below it. “I hear it move at night.”", "Greta Lindt > I hear it move at night ‖ !Omar Haddad > I hear it"},
	{"a sentence about a thing tells of nobody", "The bridge closed in May. “Danger, do not cross this bridge.”", "!The bridge > -"},

	// Whose words or view it is.
	{"in the words of", "In the words of coach Ida Brandt, the second half was “a gift”.", "coach Ida Brandt > the second half was “a gift” > according_to"},
	{"from somebody's point of view", "From the bank's point of view, the loan was safe.", "the bank > the loan was safe"},
	{"in her view", "Dr. Amara Nwosu has read the study. In her view, the sample was too small.", "her > the sample was too small"},
	{"per, last", "The transfer will cost 40 million, per the club.", "the club > The transfer will cost 40 million"},
	{"for a person", "The verdict was read at noon. For Tomas Reyl, the sentence is a scandal.", "Tomas Reyl > the sentence is a scandal"},
	{"as somebody puts it", "As Ines Prado put it, the clinic was held together with tape.", "Ines Prado > the clinic was held together with tape"},
	{"for a time is no view", "For many years, the mine was the only employer in the valley.", "!- > the mine was"},
	{"for a price is no view", "For 20 dollars, the museum is open to all.", "!- > the museum is open"},

	// Speakers behind a quotation.
	{"a rare verb and a name", "“It could be raining,” groaned captain Lars Dekker.", "Lars Dekker > It could be raining"},
	{"a rare verb with its particle", "“So do I,” chimed in Mona Lund, who plays on the left.", "Mona Lund > So do I"},
	{"a name and a rare verb", "“That was never a penalty,” Dekker sniffed.", "Dekker > That was never a penalty"},
	{"a quotation that breaks off", "“The wind was strong,” Dekker said. “But I thought . . .” Lund began.", "Lund > But I thought ‖ !Dekker > But I thought"},

	// Nouns of saying.
	{"a claim that is the subject", "Omar Haddad’s claim that the roof was safe met with laughter.", "Omar Haddad > that the roof was safe ‖ !- > met with"},
	{"a warning by somebody", "The warning by the central bank that prices would double went unheard.", "the central bank > that prices would double ‖ !- > went unheard"},
	{"a promise from somebody", "A promise from Mayor Teresa Ruiz that the ferry would sail again calmed nobody.", "Mayor Teresa Ruiz > that the ferry would sail again ‖ !- > calmed nobody"},
	{"a remark about what looks like a verb", "Dekker’s remark that the trials were fair surprised nobody.", "Dekker > that the trials were fair ‖ !- > surprised nobody"},
	{"a remark with a verb that looks like others", "Dekker’s remark that the referee was blind cost him a fine.", "Dekker > that the referee was blind"},

	// Names and colons.
	{"name, role and colon", "What the experts think:\n\nYusuf Halabi, astronomer: “The comet is a snowball.”\n\nAda Moll, physicist: “It is a rock.”", "Yusuf Halabi, astronomer > The comet is a snowball ‖ Ada Moll > It is a rock"},
	{"a list of names and words", "The parties met on Sunday. Berg said little.\n\nWhat we know\n• Berg: budget will hold\n• Turnout: 61 percent of voters", "Berg > budget will hold ‖ !Turnout > -"},

	// Transcripts and interviews.
	{"turns with roles and parties", "Transcript: the harbour debate\n\nADA MOLL, HOST: Will you build the pier?\n\nSEN. PIET VOS (R-ME): I will. The old one is rotten.\n\n(APPLAUSE)\n\nMAYOR RUTH ALDER: With whose money?\n\nVOS: With the money you lost.", "PIET VOS > I will. The old one is rotten ‖ VOS > With the money you lost ‖ RUTH ALDER > With whose money ‖ !- > APPLAUSE"},
	{"turns in bold letters", "# Ten minutes with Lena Voss\n\nLena Voss conducts in Oslo.\n\n**Opera News:** Do you read reviews?\n\n**Lena Voss:** Never. They read me.\n\n**News:** And the public?\n\n**Voss:** The public is always right.", "Lena Voss > Never. They read me ‖ Voss > The public is always right"},
	{"questions of nobody", "Ministry briefing\n\nQUESTION: Is the dam safe?\n\nMR HALABI: The dam is safe.\n\nQUESTION: Since when?\n\nMR HALABI: Since Monday.", "HALABI > The dam is safe ‖ HALABI > Since Monday ‖ !QUESTION > -"},
	{"answers of a guest with a name", "An interview with the striker Mona Lund\n\nMona Lund is back from Turin.\n\nQ: Why now?\n\nA: I was tired of the rain. It never stopped.\n\nQ: And the money?\n\nA: I took less.", "Mona Lund > I was tired of the rain. It never stopped ‖ Mona Lund > I took less ‖ !- > And the money"},
	{"questions that are paragraphs", "A conversation with Yusuf Halabi\n\nThe astronomer Yusuf Halabi found the comet in March.\n\nWere you surprised?\n\nYes. I had stopped looking for it.\n\nWe thought it was dust.\n\nWhat comes next?\n\nI will sleep for a week.", "Yusuf Halabi > Yes. I had stopped looking for it … We thought it was dust ‖ Yusuf Halabi > I will sleep for a week ‖ !Yusuf > Were you"},
	{"questions of an explainer are no interview", "What the ruling means\n\nThe court ruled on Friday.\n\nWho won?\n\nThe tenants won on all counts.\n\nWhat comes next?\n\nThe landlord can appeal in June.", "!- > tenants won ‖ !- > landlord can appeal"},
	{"labels take no turns", "Harbour fire\n\nCONTACT: Ada Moll\n\nPHONE: 555 0100\n\nThe mayor said the fire was out.\n\nCONTACT: Piet Vos\n\nPHONE: 555 0101", "mayor > the fire was out > depth 0 ‖ !PHONE > -"},

	// Several statements of a sentence or a paragraph.
	{"a quotation goes on before another speaks", "“The pitch was a swamp,” said coach Ida Brandt. “We could not pass the ball.” The referee called the pitch “fine”.", "Ida Brandt > We could not pass the ball ‖ The referee > the pitch “fine” ‖ !referee > We could"},
	{"a slogan before a quotation", "“No pier, no peace” was on every wall. “We will build it anyway,” said Mayor Ruth Alder.", "Ruth Alder > We will build it anyway ‖ !Alder > on every wall"},
	{"a second sentence in single marks", "Dr Amara Nwosu said: 'The vaccine works.' She warned that 'the sample was small'.", "She > 'the sample was small' > depth 0 ‖ !- > She warned"},
	{"on condition of anonymity", "The bank will be sold, two people close to the talks said on condition of anonymity.", "two people > The bank will be sold ‖ !- > anonymity"},
	{"told to", "The judge told the witness to sit down.", "The judge > to sit down"},
	{"told not to", "Coach Ida Brandt told her players not to speak to reporters.", "Ida Brandt > not to speak to reporters"},
	{"a speaker inserted", "The club was sold in May. Two years ago, the owner said, the debts were under control.", "the owner > Two years ago … the debts were under control"},
	{"a nickname is no content", "“The fees are robbery,” said a driver who goes by the name “Bishop.”", "a driver > The fees are robbery ‖ !- > Bishop"},

	// What is no statement.
	{"who was asked said nothing", "The striker was asked about his knee. The train left at noon.", "!The striker > -"},
	{"a surname says nothing", "Before the burial, his heir, Hamad bin Tariq Al Said, prayed at the mosque.", "!Hamad > -"},
	{"pictures say nothing", "The footage appears to show that the driver was asleep.", "!The footage > -"},
	{"what they said is no content", "What they said\n\nWhat the coaches said:\n\nThe pitch was dry and the wind was strong.", "!coaches > What"},
	{"a noun that looks like a verb introduces nothing", "Here are the details:\n\nThe bridge closes at noon. The ferry runs until ten.", "!- > The bridge"},
}

func TestForms(t *testing.T) { checkCases(t, formCases) }
