// Runs in the page, from before its first script on: watches paints, shifts and long tasks, and notes when what the
// selector `ready` means is there and can be seen, which is when the page is usable. Times are milliseconds from the
// start of the navigation.
(ready) => {
  // Frames within the page are no page.
  if (window !== window.top) {
    return;
  }
  const seen = { paint: null, usable: null, shift: 0, tasks: [] };
  window.benchSeen = seen;
  const observe = (type, each) => {
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  };
  observe("paint", (entry) => {
    if (entry.name === "first-contentful-paint") {
      seen.paint = entry.startTime;
    }
  });
  observe("layout-shift", (entry) => {
    if (!entry.hadRecentInput) {
      seen.shift += entry.value;
    }
  });
  observe("longtask", (entry) => seen.tasks.push({ start: entry.startTime, duration: entry.duration }));

  const look = () => {
    const element = document.querySelector(ready);
    if (!element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
      requestAnimationFrame(look);
      return;
    }
    // In a task of its own: by then, what this frame shows has been painted.
    setTimeout(() => {
      seen.usable = performance.now();
      // Whoever wants to be told has put this there.
      window.benchUsable?.("");
    });
  };
  requestAnimationFrame(look);
};
