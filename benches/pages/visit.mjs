// One visit of a page, measured.

import { readFile } from "node:fs/promises";
import { failures, noteComplaints, noteRequests } from "./traffic.mjs";

/** How many times slower the processor is made. */
const SLOWED = 4;
/** Room for a page that is very slow. */
const PATIENCE = 60_000;
/** Without a request for so long, a page is at rest. */
const REST = 500;
/** A task of the browser that takes longer blocks whoever types (Total Blocking Time). */
const LONG = 50;

const read = (file) => readFile(new URL(file, import.meta.url), "utf8");
/** Milliseconds a request, and bytes a second: 1.51 Mbit/s down, 0.75 Mbit/s up. */
const NETWORK = JSON.parse(await read("slow-4g.json"));
const WATCH = (await read("watch.js")).trimEnd().replace(/;$/, "");

/** Opens the address in a new tab under throttling, and answers what was seen until the page was at rest. */
export async function visit(browser, { url, ready }) {
  const page = await browser.newPage();
  try {
    const devtools = await page.createCDPSession();
    await throttle(devtools);
    const requests = noteRequests(devtools);
    const complaints = noteComplaints(page);
    const usable = whenUsable(devtools, url);
    await devtools.send("Runtime.enable");
    await devtools.send("Runtime.addBinding", { name: "benchUsable" });
    await page.evaluateOnNewDocument(`(${WATCH})(${JSON.stringify(ready)})`);
    await page.goto(url, { waitUntil: "domcontentloaded", timeout: PATIENCE });
    await usable;
    await page.waitForNetworkIdle({ idleTime: REST, timeout: PATIENCE });
    const seen = await page.evaluate(() => window.benchSeen);
    return figures(seen, [...requests.values()], complaints);
  } finally {
    await page.close();
  }
}

async function throttle(devtools) {
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", NETWORK);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
}

function whenUsable(devtools, url) {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`${url} is not usable within ${PATIENCE / 1000} s.`));
    const timer = setTimeout(late, PATIENCE);
    devtools.once("Runtime.bindingCalled", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function figures({ paint, usable, shift, tasks }, requests, complaints) {
  const start = requests.find(({ type }) => type === "Document").began;
  const sent = requests.filter(({ cached }) => !cached);
  const before = sent.filter(({ began }) => (began - start) * 1000 < usable);
  const later = sent.filter((request) => !before.includes(request));
  const blocking = tasks
    .filter((task) => task.start < usable)
    .reduce((sum, { duration }) => sum + Math.max(0, duration - LONG), 0);
  return {
    wire: bytes(before),
    requests: before.length,
    paint,
    usable,
    blocking,
    shift,
    later: bytes(later),
    complaints: [...complaints, ...failures(requests)],
  };
}

function bytes(requests) {
  return requests.reduce((sum, request) => sum + request.bytes, 0);
}
