// Codes a sheet in a headless Chromium with the keyboard alone, as a coder would.
//
//   node code.mjs sheet.html coder coded.csv [picture.png]
//
// Every statement is a statement, its speaker right, optimistic, positive, plainly asserted, a
// plan, and agrees with the proposition "deal"; the second is coded as no statement, after a
// wrong key and an undo. What was coded is still there after the page was opened anew. The
// CSV that the page downloads goes to the named file.

import { existsSync, copyFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [sheet, coder, out, picture] = process.argv.slice(2);
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((p) => p && existsSync(p));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
const page = await context.newPage();
const faults = [];
const check = (what, ok, detail = "") => ok || faults.push(`${what}${detail === "" ? "" : ": " + detail}`);
const url = pathToFileURL(resolve(sheet)).href;
page.on("console", (m) => ["error", "warning"].includes(m.type()) && faults.push(`console ${m.type()}: ${m.text()}`));
page.on("pageerror", (e) => faults.push(`exception: ${e.message}`));
page.on("request", (r) => r.url() !== url && !r.url().startsWith("blob:") && faults.push(`request: ${r.url()}`));
await page.goto(url);

const heading = () => page.textContent("#item h2");
const pressed = (field) => page.$$eval(`[data-field=${field}] button[aria-pressed=true]`, (bs) => bs.map((b) => b.textContent));
await page.keyboard.press("1"); // nobody has said who codes
check("nothing is coded by nobody", (await pressed("valid")).length === 0);
await page.fill("#coder", coder);
await page.keyboard.press("Tab");
await page.evaluate(() => document.activeElement.blur());

const n = Number((await page.textContent("#progress")).match(/of (\d+)/)[1]);
for (let i = 0; i < n; i++) {
  check("the item at hand", (await heading()).startsWith(`${i + 1} of ${n}`), await heading());
  if (i === 1) {
    await page.keyboard.press("1");
    await page.keyboard.press("u");
    check("undo takes back", (await pressed("valid")).length === 0);
    await page.keyboard.press("3");
    check("no statement", (await pressed("valid"))[0]?.includes("no"));
    await page.keyboard.press("Enter");
    continue;
  }
  await page.keyboard.press("1"); // yes
  if (await page.$("[data-field=actor] button")) await page.keyboard.press("1"); // is right
  else await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown"); // the side is left
  await page.keyboard.press("1"); // optimistic
  await page.keyboard.press("1"); // positive
  await page.keyboard.press("1"); // plain
  await page.keyboard.press("c"); // plan
  await page.keyboard.press("/");
  await page.keyboard.type("deal on the table");
  await page.keyboard.press("Enter");
  await page.evaluate(() => document.activeElement.blur());
  check("frame", (await pressed("frame"))[0]?.includes("plan"), String(await pressed("frame")));
  check("position", (await page.textContent("[data-field=positions]")).includes("deal: agree"));
  if (i === 2 && picture) await page.screenshot({ path: picture });
  if (i < n - 1) await page.keyboard.press("Enter");
}
check("progress", (await page.textContent("#progress")).startsWith(`${n} of ${n} coded`), await page.textContent("#progress"));
// Chromium hands what a page stores to another process, which on a busy machine may come after
// the page is opened anew: it is opened until it shows what was coded, for 5 s at most.
const kept = async () => (await page.textContent("#progress")).startsWith(`${n} of ${n} coded`) && (await page.inputValue("#coder")) === coder;
for (const end = Date.now() + 5000; ;) {
  await page.reload();
  if (await kept() || Date.now() > end) break;
  await page.waitForTimeout(250);
}
check("what was coded is kept", await kept(), `${await page.textContent("#progress")}, by ${JSON.stringify(await page.inputValue("#coder"))}`);
const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
copyFileSync(await download.path(), out);
check("the page fits", await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
await page.setViewportSize({ width: 390, height: 844 });
check("the page fits on a phone", await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
await browser.close();
for (const f of faults) console.error(`FAILED  ${f}`);
console.log(`coded ${n} items with the keyboard: ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
