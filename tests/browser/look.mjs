// Looks at a report in a real browser. `node look.mjs WHAT FILE [FILE...]` prints what it saw as one JSON document; what has to
// hold of it is said in tests/report_page.rs. MODULES is where playwright-core and axe-core are installed.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.env.MODULES}/`);
const { chromium } = require("playwright-core");
const [what, file, ...more] = process.argv.slice(2);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
});

/** Opens the report, and keeps what the browser says about it. */
const open = async (options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const seen = { requests: [], console: [], errors: [], dialogs: [] };
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("console", (message) => seen.console.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.errors.push(error.message));
  page.on("dialog", async (dialog) => { seen.dialogs.push(dialog.message()); await dialog.dismiss(); });
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  return { page, seen };
};

const cells = (page, table) => page.$$eval(`${table} tbody tr:not(.detail)`, (rows) =>
  rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
const heads = (page, table) => page.$$eval(`${table} thead th`, (all) => all.map((head) => head.textContent.trim()));
const fills = (page) => page.$$eval("#map rect", (all) => all.map((rect) => [Number(rect.dataset.at), rect.getAttribute("class")]));

const looks = {
  /** Everything that leaves the page, and what became of markup in names. */
  async quiet() {
    const { page, seen } = await open();
    for (const name of await page.$$("#module-table tbody th button")) await name.click();
    for (const details of await page.$$("details")) await details.evaluate((of) => { of.open = true; });
    const images = await page.$$eval("img, iframe, object, embed, [onerror], [onclick], [style]", (all) => all.length);
    const scripts = await page.$$eval("script", (all) => all.map((script) => script.type));
    const foreign = await page.evaluate(() => fetch("https://example.org/").then(() => "reached", () => "refused"));
    return { ...seen, file: pathToFileURL(file).href, images, scripts, foreign, title: await page.title(), text: await page.innerText("body") };
  },

  async table() {
    const { page } = await open();
    return { head: await heads(page, "#module-table"), rows: await cells(page, "#module-table"), trend: await cells(page, "#trend-table") };
  },

  /** The table before and after it is sorted, filtered, and chosen from in the matrix. */
  async controls() {
    const { page } = await open();
    const names = async () => (await cells(page, "#module-table")).map((row) => row[0]);
    const seen = { first: await names() };
    const sort = (name) => page.click(`#module-table th[data-name="${name}"] button`);
    await sort("lines");
    seen.byLines = (await cells(page, "#module-table")).map((row) => row[4]);
    seen.ariaSort = await page.getAttribute('#module-table th[data-name="lines"]', "aria-sort");
    await sort("lines");
    seen.byLinesDown = (await cells(page, "#module-table")).map((row) => row[4]);
    seen.focusKept = await page.evaluate(() => document.activeElement.closest("th")?.dataset.name);
    await page.fill("#filter", more[0]);
    seen.filtered = await names();
    await page.fill("#filter", "");
    await page.selectOption("#most", "1");
    seen.atMostOne = (await cells(page, "#module-table")).map((row) => row[1]);
    await page.selectOption("#most", "");
    const buttons = page.locator("#risk-table button");
    seen.matrix = (await buttons.allTextContents()).map(Number);
    const filled = seen.matrix.findIndex((number) => number > 0);
    await buttons.nth(filled).click();
    seen.chosen = [seen.matrix[filled], (await names()).length];
    await page.keyboard.press("Enter");
    seen.given = (await names()).length;
    return seen;
  },

  /** What is left when people leave, by name. */
  async leave() {
    const { page } = await open();
    const before = { card: await page.textContent("#bus-factor"), fills: await fills(page) };
    await page.check("#everybody");
    for (const name of more) await page.getByLabel(name, { exact: true }).check();
    const after = {
      card: await page.textContent("#bus-factor"),
      words: await page.textContent("#what-if"),
      head: await heads(page, "#module-table"),
      rows: await cells(page, "#module-table"),
      fills: await fills(page),
    };
    await page.click("#nobody");
    return { before, after, again: { card: await page.textContent("#bus-factor"), fills: await fills(page) } };
  },

  /** What axe-core finds, in both color schemes and at two widths. */
  async access() {
    const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
    const found = [];
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1280, 390]) {
        // The policy of the page refuses every script but its own; what is asked here is not that.
        const { page } = await open({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
        await page.$$eval("details", (all) => all.forEach((of) => { of.open = true; }));
        await page.evaluate(axe);
        const result = await page.evaluate(() => window.axe.run());
        found.push({ colorScheme, width, passes: result.passes.length, violations: result.violations.map((of) => [of.impact, of.id, of.nodes.map((node) => node.html).slice(0, 3)]) });
      }
    }
    const { page } = await open();
    const landmarks = await page.$$eval("header, nav, main, footer", (all) => all.map((of) => of.tagName.toLowerCase()));
    await page.keyboard.press("Tab");
    const firstStop = await page.evaluate(() => document.activeElement.textContent);
    return { found, landmarks, firstStop };
  },

  /** How wide the page is in narrow windows, and pictures to be looked at. */
  async sizes() {
    const seen = [];
    for (const [width, colorScheme] of [[390, "light"], [800, "dark"], [1280, "light"]]) {
      const { page } = await open({ colorScheme, viewport: { width, height: 900 } });
      if (more[0]) await page.screenshot({ path: `${more[0]}/${width}.png`, fullPage: true });
      seen.push({ width, needed: await page.evaluate(() => document.documentElement.scrollWidth), background: await page.evaluate(() => getComputedStyle(document.body).backgroundColor) });
    }
    const { page } = await open();
    await page.emulateMedia({ media: "print" });
    const hidden = await page.$$eval("nav, .controls", (all) => all.every((of) => getComputedStyle(of).display === "none"));
    return { seen, hidden };
  },

  /** The page without its script. */
  async plain() {
    const { page } = await open({ javaScriptEnabled: false });
    return { text: await page.innerText("body") };
  },

  /** The best of several loads in milliseconds: how long each took, and how long the processor worked for it. */
  async speed() {
    const took = [];
    const worked = [];
    for (let at = 0; at < 8; at += 1) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send("Performance.enable", { timeDomain: "threadTicks" });
      await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
      const { metrics } = await session.send("Performance.getMetrics");
      worked.push(1000 * metrics.find((metric) => metric.name === "TaskDuration").value);
      took.push(await page.evaluate(() => performance.getEntriesByType("navigation")[0].loadEventEnd));
      await context.close();
    }
    const { page, seen } = await open();
    await page.click("#show-all");
    const rows = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).modules.length);
    return { took: Math.min(...took), worked: Math.min(...worked), rows, drawn: (await cells(page, "#module-table")).length, rects: (await fills(page)).length, errors: seen.errors };
  },
};

try {
  process.stdout.write(JSON.stringify(await looks[what]()));
} finally {
  await browser.close();
}
