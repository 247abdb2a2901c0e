// Tables for the terminal.

const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
const seconds = (milliseconds) => (milliseconds / 1000).toFixed(2);
const whole = (number) => number.toFixed(0);

/** A column: its head, which figure stands in it and how, and whether a ratio of it says something. */
const COLUMNS = [
  { head: "wire kB", figure: "wire", format: kilobytes, ratio: true },
  { head: "requests", figure: "requests", format: whole, ratio: true },
  { head: "first paint s", figure: "paint", format: seconds, ratio: true },
  { head: "usable s", figure: "usable", format: seconds, ratio: true },
  { head: "blocking ms", figure: "blocking", format: whole, ratio: true },
  { head: "CLS", figure: "shift", format: (shift) => shift.toFixed(3) },
  { head: "second visit s", figure: "second", format: seconds, ratio: true },
  { head: "later kB", figure: "later", format: kilobytes },
  { head: "complaints", figure: "complaints", format: (complaints) => whole(complaints.length) },
];

/** A row for each door, with its figures. */
export function figuresTable(rows) {
  return layOut(["door", ...COLUMNS.map(({ head }) => head)], rows, (row) =>
    COLUMNS.map(({ figure, format }) => format(row[figure])),
  );
}

/** A row for each door, with its figures as multiples of the peer's. */
export function ratiosTable(rows, peer) {
  const columns = COLUMNS.filter(({ ratio }) => ratio);
  // Nothing is no multiple of anything.
  const multiple = (one, other) => (other === 0 ? "-" : (one / other).toFixed(2));
  return layOut([`÷ ${peer.name}`, ...columns.map(({ head }) => head.replace(/ (kB|s|ms)$/, ""))], rows, (row) =>
    columns.map(({ figure }) => multiple(row[figure], peer[figure])),
  );
}

function layOut(head, rows, cells) {
  const lines = [head, ...rows.map((row) => [row.name, ...cells(row)])];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]));
  return lines.map((line) => line.map(pad).join("  ")).join("\n");
}
