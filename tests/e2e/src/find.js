// Finds what a person would: by role and name (a small part of WAI-ARIA and accname, enough for this console).
function role(e) {
  const explicit = e.getAttribute("role");
  if (explicit) return explicit;
  const tag = e.tagName.toLowerCase();
  if (tag === "input") {
    const type = e.type;
    if (type === "checkbox" || type === "radio") return type;
    if (type === "submit" || type === "button") return "button";
    if (type === "search") return "searchbox";
    return "textbox";
  }
  if (tag === "a") return e.hasAttribute("href") ? "link" : "generic";
  if (/^h[1-6]$/.test(tag)) return "heading";
  const roles = { button: "button", textarea: "textbox", select: "combobox", dialog: "dialog", summary: "button",
    nav: "navigation", main: "main", header: "banner", li: "listitem", table: "table", progress: "progressbar" };
  return roles[tag] || "generic";
}
// What is hidden from assistive technology is no part of a name.
function text(e) {
  if (e.nodeType === Node.TEXT_NODE) return e.data;
  if (e.nodeType !== Node.ELEMENT_NODE || e.getAttribute("aria-hidden") === "true" || e.hidden) return "";
  const parts = Array.from(e.childNodes, text);
  return parts.join(getComputedStyle(e).display.includes("flex") ? " " : "").replace(/\s+/g, " ");
}
function name(e) {
  return named(e).replace(/[\u2060\u2066-\u2069]/g, "");
}
// With what keeps names from right to left apart and numbers whole, which nobody reads or hears.
function named(e) {
  const by = e.getAttribute("aria-labelledby");
  if (by) return by.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map(text).join(" ").trim();
  const label = e.getAttribute("aria-label");
  if (label) return label.trim();
  if (e.labels && e.labels.length) return Array.from(e.labels).map(text).join(" ").trim();
  return text(e).trim() || e.getAttribute("title") || "";
}
// What stands there before the console has come is replaced by it at any moment (public/boot.js).
function shown(e) {
  return e.checkVisibility({ visibilityProperty: true }) && !e.closest('[aria-hidden="true"], [inert], #frame .shell-main');
}
function find(wantedRole, wantedName) {
  const begins = wantedName.endsWith("…");
  const wanted = begins ? wantedName.slice(0, -1) : wantedName;
  const modal = Array.from(document.querySelectorAll("dialog[open]")).filter((d) => d.matches(":modal")).pop();
  for (const e of (modal || document.body).querySelectorAll("*")) {
    if (role(e) !== wantedRole || !shown(e)) continue;
    const found = name(e);
    if (begins ? found.startsWith(wanted) : found === wanted) return e;
  }
  if (modal && wantedRole === "dialog" && name(modal) === wanted) return modal;
  return null;
}
