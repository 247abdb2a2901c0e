// Waits until the page is at rest, and tells what has moved on it since it was opened without anybody having done anything:
// how much in all (CLS), and each thing that moved, from where to where.
const REST = 500;
const done = arguments[arguments.length - 1];

function called(node) {
  const e = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
  if (!e) return "what has gone";
  const words = (e.innerText || "").trim().replace(/\s+/g, " ").slice(0, 40);
  return `<${e.localName} class="${e.className?.baseVal ?? e.className}"> "${words}"`;
}
function place({ x, y, width, height }) {
  return [x, y, width, height].map(Math.round).join(" ");
}

let last = performance.now();
let [shift, moved] = [0, []];
const watch = (type, each) =>
  new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
watch("resource", () => (last = performance.now()));
watch("layout-shift", (entry) => {
  if (entry.hadRecentInput) return;
  last = performance.now();
  shift += entry.value;
  const each = ({ node, previousRect, currentRect }) =>
    `${called(node)}: ${place(previousRect)} → ${place(currentRect)}`;
  moved.push(`${entry.value.toFixed(4)} at ${Math.round(entry.startTime)} ms`, ...entry.sources.map(each));
});
const look = () => {
  // A large file tells nothing while it is on its way.
  const waits =
    !document.querySelector("h1") || [...document.querySelectorAll("[aria-busy=true]")].some((e) => e.checkVisibility());
  if (waits || performance.now() - last < REST) setTimeout(look, REST / 10);
  else done({ shift, moved });
};
look();
