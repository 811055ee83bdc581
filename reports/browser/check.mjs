// Opens reports in a headless Chromium and looks at them as a reader would.
//
//   node check.mjs --shots DIR --report summary.html [--large summary.html] [--hostile page.html]...
//
// Every page: no console error, no exception, no dialog, no request, no overflow
// on a phone, no serious finding of axe-core in light and dark, quick to open. The
// report also: figures drawn at random lead to as many statements as they say,
// filters, order, permalinks and the CSV work, and without scripts the page says
// where its statements are. A page made of
// hostile articles must also not have changed itself (no element beyond what the
// report makes). Pictures of what was looked at go to the shots folder.

import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const options = { shots: "shots", report: "", large: "", hostile: [] };
for (let i = 2; i < process.argv.length; i += 2) {
  const name = process.argv[i].replace(/^--/, ""), value = process.argv[i + 1];
  if (!(name in options) || value === undefined) throw new Error(`what is ${process.argv[i]}?`);
  Array.isArray(options[name]) ? options[name].push(value) : (options[name] = value);
}
mkdirSync(options.shots, { recursive: true });

const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((p) => p && existsSync(p));
if (!executablePath) throw new Error("no Chromium: apt-get install chromium, or name one in CHROMIUM");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

let passed = 0;
const faults = [];
function check(what, ok, detail = "") {
  if (ok) return passed++;
  faults.push(`${what}${detail === "" ? "" : ": " + detail}`);
}

const views = {
  desk: { viewport: { width: 1280, height: 860 } },
  dark: { viewport: { width: 1280, height: 860 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
};

// open gives a page on which nothing may happen that the report does not do itself.
async function open(file, label, view, extra = {}) {
  const context = await browser.newContext({ ...view, ...extra });
  const page = await context.newPage();
  const url = pathToFileURL(resolve(file)).href;
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && faults.push(`${label}: console ${m.type()}: ${m.text()}`));
  page.on("pageerror", (e) => faults.push(`${label}: exception: ${e.message}`));
  page.on("dialog", (d) => { faults.push(`${label}: dialog: ${d.message()}`); d.dismiss(); });
  page.on("request", (r) => r.url().split("#")[0] !== url && !r.url().startsWith("blob:null/") && faults.push(`${label}: request: ${r.url()}`));
  const start = Date.now();
  await page.goto(url);
  page.opened = Date.now() - start;
  return page;
}

async function accessible(page, label) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const serious = violations.filter((v) => ["serious", "critical"].includes(v.impact));
  check(`${label}: axe-core`, serious.length === 0, serious.map((v) => `${v.id} (${v.nodes.length}x, ${v.nodes[0].html.slice(0, 160)})`).join("; "));
  return violations.filter((v) => !serious.includes(v)).map((v) => v.id);
}

async function look(file, name, { scan = true, full = true } = {}) {
  for (const [view, settings] of Object.entries(views)) {
    const label = `${name}, ${view}`;
    const page = await open(file, label, settings);
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    check(`${label}: nothing overflows`, wide <= room, `${wide} px in ${room}`);
    await page.screenshot({ path: `${options.shots}/${name}-${view}.png` });
    if (full && view !== "dark") await page.screenshot({ path: `${options.shots}/${name}-${view}-whole.png`, fullPage: true });
    if (scan) {
      const minor = await accessible(page, label);
      if (minor.length) console.log(`${label}: minor findings of axe-core: ${minor.join(", ")}`);
    }
    if (view === "desk") {
      console.log(`${name}: opened in ${page.opened} ms`);
      await page.emulateMedia({ media: "print" });
      await page.pdf({ path: `${options.shots}/${name}-print.pdf`, format: "A4", printBackground: true, margin: { top: "15mm", bottom: "15mm", left: "14mm", right: "14mm" } });
      await page.setViewportSize({ width: 794, height: 1123 });
      await page.screenshot({ path: `${options.shots}/${name}-print.png` });
    }
    await page.context().close();
  }
}

// A fixed sequence, so that a failure can be looked at again.
function dice(seed) {
  return () => ((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32);
}

const counted = async (page) => Number(await page.getAttribute("#browser output", "data-n"));

// figures follows figures drawn at random to their statements and counts them.
async function figures(file, name, n) {
  const page = await open(file, `${name}, figures`, views.desk);
  const all = await page.$$eval("a.fig", (as) => as.map((a) => ({ href: a.getAttribute("href"), n: Number(a.dataset.n), words: a.textContent })));
  check(`${name}: there are figures`, all.length > 0);
  const roll = dice(2025);
  let slowest = 0, wrong = [];
  for (let i = 0; i < n && all.length; i++) {
    const f = all[Math.floor(roll() * all.length)];
    const took = await page.evaluate((href) => new Promise((done) => {
      const start = performance.now(), out = () => document.querySelector("#browser output");
      if (out()) out().dataset.n = "";
      if (location.hash === href) location.hash = "#statements?q=nothing+else";
      if (out()) out().dataset.n = "";
      location.hash = href;
      const wait = () => (out() && out().dataset.n ? done(performance.now() - start) : setTimeout(wait, 1));
      wait();
    }), f.href);
    if (i > 0) slowest = Math.max(slowest, took); // the first unpacks the rows
    const found = await counted(page);
    if (found !== f.n) wrong.push(`${f.href}: ${found} statements for ${f.n}`);
  }
  check(`${name}: ${n} figures lead to as many statements as they say`, wrong.length === 0, wrong.slice(0, 5).join("; "));
  console.log(`${name}: ${all.length} figures; the slowest of ${n} took ${Math.round(slowest)} ms to show its statements`);
  check(`${name}: figures show their statements quickly`, slowest < (process.env.READOUT_SLOW ? 3000 : 1000), `${Math.round(slowest)} ms`);
  await page.goto(pathToFileURL(resolve(file)).href + "#statements?all=1");
  await page.waitForSelector("#browser output[data-n]");
  const total = await counted(page);
  check(`${name}: all statements can be reached`, total > 0);
  const start = Date.now();
  await page.fill("#browser [name=q]", "the said");
  await page.waitForTimeout(30);
  console.log(`${name}: ${total} statements; words were looked for in ${Date.now() - start} ms, ${await counted(page)} found`);
  await page.context().close();
}

async function use(file) {
  const page = await open(file, "report, in use", views.desk);
  await page.locator("#readings a.fig, .readings a.fig").first().click();
  await page.waitForSelector("#browser output[data-n]");
  check("a click leads to statements", (await page.locator("#browser .rows li").count()) === Math.min(50, await counted(page)));
  await page.click("#browser .clear");
  const all = await counted(page);
  check("there are statements", all > 0);
  const words = await page.$eval("#browser .rows li .words b", (c) => c.textContent.split(" ").slice(0, 3).join(" "));
  await page.fill("#browser [name=q]", words);
  const some = await counted(page);
  check("the words leave the rows that match", some >= 1 && some <= all, `${some} of ${all} for ${words}`);
  check("the address keeps the filter", decodeURIComponent(page.url().replaceAll("+", " ")).includes(words), page.url());
  await page.fill("#browser [name=q]", "no such words anywhere 5150");
  check("nothing is left where nothing matches", (await counted(page)) === 0 && (await page.locator("#browser .rows li").count()) === 0);
  check("the filter says so", (await page.textContent("#browser output")) === "0 statements");
  await page.fill("#browser [name=q]", "");
  check("an empty filter shows all", (await counted(page)) === all);
  const side = await page.$eval("#browser [name=side]", (s) => [s.options[1]?.value ?? "", s.options[1]?.textContent ?? ""]);
  if (side[0]) {
    await page.selectOption("#browser [name=side]", side[0]);
    const sides = await page.$$eval("#browser .rows li", (ls) => ls.map((l) => l.querySelector(".meta").textContent));
    check("the side filter shows that side alone", sides.length > 0 && sides.every((s) => s.includes(side[1])), side[1]);
    const link = page.url();
    const other = await open(file, "report, permalink", views.desk);
    await other.goto(link);
    await other.waitForSelector("#browser output[data-n]");
    check("a permalink shows the same", (await counted(other)) === (await counted(page)));
    await other.context().close();
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#browser .csv")]);
    const lines = readFileSync(await download.path(), "utf8").trim().split("\r\n");
    check("the CSV has what is shown", lines.length === 1 + (await counted(page)), `${lines.length} lines`);
    await page.selectOption("#browser [name=side]", "");
  }
  await page.click("#browser summary");
  await page.selectOption("#browser [name=sort]", "up");
  const outlooks = await page.$$eval("#browser .rows li .tags", (ts) => ts.map((t) => /(optimistic|skeptical|neither) ([+−]?)([0-9.]+)/.exec(t.textContent)).filter(Boolean).map((m) => Number((m[2] === "−" ? "-" : "") + m[3])));
  check("the order goes by outlook", outlooks.every((x, i) => i === 0 || outlooks[i - 1] <= x), outlooks.slice(0, 8).join());
  await page.locator("#browser .more").first().click();
  const mark = page.locator("mark[title]").first();
  if (await mark.count()) {
    await mark.click();
    check("a touched word says what it did", await page.locator(".tip").isVisible());
  }
  await page.context().close();

  const plain = await open(file, "report, without scripts", views.desk, { javaScriptEnabled: false });
  check("without scripts the page says where its statements are", await plain.locator("#statements").getByText("statements.parquet").first().isVisible());
  check("without scripts there is no dead form", !(await plain.locator("form.filter").count()));
  check("the first heading is the answer", (await plain.locator("h1").count()) === 1);
  await plain.context().close();
}

// inert says that a page made of hostile articles holds only what reports make.
async function inert(file, name) {
  const page = await open(file, name, views.desk);
  await page.evaluate(() => { location.hash = "#statements?all=1"; }); // what articles hold is shown
  await page.waitForSelector("#browser output[data-n]");
  const found = await page.evaluate(() => ({
    scripts: [...document.scripts].filter((e) => e.type !== "text/plain").length,
    strangers: [...document.querySelectorAll("img,iframe,object,embed,link,base,video,audio,style ~ style,body form:not(.filter),foreignObject,use,image")].map((e) => e.outerHTML.slice(0, 80)),
    handlers: [...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => a.name.startsWith("on"))).map((e) => e.outerHTML.slice(0, 80)),
    links: [...document.links].map((a) => a.getAttribute("href")).filter((h) => !/^(https?:\/\/|#)/.test(h)),
    pwned: window.pwned === true,
    directions: (document.body.innerText.match(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u001b]/g) ?? []).length,
  }));
  check(`${name}: one script, ours`, found.scripts === 1, String(found.scripts));
  check(`${name}: no element of an article's`, found.strangers.length === 0, found.strangers.join(" "));
  check(`${name}: no event handler`, found.handlers.length === 0, found.handlers.join(" "));
  check(`${name}: no link but http and https`, found.links.length === 0, found.links.join(" "));
  check(`${name}: nothing was run`, !found.pwned);
  check(`${name}: no control and no direction character`, found.directions === 0, String(found.directions));
  for (const link of await page.locator("mark[title]").all()) { await link.hover({ force: true, timeout: 1000 }).catch(() => {}); break; }
  await page.context().close();
}

if (options.report) {
  await look(options.report, "report");
  await use(options.report);
  await figures(options.report, "report", 50);
}
if (options.large) {
  await look(options.large, "large", { full: false });
  await figures(options.large, "large", 50);
}
for (const [i, file] of options.hostile.entries()) {
  await inert(file, `hostile-${i + 1}`);
  await look(file, `hostile-${i + 1}`, { full: false });
}
await browser.close();
for (const f of faults) console.error(`FAILED  ${f}`);
console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);
