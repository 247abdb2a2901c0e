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
      return null;
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

  // A logo that does not load, or of which there is none, leaves the initials in sight.
  ["error", "load"].forEach(function (kind) {
    addEventListener(
      kind,
      function (event) {
        var list = event.target.classList;
        if (list && list.contains("avatar-picture")) list.toggle("is-broken", kind === "error");
      },
      true
    );
  });

  addEventListener("DOMContentLoaded", function () {
    // The two links that carry the hashed names (Trunk.toml): fetched already, and only once.
    var wasm = document.getElementById("boot-wasm").href;
    import(document.getElementById("boot-js").href)
      .then(function (module) {
        return module.default({ module_or_path: wasm });
      })
      .catch(function (error) {
        var note = document.getElementById("frame-failed");
        if (note) note.hidden = false;
        throw error;
      });
  });
})();
