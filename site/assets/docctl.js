/* Filters tables and marks old pages; every page is complete without it. */
(function () {
  "use strict";

  function filterTable(box) {
    var input = box.querySelector("[data-dc-filter]");
    var count = box.querySelector("[data-dc-count]");
    var table = box.parentElement.querySelector("[data-dc-table]");
    if (!input || !table) { return; }
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    function apply() {
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        var fits = words.every(function (word) { return text.indexOf(word) >= 0; });
        row.hidden = !fits;
        if (fits) { shown += 1; }
      });
      count.textContent = shown + " / " + rows.length;
    }
    input.addEventListener("input", apply);
    box.hidden = false;
    apply();
  }

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

  function start() {
    document.querySelectorAll(".dc-filter").forEach(filterTable);
    markOld();
  }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();
