// Holds a page still that is measured: what fades in, also what comes only now, has its full colour at once.
const still = new CSSStyleSheet();
still.replaceSync("*, ::before, ::after, ::backdrop { animation: none !important; transition: none !important }");
document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
