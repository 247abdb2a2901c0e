// The server's binary with a database of its own.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** More than a page of the list of members. */
const MEMBERS = "100";
const PATIENCE = 30_000;

/** Starts the server with the demo's cast on a free port of loopback; answers its address and how to end it. */
export async function startServer(binary) {
  const folder = mkdtempSync(join(tmpdir(), "hq-bench-pages-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const database = `sqlite:${join(folder, "hq.sqlite")}`;
  const child = spawn(
    binary,
    ["--demo", "--demo-members", MEMBERS, "--log", "warn", "--port", String(port), "--database", database],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const ended = new Promise((resolve) => child.once("error", resolve).once("exit", resolve));
  const end = () => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  // However this program ends, the server does not outlive it.
  process.once("exit", end);
  const stop = async () => {
    child.kill("SIGKILL");
    await ended;
    process.off("exit", end);
    end();
  };
  try {
    await answers(url, ended);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function answers(url, ended) {
  let running = true;
  ended.then(() => (running = false));
  const deadline = Date.now() + PATIENCE;
  while (running && Date.now() < deadline) {
    const answer = await fetch(`${url}/livez`).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await pause(20);
  }
  throw new Error(running ? "The server does not answer." : "The server does not start.");
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
