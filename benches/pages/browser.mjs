// Chromium with an empty profile.

import { pathToFileURL } from "node:url";

const SIZE = { width: 1350, height: 940 };
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--lang=en-US",
];

// `cargo xtask bench pages` says where these are.
const { HQ_BENCH_CHROMIUM: CHROMIUM, HQ_BENCH_PUPPETEER: PUPPETEER } = process.env;
const { launch } = await import(pathToFileURL(PUPPETEER).href);

/** Starts a browser that nobody has used, hands it to `use`, and ends it whatever happens. */
export async function withBrowser(use) {
  // Through a pipe, it ends when this program does. Its profile is a folder that goes with it.
  const browser = await launch({ executablePath: CHROMIUM, defaultViewport: SIZE, args: FLAGS, pipe: true });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}
