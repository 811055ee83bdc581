// Opens reports in a headless Chromium and looks at them as a reader would.
//
//   node check.mjs --shots DIR --report summary.html [--large summary.html] [--hostile page.html]...
//
// Every page: no console error, no exception, no dialog, no request, no overflow
// on a phone, no serious finding of axe-core in light and dark. The report also:
// filter and sort work, everything is there without scripts. A page made of
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
  page.on("request", (r) => r.url() !== url && faults.push(`${label}: request: ${r.url()}`));
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

const shownRows = (page) => page.$$eval("table.statements tbody tr", (rows) => rows.filter((r) => r.offsetParent !== null).length);

async function use(file) {
  const page = await open(file, "report, in use", views.desk);
  const all = await shownRows(page);
  check("there are statements", all > 0);
  const words = await page.$eval("table.statements tbody tr td:nth-child(3)", (c) => c.textContent);
  await page.fill("form.filter [name=text]", words);
  const some = await shownRows(page);
  check("the filter leaves the rows that match", some >= 1 && some <= all, `${some} of ${all} for ${words}`);
  await page.fill("form.filter [name=text]", "no such words anywhere 5150");
  check("the filter leaves nothing where nothing matches", (await shownRows(page)) === 0);
  check("the filter says so", (await page.textContent("form.filter output")) === `0 of ${all}`);
  await page.fill("form.filter [name=text]", "");
  check("an empty filter shows all", (await shownRows(page)) === all);
  const side = await page.$eval("form.filter [name=side]", (s) => s.options[1]?.value ?? "");
  if (side) {
    await page.selectOption("form.filter [name=side]", side);
    const sides = await page.$$eval("table.statements tbody tr:not([hidden]) td:nth-child(2)", (cs) => cs.map((c) => c.textContent));
    check("the side filter shows that side alone", sides.length > 0 && sides.every((s) => s === side), sides.join());
    await page.selectOption("form.filter [name=side]", "");
  }
  const outlooks = () => page.$$eval("table.statements tbody tr td:nth-child(6)", (cs) => cs.map((c) => c.dataset.v));
  const inOrder = (v, up) => {
    const known = v.filter((x) => x !== "").map(Number);
    return v.slice(known.length).every((x) => x === "") && known.every((x, i) => i === 0 || (up ? known[i - 1] <= x : known[i - 1] >= x));
  };
  const button = page.locator("table.statements th:nth-child(6) button");
  await button.click();
  check("one click sorts upwards, the unknown last", inOrder(await outlooks(), true));
  check("the heading says so", (await page.getAttribute("table.statements th:nth-child(6)", "aria-sort")) === "ascending");
  await button.focus();
  await page.keyboard.press("Enter");
  check("the keyboard sorts downwards, the unknown last", inOrder(await outlooks(), false));
  const mark = page.locator("mark[title]").first();
  if (await mark.count()) {
    await mark.click();
    check("a touched word says what it did", await page.locator(".tip").isVisible());
  }
  await page.context().close();

  const plain = await open(file, "report, without scripts", views.desk, { javaScriptEnabled: false });
  check("without scripts every statement is there", (await plain.locator("table.statements tbody tr:visible").count()) === all);
  check("without scripts there is no dead form", !(await plain.locator("form.filter").isVisible()));
  check("the first heading is the answer", (await plain.locator("h1").count()) === 1);
  await plain.context().close();
}

// inert says that a page made of hostile articles holds only what reports make.
async function inert(file, name) {
  const page = await open(file, name, views.desk);
  await page.waitForTimeout(300);
  const found = await page.evaluate(() => ({
    scripts: document.scripts.length,
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
}
if (options.large) await look(options.large, "large", { full: false });
for (const [i, file] of options.hostile.entries()) {
  await inert(file, `hostile-${i + 1}`);
  await look(file, `hostile-${i + 1}`, { full: false });
}
await browser.close();
for (const f of faults) console.error(`FAILED  ${f}`);
console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);
