/* Counts the days to a date from today: a page that was built yesterday is right today. */
(function () {
  "use strict";

  var DAY = 86400000;

  function day(moment) {
    return Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
  }

  function count(panels) {
    var today = day(new Date());
    panels.querySelectorAll("[data-dc-left]").forEach(function (badge) {
      var due = Date.parse(badge.getAttribute("data-dc-left"));
      if (isNaN(due)) { return; }
      var days = Math.round((due - today) / DAY);
      var words = panels.getAttribute(days < 0 ? "data-dc-late" : days === 0 ? "data-dc-today" : "data-dc-days");
      badge.textContent = words.replace("{n}", Math.abs(days));
      badge.className = "dc-badge dc-left-" + (days < 0 ? "late" : days <= Number(badge.getAttribute("data-dc-soon")) ? "soon" : "later");
    });
  }

  function start() {
    document.querySelectorAll(".dc-panels").forEach(count);
  }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();
