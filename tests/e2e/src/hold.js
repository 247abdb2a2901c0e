// Says whether what is wanted has the focus, or is what the focus means, or is a radio button whose group has it, which is as far
// as Tab leads. From then on the key that led there leads no further, so that many of them can be sent at once.
const [wantedRole, wantedName, key] = arguments;
const CODES = { "\uE004": "Tab", "\uE015": "ArrowDown" };
const has = () => {
  const [focused, wanted] = [document.activeElement, find(wantedRole, wantedName)];
  if (!focused || !wanted) return false;
  if (focused === wanted || (wanted.id && focused.getAttribute("aria-activedescendant") === wanted.id)) return true;
  const alike = focused.type === "radio" && wanted.type === "radio" && focused.name === wanted.name;
  return alike && CODES[key] === "Tab";
};
window.held?.abort();
window.held = new AbortController();
if (has()) return true;
const hold = (event) => {
  if (event.key === CODES[key] && has()) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
};
window.addEventListener("keydown", hold, { capture: true, signal: window.held.signal });
return false;
