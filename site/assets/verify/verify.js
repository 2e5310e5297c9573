/* Makes the page of a revision in force green while it is fresh, and says so when it is old. */
(function () {
  "use strict";
  var day = 86400000;

  function judge() {
    var body = document.body;
    var days = Number(body.getAttribute("data-dc-max-age"));
    var since = Date.parse(body.getAttribute("data-dc-as-of").slice(0, 10));
    var age = Date.now() - since;
    var fresh = days > 0 && age >= -day && age <= (days + 1) * day;
    if (!fresh) {
      Array.prototype.forEach.call(document.querySelectorAll(".dc-verify-stale"), function (note) { note.hidden = false; });
    } else if (body.classList.contains("dc-verify-effective")) {
      body.classList.add("dc-verify-fresh");
      document.querySelector(".dc-verify-mark").textContent = "\u2713";
    }
  }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", judge); } else { judge(); }
})();
