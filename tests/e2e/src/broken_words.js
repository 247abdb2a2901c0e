// Words in the cells of tables that stand on two lines. Names, addresses and code may: they can be one long word.
const found = [];
const all = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
for (let node = all.nextNode(); node; node = all.nextNode()) {
  const around = node.parentElement;
  if (!around.closest("td, th") || around.closest("bdi, code, .table-cell-head") || !around.checkVisibility()) continue;
  for (const { 0: word, index } of node.data.matchAll(/[\p{L}\p{N}.,]+/gu)) {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const lines = new Set(Array.from(range.getClientRects()).filter((r) => r.width > 0.5).map((r) => Math.round(r.top)));
    if (lines.size > 1) found.push(word);
  }
}
return Array.from(new Set(found));
