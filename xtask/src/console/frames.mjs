// Writes forms into the built page that can be filled in while the console is on its way: node … PAGE TEXTS PATH=MARKUP…
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [page, folder, ...frames] = process.argv.slice(1);
const escaped = { "&": "&amp;", "<": "&lt;", '"': "&quot;" };

// The text of a name such as session.title.
function text(texts, name, file) {
  const found = name.split(".").reduce((inside, key) => inside?.[key], texts);
  if (typeof found !== "string") throw new Error(`${file} has no text ${name}`);
  return found.replace(/[&<"]/g, (letter) => escaped[letter]);
}

const languages = readdirSync(folder).filter((file) => file.endsWith(".json")).sort();
let templates = "";
for (const [path, source] of frames.map((frame) => frame.split("="))) {
  // A space that is read stands inside a line.
  const markup = readFileSync(source, "utf8").split("\n").map((line) => line.trim()).join("");
  for (const file of languages) {
    const texts = JSON.parse(readFileSync(join(folder, file), "utf8"));
    const filled = markup.replace(/\{([\w.]+)\}/g, (_, name) => text(texts, name, file));
    templates += `<template data-path="${path}" lang="${file.slice(0, -".json".length)}">${filled}</template>`;
  }
}
const html = readFileSync(page, "utf8");
const before = html.search(/<div [^>]*id="?broken\b/);
if (before < 0) throw new Error("the built page does not say where its first forms go");
writeFileSync(page, html.slice(0, before) + templates + html.slice(before));
