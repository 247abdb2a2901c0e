// Waits until a page that watch.js looks at is at rest, and tells what it took: an answer's arrival may ask for more.
const REST = 500;
const done = arguments[arguments.length - 1];
let last = performance.now();
new PerformanceObserver(() => (last = performance.now())).observe({ type: "resource", buffered: true });
const look = () => {
  if (performance.now() - last < REST) {
    setTimeout(look, REST / 10);
    return;
  }
  const { usable, shift } = window.benchSeen;
  const all = ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type));
  const before = all.filter((entry) => entry.startTime < usable);
  done({ requests: before.map((entry) => [new URL(entry.name).pathname, entry.transferSize]), shift });
};
look();
