// What stands on the command line.

import { parseArgs } from "node:util";

/** The options of `cargo xtask bench pages`; ends the program with a sentence where they make no sense. */
export function readOptions(words, doors) {
  const { values } = parseArgs({
    args: words,
    options: {
      server: { type: "string" },
      runs: { type: "string", default: "5" },
      door: { type: "string", multiple: true, default: [] },
      peer: { type: "string" },
      "peer-ready": { type: "string" },
    },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Error("--runs wants a number from 1.");
  }
  const unknown = values.door.find((name) => !doors.some((door) => door.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no door "${unknown}", but: ${doors.map((door) => door.name).join(", ")}.`);
  }
  const chosen = doors.filter((door) => values.door.length === 0 || values.door.includes(door.name));
  return { server: values.server, runs, doors: chosen, peer: readPeer(values) };
}

/** `LABEL=URL` and the selector of what is waited for there. */
function readPeer({ peer, "peer-ready": ready }) {
  if (peer === undefined) {
    return undefined;
  }
  const cut = peer.indexOf("=");
  if (cut < 1 || ready === undefined) {
    throw new Error("--peer wants LABEL=URL, and --peer-ready a CSS selector beside it.");
  }
  return { name: peer.slice(0, cut), url: peer.slice(cut + 1), ready, who: "nobody" };
}
