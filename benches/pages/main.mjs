// `cargo xtask bench pages`: how soon the console's doors are usable on a slow phone. benches/README.md says more.

import { readFile } from "node:fs/promises";
import { withBrowser } from "./browser.mjs";
import { fillPath, readCast } from "./cast.mjs";
import { readOptions } from "./options.mjs";
import { startServer } from "./server.mjs";
import { summary } from "./statistics.mjs";
import { figuresTable, ratiosTable } from "./table.mjs";
import { visit } from "./visit.mjs";

// The task that started this program holds its input: where that ends, nobody waits for the figures any more.
process.stdin.once("end", () => process.exit(1)).resume();
try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
process.stdin.destroy();

async function run(words) {
  const table = JSON.parse(await readFile(new URL("doors.json", import.meta.url), "utf8"));
  const options = readOptions(words, table);
  const server = await startServer(options.server);
  try {
    const cast = await readCast(server.url);
    const doors = options.doors.map((door) => ({ ...door, url: server.url + fillPath(door.path, cast.fill) }));
    const peers = options.peer ? [options.peer] : [];
    tell(await measure([...doors, ...peers], cast.cookies, options.runs), peers.length);
  } finally {
    await server.stop();
  }
}

/** One page after the other, and that again for each run, so that other work on the machine slows all of them alike. */
async function measure(pages, cookies, runs) {
  const visits = pages.map(() => []);
  for (let run = 1; run <= runs; run += 1) {
    for (const [index, page] of pages.entries()) {
      console.error(`run ${run} of ${runs}: ${page.name}`);
      visits[index].push(await coldAndAgain(page, cookies[page.who]));
    }
  }
  return pages.map(({ name }, index) => ({ name, ...summary(visits[index]) }));
}

/** Two visits with a profile that was empty before. */
function coldAndAgain(page, cookie) {
  return withBrowser(async (browser) => {
    if (cookie !== undefined) {
      await browser.setCookie({ ...cookie, domain: new URL(page.url).hostname, path: "/", httpOnly: true });
    }
    return { cold: await visit(browser, page), second: await visit(browser, page) };
  });
}

/** The last `peers` rows are of pages that are not ours. */
function tell(rows, peers) {
  console.log(`\n${figuresTable(rows)}`);
  for (const peer of rows.slice(rows.length - peers)) {
    console.log(`\n${ratiosTable(rows.slice(0, rows.length - peers), peer)}`);
  }
  for (const complaint of new Set(rows.flatMap((row) => row.complaints))) {
    const pages = rows.filter((row) => row.complaints.includes(complaint)).map((row) => row.name);
    console.log(`\n${complaint}\n  on ${pages.join(", ")}`);
  }
}
