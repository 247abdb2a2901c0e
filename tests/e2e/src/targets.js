// Targets that are too small, and focus that is hidden, as WCAG 2.2 has it: 2.5.8 Target Size (Minimum), and 2.4.11 Focus Not
// Obscured (Minimum). The first functions know rectangles only ({left, top, right, bottom}); the others look at the page.

// A target is as high and as wide as this, in CSS pixels, or has a circle of this diameter for itself.
const LEAST = 24;
// What rounding may take away.
const NEARLY = 0.5;
// Of more controls than this only each n-th gets the focus: the API's documentation has 1,600 links alike.
const MOST = 300;

function isLarge(r) {
  return r.right - r.left >= LEAST - NEARLY && r.bottom - r.top >= LEAST - NEARLY;
}
function centre(r) {
  return { x: (r.left + r.right) / 2, y: (r.top + r.bottom) / 2 };
}
function fromRect(p, r) {
  return Math.hypot(Math.max(r.left - p.x, 0, p.x - r.right), Math.max(r.top - p.y, 0, p.y - r.bottom));
}
function apart(p, q) {
  return Math.hypot(p.x - q.x, p.y - q.y);
}
// The places of targets ({rect, inSentence}) that are too small: in no sentence, and with others in their circle.
function tooSmall(targets) {
  const isSmall = (target) => !target.inSentence && !isLarge(target.rect);
  const crowds = (small, other) => {
    const at = centre(small.rect);
    if (fromRect(at, other.rect) < LEAST / 2 - NEARLY) return true;
    return isSmall(other) && apart(at, centre(other.rect)) < LEAST - NEARLY;
  };
  return targets.flatMap((target, place) =>
    isSmall(target) && targets.some((other) => other !== target && crowds(target, other)) ? [place] : []);
}
// Whether nothing of a rectangle is in sight: each of its points is covered, or outside of the window ({width, height}).
function isHidden(rect, covers, window) {
  const within = (p, r) => p.x >= r.left && p.x <= r.right && p.y >= r.top && p.y <= r.bottom;
  const steps = Array.from({ length: 9 }, (_, step) => (step + 0.5) / 9);
  const points = steps.flatMap((x) => steps.map((y) =>
    ({ x: rect.left + x * (rect.right - rect.left), y: rect.top + y * (rect.bottom - rect.top) })));
  const sight = { left: 0, top: 0, right: window.width, bottom: window.height };
  return points.every((p) => !within(p, sight) || covers.some((cover) => within(p, cover)));
}

// What can be pressed or focused; of a page behind a modal dialog nothing can.
const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, " +
  "[role=option], [role=menuitem], [role=menuitemradio], [role=switch], [role=tab]";

function layer() {
  return Array.from(document.querySelectorAll("dialog[open]")).filter((d) => d.matches(":modal")).pop() || document.body;
}
function controls() {
  return Array.from(layer().querySelectorAll(CONTROLS)).filter((e) => !e.disabled && !e.closest("fieldset:disabled, [inert]") &&
    e.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
}
function called(e) {
  const words = e.getAttribute("aria-label") || e.innerText || e.name || e.className || "";
  const r = e.getBoundingClientRect();
  return `${e.tagName.toLowerCase()} "${words.trim().slice(0, 40)}" ${Math.round(r.width)} × ${Math.round(r.height)}`;
}
function plain(r) {
  return { left: r.left, top: r.top, right: r.right, bottom: r.bottom };
}
// Whether it stands among other words, whose line decides its height.
function isInSentence(e) {
  if (getComputedStyle(e).display !== "inline") return false;
  let block = e.parentElement;
  while (block && getComputedStyle(block).display === "inline") block = block.parentElement;
  if (!block) return false;
  const words = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(CONTROLS) || getComputedStyle(node).display !== "inline") return "";
    return Array.from(node.childNodes, words).join("");
  };
  return /[\p{L}\p{N}]/u.test(Array.from(block.childNodes, words).join(""));
}
// Where it can be pressed: its own box, and its label's.
function area(e) {
  const all = [e, ...(e.labels || [])].map((each) => each.getBoundingClientRect()).filter((r) => r.width > 1 && r.height > 1);
  if (all.length === 0) return null;
  const of = (pick, edge) => pick(...all.map((r) => r[edge]));
  // A label above a field leaves no gap that matters: pressing either is pressing both.
  return { left: of(Math.min, "left"), top: of(Math.min, "top"), right: of(Math.max, "right"), bottom: of(Math.max, "bottom") };
}
// Whether a press up to so far from its middle still is one on it, such as of a link whose drawn area is larger than its box.
function takesMore(e) {
  e.scrollIntoView({ block: "center", inline: "center" });
  const at = centre(e.getBoundingClientRect());
  const far = LEAST / 2 - 1;
  const isOn = (hit) => hit && (e.contains(hit) || Array.from(e.labels || []).some((label) => label.contains(hit)));
  const middle = document.elementFromPoint(at.x, at.y);
  // Under an open menu it is no target.
  if (middle && !isOn(middle) && !middle.contains(e)) return true;
  return [[-far, -far], [far, -far], [-far, far], [far, far]].every(([x, y]) => isOn(document.elementFromPoint(at.x + x, at.y + y)));
}
function smallTargets() {
  // A checkbox in its label is one target, and so is what lies in another.
  const all = controls().filter((e) => !e.parentElement.closest(CONTROLS));
  const seen = all.flatMap((e) => {
    const rect = area(e);
    return rect ? [{ e, rect, inSentence: isInSentence(e) }] : [];
  });
  return tooSmall(seen).map((place) => seen[place].e).filter((e) => !takesMore(e)).map((e) => `too small: ${called(e)}`);
}

// What is painted over the page wherever that is scrolled to; of what shows nothing itself, its parts.
function painted(e) {
  const style = getComputedStyle(e);
  const clear = /^(transparent|rgba\(.*, 0\))$/.test(style.backgroundColor) && style.backgroundImage === "none";
  return clear ? Array.from(e.children).flatMap(painted) : [e];
}
function staying() {
  return Array.from(layer().querySelectorAll("*")).filter((e) => ["fixed", "sticky"].includes(getComputedStyle(e).position));
}
// Whether a press on both would be one on it: the skip link comes over the header. What lets presses through counts as above.
function isAbove(e, other) {
  const [own, its] = [plain(e.getBoundingClientRect()), other.getBoundingClientRect()];
  const both = { left: Math.max(own.left, its.left), top: Math.max(own.top, its.top),
    right: Math.min(own.right, its.right), bottom: Math.min(own.bottom, its.bottom) };
  const at = centre(both);
  const order = document.elementsFromPoint(at.x, at.y);
  const place = (whole) => order.findIndex((hit) => whole.contains(hit));
  return place(e) >= 0 && place(e) < place(other);
}
function covering(e, staying) {
  return staying
    .filter((other) => !other.contains(e) && other.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .flatMap(painted)
    .filter((other) => !other.contains(e) && !e.contains(other) && !isAbove(e, other))
    .map((other) => plain(other.getBoundingClientRect()))
    .filter((r) => r.right > r.left && r.bottom > r.top);
}
function hiddenFocus() {
  // An open menu closes when the focus leaves it.
  if (document.querySelector("[aria-haspopup][aria-expanded=true]")) return [];
  const before = document.activeElement;
  const at = [scrollX, scrollY];
  // What has the focus already is not scrolled to.
  if (before !== document.body) before?.blur();
  const window = { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight };
  const all = controls().filter((e) => e.tabIndex >= 0);
  const order = all.filter((_, place) => place % Math.ceil(all.length / MOST) === 0);
  const stays = staying();
  // Forwards and backwards: what is scrolled to from above stands at another edge than what is from below.
  const faults = [...order, ...order.slice().reverse()].flatMap((e) => {
    e.focus();
    if (document.activeElement !== e) return [];
    const r = e.getBoundingClientRect();
    // Shown by its label, which is drawn in its place.
    const shown = r.width > 1 && r.height > 1 ? plain(r) : area(e);
    return shown && isHidden(shown, covering(e, stays), window) ? [`focus is hidden: ${called(e)}`] : [];
  });
  if (before && before !== document.body) before.focus({ preventScroll: true });
  else document.activeElement?.blur();
  scrollTo(...at);
  return Array.from(new Set(faults));
}
function faults() {
  const at = [scrollX, scrollY];
  const small = smallTargets();
  scrollTo(...at);
  return [...small, ...hiddenFocus()];
}
