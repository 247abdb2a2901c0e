// `cargo xtask firefox`: axe-core, the size of targets and where the focus goes, on the console's pages in Firefox. The journeys
// (tests/e2e) do the same in Chromium, in more states.

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { fillPath, readCast } from "../../benches/pages/cast.mjs";
import { startServer } from "../../benches/pages/server.mjs";

// The task says where these are.
const { HQ_FIREFOX, HQ_PUPPETEER, HQ_AXE, HQ_SERVER } = process.env;
const { launch } = await import(pathToFileURL(HQ_PUPPETEER).href);
const AXE = await readFile(HQ_AXE, "utf8");
const STILL = await readFile(new URL("../e2e/src/still.js", import.meta.url), "utf8");
const TARGETS = await readFile(new URL("../e2e/src/targets.js", import.meta.url), "utf8");
const PAGES = JSON.parse(await readFile(new URL("pages.json", import.meta.url), "utf8"));

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Firefox has no command for what the system asks for, but a preference. */
const THEMES = { dark: 0, light: 1 };
const WIDTHS = [1280, 320];

// The task that started this program holds its input: where that ends, nobody waits any more.
process.stdin.once("end", () => process.exit(1)).resume();
let [passed, failed] = [0, 0];
const server = await startServer(HQ_SERVER);
try {
  const cast = await readCast(server.url);
  for (const theme of Object.keys(THEMES)) {
    for (const who of Object.keys(PAGES)) {
      await walk(theme, PAGES[who].map(({ path }) => fillPath(path, cast.fill)), cast.cookies[who]);
    }
  }
} finally {
  await server.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
process.stdin.destroy();

async function walk(theme, paths, cookie) {
  const extraPrefsFirefox = { "layout.css.prefers-color-scheme.content-override": THEMES[theme] };
  const browser = await launch({ browser: "firefox", executablePath: HQ_FIREFOX, extraPrefsFirefox });
  try {
    if (cookie !== undefined) {
      await browser.setCookie({ ...cookie, domain: "127.0.0.1", path: "/", httpOnly: true });
    }
    const page = await browser.newPage();
    for (const path of paths) {
      for (const width of WIDTHS) {
        await page.setViewport({ width, height: 800 });
        tell(`${path}, ${theme}, ${width} px`, await faults(page, path));
      }
    }
  } finally {
    await browser.close();
  }
}

/** What is wrong with a page once it has come. */
async function faults(page, path) {
  try {
    await page.goto(server.url + path);
    // What is folded away is fetched when it is opened.
    const come = () => document.querySelector("h1") && ![...document.querySelectorAll("[aria-busy=true]")].some((each) => each.checkVisibility());
    await page.waitForFunction(come);
    await page.waitForNetworkIdle({ idleTime: 300 });
    await page.evaluate(`(() => { ${STILL} })();\n${AXE};\n0`);
    const { violations } = await page.evaluate((rules) => axe.run(document, { runOnly: rules, resultTypes: ["violations"] }), RULES);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    return [
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`)),
      ...(wide > 0 ? [`it scrolls sideways by ${wide} px`] : []),
      ...(await page.evaluate(`(() => { ${TARGETS}\nreturn faults() })()`)),
    ];
  } catch (error) {
    return [error.message];
  }
}

function tell(what, faults) {
  if (faults.length === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log([what, ...faults].join("\n  "));
}
