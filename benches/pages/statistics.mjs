// What several runs come to.

/** The middle value; the upper one of two. */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

/** The medians of each figure of several runs of a door, and every complaint once. */
export function summary(runs) {
  const middle = (figure) => median(runs.map(figure));
  return {
    wire: middle((run) => run.cold.wire),
    requests: middle((run) => run.cold.requests),
    later: middle((run) => run.cold.later),
    paint: middle((run) => run.cold.paint),
    usable: middle((run) => run.cold.usable),
    blocking: middle((run) => run.cold.blocking),
    // The worst: a page that shifts now and then shifts.
    shift: Math.max(...runs.map((run) => run.cold.shift)),
    second: middle((run) => run.second.usable),
    complaints: [...new Set(runs.flatMap((run) => [...run.cold.complaints, ...run.second.complaints]))],
  };
}
