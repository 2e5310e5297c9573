/* Marks old pages; every page is complete without it. */
(function () {
  "use strict";

  function markOld() {
    var foot = document.querySelector("[data-dc-as-of]");
    if (!foot) { return; }
    var days = Number(foot.getAttribute("data-dc-max-age"));
    var since = Date.parse(foot.getAttribute("data-dc-as-of").slice(0, 10));
    if (!days || isNaN(since) || Date.now() - since <= (days + 1) * 86400000) { return; }
    document.body.classList.add("dc-stale");
    var note = foot.querySelector(".dc-stale-note");
    if (note) { note.hidden = false; }
  }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", markOld); } else { markOld(); }
})();
