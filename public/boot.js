// Runs before the first paint: theme and language as chosen in this browser, the policy that Leptos needs to make
// elements of its own compiled-in markup, and the start of the console.
(function () {
  "use strict";
  var root = document.documentElement;
  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      // Storage may be switched off; the console then follows the system.
      return undefined;
    }
  }

  var theme = stored("hq.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  var language = stored("hq.language");
  if (language) {
    root.lang = language;
    root.dir = /^(ar|fa|he|ur)\b/.test(language) ? "rtl" : "ltr";
  }

  // Markup only: no script may come from a string or an address made up at run time.
  if (window.trustedTypes) {
    window.trustedTypes.createPolicy("default", {
      createHTML: function (markup) {
        return markup;
      },
    });
  }

  // A picture is in sight once it has loaded: until then, where it does not load, and where there is none, the initials are. The
  // document is asked, since no window hears of what loads within it.
  ["error", "load"].forEach(function (kind) {
    document.addEventListener(
      kind,
      function (event) {
        var list = event.target.classList;
        if (list && list.contains("avatar-picture")) list.toggle("is-loaded", kind === "load");
      },
      true
    );
  });

  // What the page of this address needs, asked for beside the main file and not after it: its code, its styles, who is
  // signed in, and its first data. `cargo xtask dist` writes the list out of the table of pages (src/routes/table.rs); a
  // build without it works the same, later. Answers wait in a Map until the console takes them (src/browser/early.rs).
  var answers = (window.hqEarly = new Map());
  var base = content("hq-api") + "/api/v1";

  function content(name) {
    var meta = document.querySelector("meta[name=" + name + "]");
    return meta ? meta.content : "";
  }

  function ask(path) {
    var url = base + path;
    if (!answers.has(url)) answers.set(url, fetch(url, { credentials: "include" }));
    // The console was faster, and has asked for it itself.
    if (!answers.get(url)) return Promise.resolve(null);
    // Whoever takes it hears of a failure; nobody need hear of one that is not taken.
    return answers.get(url).then(
      function (answer) {
        return answer.ok ? answer.clone().json() : null;
      },
      function () {
        return null;
      }
    );
  }

  // The values of a pattern such as "/organizations/:org" in this path; null where it does not fit.
  function values(pattern) {
    var given = location.pathname.split("/").filter(Boolean);
    var wanted = pattern.split("/").filter(Boolean);
    var found = {};
    var fits = wanted.every(function (segment, index) {
      if (segment[0] !== ":") return segment === given[index];
      found[segment.slice(1)] = given[index];
      return given[index] !== undefined;
    });
    return fits && wanted.length === given.length ? found : null;
  }

  function preload(href, attributes) {
    var link = document.createElement("link");
    Object.keys(attributes).forEach(function (name) {
      link.setAttribute(name, attributes[name]);
    });
    link.href = href;
    document.head.appendChild(link);
  }

  function data(page, found) {
    var session = ask("/session");
    // The organization first, since everything in it is asked for by its id. Without a sign of being signed in, only once
    // it is certain: a stranger's question would be refused.
    var allowed = page.open || stored("hq.session") ? Promise.resolve(true) : session;
    answers.set("asking", true);
    var asked = allowed.then(function (yes) {
      if (!yes) return;
      var organization = found.org ? ask("/organizations/" + found.org) : Promise.resolve({});
      if (location.search) return;
      return organization.then(function (it) {
        if (!it) return;
        found.id = it.id;
        page.requests.forEach(function (request) {
          // What the person may not have is not asked for.
          if (request[0] && it.permissions.indexOf(request[0]) < 0) return;
          ask(
            request[1].replace(/:(\w+)/g, function (_, name) {
              return found[name];
            })
          );
        });
      });
    });
    asked.then(function () {
      answers.delete("asking");
    });
  }

  function expect(list) {
    return list.pages.find(function (page) {
      var found = values(page.path);
      if (!found) return false;
      if (page.styles) preload(list.styles, { rel: "stylesheet" });
      // Answers first: they are small, and a browser opens few connections at a time.
      data(page, found);
      page.files.forEach(function (file) {
        preload(file, { rel: "preload", as: "fetch", type: "application/wasm", crossorigin: "anonymous" });
      });
      return true;
    });
  }

  var list = content("hq-pages");
  var known = list ? expect(JSON.parse(list)) : undefined;

  // Signing in needs nothing of the server to begin with: its form can be filled in, and sent, while the console is on its way. It
  // stands in a template for each language (src/session/sign_in.html); also where a page asks for signing in first. Once the
  // console has come, its own form goes on with what was typed, where the focus was, and is sent if this one was.
  function begin(path) {
    var frame = document.getElementById("frame");
    var languages = [language].concat(navigator.languages, "en");
    var template;
    languages.some(function (tag) {
      var code = String(tag).split(/[-_]/)[0].toLowerCase();
      template = document.querySelector('template[data-path="' + path + '"][lang="' + code + '"]');
      return template;
    });
    if (!template) return;
    root.lang = template.lang;
    var page = frame.querySelector(".frame-page");
    page.replaceChildren(template.content.cloneNode(true));
    page.className = "shell-main";
    page.removeAttribute("aria-hidden");
    var here = location.pathname + location.search;
    page.querySelector("a[href='/sign-up']").search =
      here === "/" ? "" : path === location.pathname ? location.search : "return_to=" + encodeURIComponent(here);
    var form = page.querySelector("form");
    var submit = form.querySelector("[type=submit]");
    var focused = form.querySelector("input");
    var sent = false;
    focused.focus();
    page.addEventListener("focusin", function (event) {
      focused = event.target;
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (submit.hasAttribute("aria-disabled")) return;
      sent = true;
      submit.setAttribute("aria-disabled", "true");
      // What did not come is asked for again; what was typed stays.
      if (failed) start();
    });
    page.addEventListener("click", function (event) {
      var eye = event.target.closest("[aria-pressed]");
      if (!eye) return;
      var shown = eye.getAttribute("aria-pressed") === "false";
      eye.setAttribute("aria-pressed", shown);
      eye.previousElementSibling.type = shown ? "text" : "password";
    });
    new MutationObserver(function (_, observer) {
      if (frame.isConnected) return;
      observer.disconnect();
      goOn(form, focused, sent);
    }).observe(document.body, { childList: true });
  }

  // What was done in the form before goes on in the console's, which has fields of the same names.
  function goOn(before, focused, sent) {
    var form = document.querySelector("main form");
    var inputs = Array.from(before.querySelectorAll("input"));
    // Another page may have come, for who is signed in after all.
    if (!form || !inputs.every((input) => form.elements.namedItem(input.name))) return;
    // A password that was shown stays in sight.
    before.querySelectorAll("[aria-pressed=true]").forEach(function (eye) {
      var input = form.elements.namedItem(eye.previousElementSibling.name);
      input.parentElement.querySelector("[aria-pressed=false]").click();
    });
    inputs.forEach(function (input) {
      var field = form.elements.namedItem(input.name);
      if (input.value) {
        field.value = input.value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      if (input === focused) {
        field.focus();
        field.setSelectionRange(input.selectionStart, input.selectionEnd);
      }
    });
    if (sent) form.requestSubmit();
  }
  // A panic ends as a trap of the WebAssembly, after which nothing of the console may run again: the page's own message
  // is lifted over it from here, and its links are kept from the console, which would follow them itself.
  ["error", "unhandledrejection"].forEach(function (kind) {
    addEventListener(kind, function (event) {
      if (!((event.error || event.reason) instanceof WebAssembly.RuntimeError)) return;
      var message = document.getElementById("broken");
      if (!message.hidden) return;
      message.hidden = false;
      message.querySelectorAll("a").forEach(function (link) {
        link.setAttribute("href", "");
        link.addEventListener("click", function (press) {
          press.preventDefault();
          press.stopPropagation();
          location.reload();
        });
      });
    });
  });

  // Whether the console did not come.
  var failed = false;

  function start() {
    var note = document.getElementById("frame-failed");
    failed = false;
    note.hidden = true;
    // The two links that carry the hashed names (Trunk.toml): fetched already, and only once.
    var wasm = document.getElementById("boot-wasm").href;
    import(document.getElementById("boot-js").href)
      .then(function (module) {
        return module.default({ module_or_path: wasm });
      })
      .catch(function (error) {
        failed = true;
        note.hidden = false;
        document.querySelectorAll("#frame [aria-disabled]").forEach(function (button) {
          button.removeAttribute("aria-disabled");
        });
        throw error;
      });
  }

  addEventListener("DOMContentLoaded", function () {
    // Without storage nothing tells who was signed in here before, and a page of theirs may be on its way.
    if (known && (known.open ? !stored("hq.session") : stored("hq.session") === null)) {
      begin(known.open ? location.pathname : "/sign-in");
    }
    start();
  });
})();
