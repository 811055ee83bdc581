package actor_test

import (
	"cmp"
	"strings"
	"testing"
	"time"

	"readout/analysis"
	"readout/analysis/actor"
	"readout/analysis/segment"
	"readout/lexicon"
)

// speakerCases are texts with their sources in brackets, and who each of them is:
// id or name, then side after a slash. "?" is nobody, "+" joins speakers.
var speakerCases = []struct{ name, day, text, want string }{
	// names and titles
	{"role, country and name", "2015-03-01", "[Russian Foreign Minister Sergey Lavrov] said the road was open.", "sergey-lavrov/russia"},
	{"name, then role", "2015-03-01", "[Lavrov, the foreign minister,] said no.", "sergey-lavrov/russia"},
	{"title and surname", "2015-03-01", "[Foreign Minister Lavrov] said no.", "sergey-lavrov/russia"},
	{"address and surname", "2015-03-01", "Sergey Lavrov arrived late. [Mr. Lavrov] said no.", "sergey-lavrov/russia"},
	{"transliteration", "2023-03-01", "[Zelenskyy] said winter was near.", "volodymyr-zelensky/ukraine"},
	{"accent", "2023-03-01", "Inés Calderón sued the city. [Calderon] said she would win.", "Inés Calderón"},
	// people new to the lexicon
	{"striker", "2022-05-01", "The striker Ilja Brandov missed twice. [Brandov] said the pitch was wet.", "Ilja Brandov"},
	{"given name and surname", "2022-05-01", "[Judge Harriet Olmstead-Quill] said the jury would decide.", "Harriet Olmstead-Quill"},
	{"age", "2022-05-01", "[Tobias Fenn, 41, a plumber,] said the water came fast.", "Tobias Fenn"},
	{"initial", "2022-05-01", "[Marla J. Tisdale] said costs would fall. Later [Tisdale] said they had not.", "Marla J. Tisdale; Marla J. Tisdale"},
	{"particle", "2022-05-01", "Pieter van der Plas runs the dairy. [Van der Plas] said milk was cheap.", "Pieter van der Plas"},
	{"apposition gives the side", "2025-02-18", "[Oleg Varnakov, a Russian negotiator,] said the day was long.", "Oleg Varnakov/russia"},
	{"party after the name", "2018-05-01", "[Rep. Dora Kessling (D-Ohio)] said the bill was dead.", "Dora Kessling/us-democrats"},
	{"a name behind what he does", "2019-03-01", "[BBC political correspondent Ida Quist] said the vote was close.", "Ida Quist"},
	{"a name behind a place", "2019-03-01", "[Former US ambassador to Peru Anna Fenwick] said no.", "Anna Fenwick"},
	{"a name behind letters in brackets", "2019-03-01", "Lena Ostrow drafted it. [Member of parliament (MP) Ida Quist] said no.", "Ida Quist"},
	{"the court of a region", "2020-04-01", "[The Wisconsin Supreme Court] said no.", "Wisconsin Supreme Court"},
	{"a name after a comma", "2019-03-01", "[The Brazilian ambassador to Chile, Rui Farto,] said no.", "Rui Farto"},
	{"one with two nouns", "2019-03-01", "[Veteran journalist and editor Ida Quist] said no.", "Ida Quist"},
	{"some of a party", "2018-05-01", "[Some Republicans] said no. [Ohio Republicans] said yes.", "republicans; ohio-republicans"},
	{"polls are no studies", "2018-05-01", "[New polls] said no.", "new-polls"},
	// one surname, two people
	{"brothers", "2022-05-01", "Karl Ostrow and Anton Ostrow own the mill. [Ostrow] said it was sold.", "?"},
	{"told apart by title", "2022-05-01", "Karl Ostrow and Lena Ostrow own the mill. [Ms. Ostrow] said it was sold.", "Lena Ostrow"},
	{"a politician out of office is no coach", "2025-03-01", "Dmytro Kuleba watched the match. [The coach] said the pitch was wet.", "coach"},
	{"a namesake of somebody known", "2022-05-01", "Felix Merkel, a baker in Ulm, raised prices. [Merkel] said flour was dear.", "Felix Merkel"},
	// bodies, groups, metonyms
	{"ministry by name", "2019-03-01", "[The US State Department] said talks went on.", "us-state-department/united-states"},
	{"metonym", "2019-03-01", "[The Kremlin] said nothing had changed.", "kremlin/russia"},
	{"capital that speaks", "2019-03-01", "[Moscow] said nothing had changed.", "russia/russia"},
	{"two capitals", "2019-03-01", "[Moscow and Washington] said they would meet.", "russia+united-states"},
	{"officials of a country", "2019-03-01", "[Senior Russian officials] said the mood was good.", "russian-officials/russia"},
	{"two adjectives, one noun", "2019-03-01", "[US and Russian officials] said the mood was good.", "american-officials+russian-officials"},
	{"party", "2019-03-01", "[Republicans] said the vote was close.", "us-republicans/us-republicans"},
	{"unknown company", "2019-03-01", "[Tarnhelm Logistics Ltd] said profits fell.", "Tarnhelm Logistics Ltd"},
	{"the company takes it up", "2019-03-01", "Tarnhelm Logistics Ltd cut jobs. [The company] said profits fell.", "Tarnhelm Logistics Ltd"},
	{"spokesman of a body", "2019-03-01", "[A Pentagon spokesman] said the jets were home.", "pentagon-spokesman/united-states"},
	{"officials without a side", "2019-03-01", "[Officials familiar with the matter] said it was over.", "sources"},
	{"an agency behind a country speaks for it", "2019-03-01", "[Norway's Harbour Safety Authority] said no.", "Harbour Safety Authority/norway"},
	{"a body without a name", "2019-03-01", "[The league's disciplinary committee] said no. [The committee] said he would sit out.", "league's disciplinary committee; league's disciplinary committee"},
	{"two groups of officials", "2019-03-01", "[Hospital officials] said no. [Club officials] said yes. [School officials] said so too.", "hospital-officials; club-officials; school-officials"},
	{"a place word that opens a sentence", "2019-03-01", "[City officials] said no. [County prosecutors] said yes.", "city-officials; county-prosecutors"},
	{"two bodies without names", "2019-03-01", "[The bakers' union] said no. [The drivers' union] said yes.", "bakers' union; drivers' union"},
	{"what is somebody's", "2019-03-01", "The mill shut. [Its pension fund] said no.", "pension fund"},
	// taken up again
	{"they, two named side by side", "2019-03-01", "Ilsa Korn and Peter Vance met in Geneva. [They] said the border would open.", "Ilsa Korn+Peter Vance"},
	{"the two leaders", "2019-03-01", "Ilsa Korn and Peter Vance met in Geneva. [The two leaders] said it was a start.", "Ilsa Korn+Peter Vance"},
	{"the Italian", "2019-03-01", "Marco Vell, an Italian striker, joined Harbour City. Rain fell. [The Italian] said it was a good day.", "Marco Vell"},
	{"the Italian, said of nobody before", "2019-03-01", "Marco Vell joined Harbour City on Monday. [The Italian] said it was a good day.", "Marco Vell"},
	{"called by his age", "2019-03-01", "Marco Vell joined Harbour City on Monday. [The 24-year-old] said it was a good day.", "Marco Vell"},
	{"an age before a name", "2019-03-01", "Rain fell. [Thirty-year-old Marco Vell] said it was a good day.", "Marco Vell"},
	{"an age before what somebody is", "2019-03-01", "Rain fell. [Marco Vell, a 24-year-old farmer,] said it was a good day. Anna Grint left. [The farmer] smiled.", "Marco Vell; Marco Vell"},
	{"the Frenchwoman", "2019-03-01", "France's Luc Petit met French judge Anne Morel. He spoke. [The Frenchwoman] said it was a start.", "Anne Morel"},
	{"the Spaniard, of two", "2019-03-01", "Spanish pilots Ana Ruiz and Luis Vega met. [The Spaniard] said it was late.", "spaniard/spain"},
	{"the British", "2019-03-01", "Spanish pilot Ana Ruiz left. [The British] said it was late.", "british/united-kingdom"},
	{"both clubs of an article about two countries", "2019-03-01", "Italian and French fans met. Italy beat France. Italy led France at once. [Both clubs] said the fee was fair.", "clubs"},
	{"both countries", "2019-03-01", "China and Japan sent observers. [Both countries] said they were pleased.", "china+japan"},
	{"a body's analysis", "2019-03-01", "[A Tarnhelm Institute analysis] said prices rose.", "Tarnhelm Institute"},
	{"a name with a place behind what he is", "2019-03-01", "Bo Gorse sued. [Gorse's attorney, Eugene Fenwick of Lindhill Law School,] said no.", "Eugene Fenwick"},
	{"the college of that name", "2019-03-01", "A boy won his case against Oslon College. Rain fell. It snowed too. [The college] said no.", "Oslon College"},
	{"the college, of two", "2019-03-01", "Oslon College and Hale College met. [The college] said no.", "?"},
	{"a document of nobody", "2019-03-01", "[Federal data] show that trade fell.", "federal data"},
	{"he", "2019-03-01", "Vladimir Putin met miners. [He] said wages would rise.", "vladimir-putin/russia"},
	{"they", "2019-03-01", "Russian officials left the hall. [They] said little.", "russian-officials/russia"},
	{"the leader of a country", "2023-03-01", "Volodymyr Zelensky spoke to Joe Biden. [The Ukrainian leader] said thanks.", "volodymyr-zelensky/ukraine"},
	{"aide by apposition", "2025-02-18", "Pavel Grishin, a top aide to Vladimir Putin, flew in. [The top aide] said it was early.", "Pavel Grishin/russia"},
	{"the striker", "2022-05-01", "The striker Ilja Brandov missed twice. [The striker] said the pitch was wet.", "Ilja Brandov"},
	{"the president in 2018", "2018-05-01", "[The US president] said he would wait.", "donald-trump/united-states"},
	// joint
	{"two sides", "2025-02-18", "[Lavrov and Rubio] agreed to meet.", "sergey-lavrov+marco-rubio"},
	{"in which, of the one named last", "2019-03-01", "[President Tom Hask] said the tariffs stay. Tom Hask sets tariffs. [Hask] announced it following a speech by Karl Gorse in which [he] said no.", "Tom Hask; Tom Hask; Karl Gorse"},
	{"when, of the subject before it", "2019-03-01", "[President Tom Hask] said the tariffs stay. Tom Hask sets tariffs. [Hask] asked what Karl Gorse wanted when [he] said no.", "Tom Hask; Tom Hask; Karl Gorse"},
	{"who is elected and not yet in office", "2016-12-01", "Donald Trump won. Barack Obama left. Barack Obama waved. The US waited. [The president-elect, who] said no, left.", "donald-trump"},
	{"a minister of the article's country", "2019-03-01", "Russia waited. Russia sent planes. [The foreign minister] said no.", "sergey-lavrov"},
	{"a minister of which country, nobody says", "2019-03-01", "Russia met Peru. [The foreign minister] said no.", "foreign minister"},
	{"a contracted relative", "2019-03-01", "Ada Lund met Karl Gorse, [who's] said no.", "Karl Gorse"},
	{"relative clause between", "2018-07-01", "[Sir Ronan Maddle, who replaced Tim Osgood last year,] said yes.", "Ronan Maddle"},
	{"surname after full name", "2015-03-01", "Angela Merkel flew to Minsk. [Merkel] said she was tired.", "angela-merkel/germany"},
	{"possessive role", "2023-03-01", "[Ukraine's defense minister] said shells had come.", "oleksii-reznikov/ukraine"},
	{"she, not he", "2019-03-01", "Angela Merkel met Vladimir Putin. [She] said it was cold.", "angela-merkel/germany"},
	{"the president in 2015", "2015-05-01", "[The US president] said he would wait.", "barack-obama/united-states"},
	{"possessive after a person", "2019-03-01", "[Putin's spokesman] said no.", "dmitry-peskov/russia"},
	{"counterpart", "2019-03-01", "Vladimir Putin flew in. [His US counterpart] said yes.", "donald-trump/united-states"},
	{"ambassador to", "2014-03-01", "[Orla Fenwick, the former US ambassador to Ukraine,] said no.", "Orla Fenwick/united-states"},
	{"surname that is a country", "2019-03-01", "Rep. Tim Lebanon spoke first. [Lebanon] said the vote was off.", "Tim Lebanon"},
	{"surname that is an adjective", "2019-03-01", "Investor Luke Turkish sold out. [Turkish] said the price was right.", "Luke Turkish"},
	{"surname that is a word", "2019-03-01", "Senator Ada Blunt rose. [Blunt] said the aye was hers.", "Ada Blunt"},
	{"court", "2019-03-01", "The Supreme Court heard the miners. [The court] said it would rule in May.", "us-supreme-court/united-states"},
	{"judge without a name", "2019-03-01", "[The judge] said the jury could go.", "judge"},
	{"scientists", "2019-03-01", "[Scientists at the Tarnhelm Institute] said the ice was thin.", "tarnhelm-institute-scientists"},
	{"fans of a club", "2019-03-01", "[Fans] said the tickets were dear.", "fans"},
	{"central bank", "2019-03-01", "[The European Central Bank] said rates would stay. [The bank] said more.", "ecb; ecb"},
	{"lawmakers of a party", "2019-03-01", "[Democratic lawmakers] said the vote was close.", "democratic-lawmakers/us-democrats"},
	{"the unnamed speaker of a company", "2019-03-01", "[A spokeswoman for Tarnhelm Logistics Ltd] said profits fell.", "tarnhelm-logistics-ltd-spokeswoman"},
	{"initials of a body", "2019-03-01", "The Global Herring Council met. [The GHC] said stocks were low.", "Global Herring Council"},
	{"place that does not speak", "2019-03-01", "Rain fell in Moscow. [The mayor] said the roads held.", "mayor"},
	{"who", "2019-03-01", "The award went to Nora Feldt, [who] said she was glad.", "Nora Feldt"},
	{"joint with titles", "2019-03-01", "[Senators Ada Blunt and Tom Risk] said no.", "Ada Blunt+Tom Risk"},
	{"list without and is one", "2019-03-01", "[Nora Feldt, Tarnhelm Institute,] said no.", "Nora Feldt"},
	{"friend without a role", "2019-03-01", "Karl Ostrow went home. [His acquaintance Henry Gorse] said he slept.", "Henry Gorse"},
	{"campaign of a person", "2019-03-01", "[The Trump reelection campaign] said cash came in.", "trump-campaign/us-republicans"},
	{"one of a group, then the one", "2019-03-01", "Mitch McConnell rose. [One Republican senator] said no. Later [the senator] said yes.", "republican-senator; republican-senator"},
	{"who of a body", "2019-03-01", "The leak came from an engineer at Tarnhelm Logistics Ltd, [who] said no.", "tarnhelm-logistics-ltd-engineer"},
	{"two senators with parties", "2014-09-01", "[Sens. John McCain, R-Ariz., and Lindsey Graham, R-S.C.,] said no.", "john-mccain+lindsey-graham/us-republicans"},
	{"apposition after a party", "2019-03-01", "[Rep. Dora Kessling (D-Ohio), the ranking member of the panel,] said no.", "Dora Kessling/us-democrats"},
	{"a title inside the name of a body", "2019-03-01", "[The Tax Justice Network] said no.", "Tax Justice Network"},
	{"former holder", "2019-03-01", "[A former White House official] said no.", "white-house-former-official"},
	{"somebody else's lawyer", "2019-12-01", "Rudy Giuliani, a lawyer for Donald Trump, left. [Lev Gorse's lawyer] said no.", "lev-gorses-lawyer"},
	{"counted one", "2019-03-01", "Yulia Tymoshenko, a lobbyist, left. [One lobbyist] said no.", "lobbyist"},
	{"a body and its kind", "2019-03-01", "[Germany's Lufthansa airline] said no.", "lufthansa"},
	{"he, whom a quotation does not turn", "2019-12-01", "Sen. Lindsey Graham rose. [Graham] said no. “I am tired of calls from the president,” [he] said.", "lindsey-graham; lindsey-graham"},
	{"they, not what they served", "2019-12-01", "Ninety former officials who served in two agencies signed it. [They] said no.", "former-officials"},
	{"initial that the lexicon leaves out", "2015-02-08", "[Secretary of State John F. Kerry] said no.", "john-kerry/united-states"},
	{"a role of today in the text", "", "[U.S. Ambassador to the United Nations Nikki Haley] said no.", "nikki-haley/united-states"},
	{"things with a name", "2019-03-01", "[Twitter accounts] said no.", "?"},
	{"adjective of accusations", "2019-03-01", "[Ukrainian] accusations of theft grew.", "ukraine/ukraine"},
	{"a relative in full, the president by surname", "2019-03-01", "Ivanka Trump flew in. [Trump] said no.", "donald-trump/united-states"},
	{"the top one of a party", "2019-11-20", "Devin Nunes, a Republican, rose after Adam Schiff. [The top Democrat] said no.", "top-democrat/us-democrats"},
	{"the one of a party", "2019-11-20", "Devin Nunes rose after Adam Schiff. [The Democrat] said no.", "adam-schiff/us-democrats"},
	{"an article about a relative", "2020-03-01", "Hunter Biden wept. Hunter Biden left. Hunter Biden slept. [Biden] said he was tired.", "hunter-biden"},
	{"the one who speaks of him", "2020-01-27", "Donald Trump was angry. Rain fell. “I met with President Zelensky in the hall,” [he] said.", "donald-trump/united-states"},
	{"who is named in what he says is not he", "2019-11-22", "Rep. Will Hurd rose. While Mr. Trump's acts were rash, [he] said, the bill was dead.", "will-hurd"},
	{"nobody in particular", "2020-01-27", "Jared Kushner wrote to a friend. [The unnamed person] said no.", "person"},
	{"where an ambassador is", "2020-03-07", "[European Union Ambassador Tim Gorse] said no.", "Tim Gorse"},
	{"one chamber, not the other", "2020-01-30", "The House voted. [The Senate] said it would wait.", "us-senate/united-states"},
	{"the holder of a day that is not known", "", "[The UK Prime Minister] said no. Boris Johnson then left.", "boris-johnson"},
	{"chairman of a known party", "2020-01-16", "[House Foreign Affairs Committee Chairman Eliot Engel] said no.", "eliot-engel/us-democrats"},
	{"manager of a chamber", "2020-01-30", "[Lead House impeachment manager Adam Schiff] said no.", "adam-schiff/us-democrats"},
	{"former associate", "2020-01-30", "[The former Giuliani associate] said no.", "rudy-giulianis-former-associate"},
	// whom he and she take up
	{"he who spoke, not whom he met", "2015-03-01", "“The road is open,” [Oleg Varnakov] said. He had met Barack Obama in May. “No harbor may be shut,” [he] said.", "Oleg Varnakov; Oleg Varnakov"},
	{"he who spoke, not whom he spoke of", "2019-03-01", "“Ivan Gorse is a fine goalkeeper,” [coach Piet Brandt] said. “He saved us,” [he] added.", "Piet Brandt; Piet Brandt"},
	{"she across a quotation", "2019-03-01", "[Judge Ada Fenwick] said the jury was tired. “Go home,” [she] told it.", "Ada Fenwick; Ada Fenwick"},
	{"he of the judge, in a clause", "2019-03-01", "Bo Risk was fined. The lawyers said that Judge Karl Ostrow had a record of short terms, as [he] believes in mercy.", "Karl Ostrow"},
	{"he of the paragraph's first", "2019-03-01", "Tarn chief executive Tom Feldt met Henry Gorse in May. [He] said sales had doubled.", "Tom Feldt"},
	// the one of several
	{"Jr.", "2019-03-01", "Donald Trump rose. Donald Trump Jr. rose too. [Trump Jr.] said no.", "donald-trump-jr"},
	{"the namesake named last", "2019-03-01", "Karl Ostrow built the mill. It burned. It was built again. It closed. Lena Ostrow bought it. [Ostrow] said it would run.", "Lena Ostrow"},
	{"the president of all of it, not the one named last", "2018-05-01", "Donald Trump flew in. Donald Trump spoke. Donald Trump asked the Ukrainian president to wait. [The president] said so.", "donald-trump/united-states"},
	{"the president, not a president", "2018-05-01", "Donald Trump flew in. A president must not lie, a senator said. [The president] said no.", "donald-trump/united-states"},
	// sides
	{"professor at a university of a city", "2019-03-01", "[Tobe Fenwick, a Boston University professor,] said no.", "Tobe Fenwick/none"},
	{"lawyer is not his country's", "2019-03-01", "[The American lawyer Ida Gorse] said no.", "Ida Gorse/none"},
	{"veteran of a ministry", "2019-03-01", "[Bo Mathis, a veteran of the Treasury Department,] said no.", "Bo Mathis/none"},
	{"of a state, then the party", "2019-03-01", "[Dean Fenwick of Minnesota, a vulnerable Democrat,] said no.", "Dean Fenwick/us-democrats"},
	{"example of a party's people", "2019-03-01", "Several Democratic lawmakers, including Reps. Ann Gorse and Bo Quist, left. [Gorse] said no.", "Ann Gorse/us-democrats"},
	{"lawmaker of no known party", "2019-03-01", "[Rep. Angela Gorse] said no.", "Angela Gorse/united-states"},
	{"led by a party", "2019-03-01", "[Republican-led states] said no.", "republican-states/us-republicans"},
	{"mayor of a city abroad", "2019-03-01", "[Mayor of Lyon Jean Petit] said the bridge was shut.", "Jean Petit/none"},
	{"former counsel at the head of a sentence", "2019-03-01", "[Former White House counsel Bo Gorse] said no.", "Bo Gorse/none"},
	{"agency of the United Nations", "2023-03-01", "[OCHA] said 400 had fled.", "ocha/united-nations"},
	{"agency that watches atoms", "2023-03-01", "[The IAEA] said the plant was safe.", "iaea/united-nations"},
	{"government of the sentence before", "2019-03-01", "In Fiji the dam broke. [A government spokesman] said it would be built again.", "fijian-government-spokesman/fiji"},
	{"government among several countries", "2019-03-01", "Fiji and Peru met Chile. [A government spokesman] said no.", "government spokesman/none"},
	// bodies taken up
	{"the bank named here", "2019-03-01", "Tarnhelm Bank cut jobs. [The bank] said more cuts may come.", "Tarnhelm Bank"},
	{"the army named before", "2019-03-01", "The Sudanese army took the town. [The army] said it was over.", "sudanese-army/sudan"},
	{"the club named here", "2019-03-01", "Tarnhelm United lost. [The club] said the coach would stay.", "Tarnhelm United"},
	{"the committee of a party's chamber", "2019-12-01", "The Democratic-led House Judiciary Committee met. [The committee] said it would vote.", "house-judiciary-committee"},
	{"the Times", "2019-03-01", "The New York Times broke the story. [The Times] said it stood by it.", "new-york-times"},
	{"a name that begins with its article", "2019-03-01", "[The New Yorker] said no.", "new-yorker"},
	{"a surname that is a month and a verb", "2019-03-01", "Prime Minister Ida May left. [May] said earlier she would stay.", "Ida May"},
	{"the marines", "2019-03-01", "[The U.S. Marines] said no.", "us-marine-corps/united-states"},
	{"an ordinary word that opens a sentence", "2019-03-01", "It is an explosive matter. [Explosive sources] said no.", "sources"},
	{"a name that opens a sentence", "2019-03-01", "A brown cat met Ida Brown. [Brown later] said no.", "Ida Brown"},
	{"a field before a name", "2019-03-01", "[Assistant Secretary for Harbour Affairs Ida Quist] said no.", "Ida Quist"},
	{"in charge, before a name", "2019-03-01", "[Special Agent in Charge Karl Gorse] said no.", "Karl Gorse"},
	{"a number of two words", "2019-03-01", "[Twenty-one senators] said no.", "senators"},
	{"the army", "2019-03-01", "Americans waited. The US sent planes. [The Army] said no.", "us-army/united-states"},
	{"the administration", "2019-03-01", "The White House was quiet. [The administration] said no.", "white-house/united-states"},
	{"analysts at a bank", "2019-03-01", "[Analysts at Gorsebank] said rents would rise.", "gorsebank-analysts"},
	{"the official is no former one", "2019-03-01", "Ann Gorse, a former ambassador, left. [The official who spoke to a paper] said no.", "official"},
	{"a committee is no side", "2019-03-01", "Tom Gorse rose on his side. [The committee] said no.", "?"},
	{"a senator's spokeswoman is not the president's", "2014-06-07", "[Marco Rubio's spokeswoman] said no.", "marco-rubios-spokeswoman/us-republicans"},
	// things
	{"documents filed with a body", "2019-03-01", "[A memo filed with the Federal Reserve] said so.", "memo filed with the Federal Reserve"},
	{"what was said in a statement", "2019-03-01", "[The Tarnhelm Institute] said in a statement that it had rained. [The statement] said more rain would come.", "Tarnhelm Institute; Tarnhelm Institute"},
	{"a memo and its author", "2019-03-01", "A memo went round the office. Its author, Ida Quist, has left. [The memo] said the pay was low.", "Ida Quist"},
	{"a memo is not of who got it", "2019-03-01", "A memo obtained by the Tarnhelm Institute went round. [The memo] said the pay was low.", "?"},
	{"the report of a sentence's subject", "2019-03-01", "The Lundmark Union met in Oslon near the Tarnhelm Bank, releasing a report. [The report] said no.", "Lundmark Union"},
	{"another word for a document", "2019-03-01", "The Tarnhelm Institute published a report on Monday. [The document] said more rain would come.", "Tarnhelm Institute"},
	{"a website of a body", "2019-03-01", "Her life is told on the Tarnhelm Institute's website. [The site] says she rows.", "Tarnhelm Institute"},
	{"a filing with a body", "2019-03-01", "[A Federal Reserve filing] said so.", "?"},
	{"someone close to somebody", "2019-03-01", "[Someone close to Angela Merkel] said no.", "?"},
	{"a report by a body", "2019-03-01", "[A report by the Tarnhelm Institute] said rain would come.", "Tarnhelm Institute"},
	{"the report that a body published", "2019-03-01", "The Tarnhelm Institute published a report on Monday. It rained. [The report] said more rain would come.", "Tarnhelm Institute"},
	{"some of a group", "2019-03-01", "[Some of the netizens] said no.", "some of the netizens"},
	{"protesters are not all activists", "2019-03-01", "[Protesters] said no.", "protesters"},
	{"a party's people in a house, after its name", "2019-03-01", "[Republicans in the Senate] said no.", "republicans-in-the-senate/us-republicans"},
	{"a party's people in one house", "2019-03-01", "[House Democrats] said no.", "house-democrats/us-democrats"},
	{"where a senator is from", "2019-03-01", "Sen. Marco Rubio rose. [The Florida senator] said no.", "marco-rubio/us-republicans"},
	{"she of a sentence with many names", "2019-03-01", "Governor Lila Marsh met Mayor Hector Maldon on Monday. [She] said the port was safe.", "Lila Marsh"},
	{"a saint in the name of a company", "2019-03-01", "[St. John Tarnhelm Co. Ltd.] said no.", "St. John Tarnhelm Co. Ltd."},
	{"names behind a plural", "2019-03-01", "[The authors, Ida Quist and Tom Gorse,] said no.", "Ida Quist+Tom Gorse"},
	{"examples behind a plural", "2019-03-01", "[Companies such as Microsoft and Google] said no.", "microsoft+google"},
	{"a plural that takes up names", "2019-03-01", "Sen. Ida Quist and Sen. Tom Gorse met. It rained. [The senators] said no.", "Ida Quist+Tom Gorse"},
	{"a plural that takes up nobody named", "2019-03-01", "Ida Quist and Tom Gorse met. It rained. [The senators] said no.", "senators"},
	{"a broadcaster's reporter", "2019-03-01", "[NPR's Ida Quist] reports rain.", "Ida Quist"},
	{"a title and the noun for it", "2019-03-01", "Gen. Karl Brandt met Ida Quist. [The general] said no.", "Karl Brandt"},
	{"a farmer and where he is from", "2019-03-01", "Karl Brandt, a farmer, rose early. [The Ohio farmer] said no.", "Karl Brandt"},
	{"many stand for people", "2019-03-01", "Rain fell. [Many] feared a flood. [Some] hoped for it.", "many; ?"},
	{"those who are nobody before", "2019-03-01", "The plan pleased Karl Brandt and those [who] wanted a bridge.", "?"},
	{"a name that an apposition calls a group", "2019-03-01", "[Lundmark Watch, a group that counts birds], rose. [The group] said no.", "Lundmark Watch; Lundmark Watch"},
	{"a group with a first name in its name", "2019-03-01", "[Al Harroun, a militant group,] fired rockets. [The group] said no.", "Al Harroun; Al Harroun"},
	{"an armed group of the lexicon", "2019-03-01", "Rockets hit a field on Monday. Hamas fired the rockets. [The group] said no.", "hamas/hamas"},
	{"a council called by the end of its name", "2019-03-01", "[The New York City Council] met. [The city council] said no.", "New York City Council; New York City Council"},
	{"a title with a matter in it", "2019-03-01", "[House Committee on Public Order Chairman Ida Quist] said no.", "Ida Quist"},
	{"a state's own agency", "2019-03-01", "[China's state-run Tarnhelm News Agency] said no.", "Tarnhelm News Agency"},
	{"who took a picture", "2019-03-01", "Karl Brandt spoke at noon. Photograph: Tom Gorse/Agency. [He] said no.", "Karl Brandt"},
	{"whoever speaks on a network is not the network", "2019-03-01", "On Twitter, [the student] wrote that it rained.", "student"},
	{"he who spoke in the sentence before a quotation", "2019-03-01", "Karl Brandt told Tom Gorse that the bridge was safe.\n\n\"It will hold,\" [he] said.", "Karl Brandt"},
	{"he of whom the quotation speaks is not who speaks", "2019-03-01", "Karl Brandt spoke of Tom Gorse.\n\n\"He is late,\" [he] said.", "Karl Brandt"},
	{"he of a clause behind in which", "2019-03-01", "Karl Brandt disliked the letter by Tom Gorse in which [he] said that the bridge was old.", "Tom Gorse"},
	// names
	{"a name behind a particle and a hyphen", "2019-03-01", "[Karim al-Lundi] rose. [Mr. Lundi] said no.", "Karim al-Lundi; Karim al-Lundi"},
	{"a surname that is a body's name", "2019-03-01", "Ida Wagner rose. [Wagner] said no.", "Ida Wagner"},
	{"a faith names nobody", "2019-03-01", "The Hindu feast began. Ida Quist rose. [She] said no.", "Ida Quist"},
	{"a lake names nobody", "2019-03-01", "Karl Brandt fished in Lake Gorse at night. [He] said no.", "Karl Brandt"},
	{"surname that is a month", "2019-03-01", "Natalie Sept runs the film office. [Sept] said she would stay.", "Natalie Sept"},
	{"surname that is an office", "2019-03-01", "Rep. Peter King rose. [Mr. King] said no.", "peter-king"},
	{"accused is a verb", "2014-07-30", "[Kiev] accused the rebels of laying mines.", "ukraine/ukraine"},
	// the day of an article without one
	{"office of the years told of", "", "In March 2014 troops took the port. In July 2014 a jet fell. John Kerry and Angela Merkel met. Secretary of State John Kerry left. [The US president] said no.", "barack-obama/united-states"},
	{"office of a day that nothing tells", "", "Rain fell. [The US president] said no.", "american-president/united-states"},
	{"thing that speaks", "2018-07-01", "[The report] said rain would come.", "?"},
}

func TestSpeakers(t *testing.T) {
	lex := load(t)
	resolver, segmenter := newResolver(t, lex), segment.New(lex)
	resolver.ByCountry() // sides by matter have cases of their own
	for _, c := range speakerCases {
		d := resolver.Resolve(bracketed(t, segmenter, c.text, c.day))
		var got []string
		for i := range d.Statements {
			got = append(got, speaker(d, i, strings.Contains(c.want, "/")))
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s (%s)", c.name, c.text, g, c.want, d.Statements[0].Speaker.Rule)
		}
	}
}

// speaker says who made a statement, as the tables have it.
func speaker(d *analysis.Document, i int, side bool) string {
	s := &d.Statements[i].Speaker
	if len(s.Actors) == 0 {
		return "?"
	}
	var names []string
	for _, a := range s.Actors {
		id := d.Actors[a].ID
		if strings.HasPrefix(id, "x-") {
			id = d.Actors[a].Name
		}
		names = append(names, id)
	}
	out := strings.Join(names, "+")
	if side {
		out += "/" + cmp.Or(s.SideID, "none")
	}
	return out
}

func load(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

// bracketed attributes a text whose sources stand in brackets; the
// content of each is the rest of its sentence.
func bracketed(t testing.TB, segmenter *segment.Segmenter, text, day string) *analysis.Attributed {
	t.Helper()
	var plain strings.Builder
	var sources []analysis.Span
	for text != "" {
		before, rest, found := strings.Cut(text, "[")
		plain.WriteString(before)
		if !found {
			break
		}
		source, after, _ := strings.Cut(rest, "]")
		start := plain.Len()
		plain.WriteString(source)
		sources = append(sources, analysis.Span{Start: start, End: plain.Len()})
		text = after
	}
	a := &analysis.Article{ID: "a1", Text: plain.String()}
	if day != "" {
		when, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		a.PublishedAt = when
	}
	d := &analysis.Attributed{Segmented: *segmenter.Segment(a)}
	for _, s := range sources {
		for _, sentence := range d.Sentences {
			if sentence.Contains(s) {
				content := []analysis.Span{{Start: s.End, End: sentence.End}}
				if before := d.Text[sentence.Start:s.Start]; strings.HasSuffix(before, ", ") && d.Slice(s) == "he" {
					content = append([]analysis.Span{{Start: sentence.Start, End: s.Start - 2}}, content...)
				}
				d.Attributions = append(d.Attributions, analysis.Attribution{
					Source: []analysis.Span{s}, Content: content, Parent: -1, Inherits: -1,
				})
			}
		}
	}
	return d
}

func newResolver(t testing.TB, lex *lexicon.Lexicon) *actor.Resolver {
	t.Helper()
	r, err := actor.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
