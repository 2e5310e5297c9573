/* Narrows, sorts and pages tables; the query of the address holds the choice. Without this every table is complete. */
(function () {
  "use strict";
  var order = new Intl.Collator("zh", { numeric: true });

  function all(node, what) { return Array.prototype.slice.call(node.querySelectorAll(what)); }

  function text(node) { return node.textContent.replace(/\s+/g, " ").trim(); }

  function read(table) {
    var section = table.closest("section"), next = table.parentNode.nextElementSibling;
    var found = {
      body: table.tBodies[0],
      heads: all(table.tHead, "th"),
      pager: next && next.hasAttribute("data-dc-pager") ? next : null,
      shown: section && section.querySelector("[data-dc-shown]")
    };
    found.keys = found.heads.map(function (head) { return head.getAttribute("data-dc-key"); });
    found.rows = Array.prototype.map.call(found.body.rows, function (row) {
      return { row: row, cells: Array.prototype.map.call(row.cells, text), all: text(row).toLowerCase() };
    });
    found.given = found.rows.slice();
    return found;
  }

  function listing(box) {
    var bar = box.querySelector(".dc-filter");
    if (!bar) { return; }
    var input = bar.querySelector("[data-dc-filter]");
    var selects = all(bar, "select");
    var tables = all(box, "[data-dc-table]").map(read);
    var total = tables.reduce(function (sum, table) { return sum + table.rows.length; }, 0);
    var sort = "", sorted = "", page = 1;

    function load() {
      var asked = new URLSearchParams(location.search);
      input.value = asked.get("q") || "";
      selects.forEach(function (select) {
        select.value = asked.get(select.getAttribute("data-dc-facet")) || "";
        if (select.selectedIndex < 0) { select.value = ""; }
      });
      sort = asked.get("sort") || "";
      page = Math.max(1, parseInt(asked.get("page"), 10) || 1);
      apply();
    }

    function save(how) {
      var asked = new URLSearchParams(location.search);
      function put(name, value) { if (value) { asked.set(name, value); } else { asked.delete(name); } }
      put("q", input.value);
      selects.forEach(function (select) { put(select.getAttribute("data-dc-facet"), select.value); });
      put("sort", sort);
      put("page", page > 1 ? String(page) : "");
      try { history[how](null, "", location.pathname + (String(asked) ? "?" + asked : "") + location.hash); } catch (_) { /* a page opened as a file keeps no state */ }
      apply();
    }

    function arrange(table) {
      var down = sort.charAt(0) === "-", key = down ? sort.slice(1) : sort, at = table.keys.indexOf(key);
      var number = at >= 0 && table.heads[at].classList.contains("dc-right");
      function rank(one) { return number ? parseFloat(one.cells[at].replace(/,/g, "")) : one.cells[at]; }
      table.rows = table.given.slice();
      if (at >= 0) {
        table.rows.sort(function (a, b) {
          if (!a.cells[at] || !b.cells[at]) { return (a.cells[at] ? 0 : 1) - (b.cells[at] ? 0 : 1); }
          return (number ? rank(a) - rank(b) : order.compare(rank(a), rank(b))) * (down ? -1 : 1);
        });
      }
      table.heads.forEach(function (head, index) {
        head.setAttribute("aria-sort", index === at ? (down ? "descending" : "ascending") : "none");
      });
      var parts = document.createDocumentFragment();
      table.rows.forEach(function (one) { parts.appendChild(one.row); });
      table.body.appendChild(parts);
    }

    function apply() {
      if (sort !== sorted) { tables.forEach(arrange); sorted = sort; }
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var wanted = selects.filter(function (select) { return select.value; });
      var found = tables.reduce(function (sum, table) { return sum + narrow(table, words, wanted); }, 0);
      bar.querySelector("[data-dc-count]").textContent = found + " / " + total;
      var narrowed = words.length + wanted.length > 0;
      bar.querySelector("[data-dc-reset]").disabled = !narrowed && !sort;
      if (narrowed) { all(box, "details").forEach(function (one) { one.open = true; }); }
      all(document, "a[data-dc-language]").forEach(function (link) { link.search = location.search; });
    }

    function narrow(table, words, wanted) {
      var values = wanted.map(function (select) {
        return [table.keys.indexOf(select.getAttribute("data-dc-facet")), select.selectedOptions[0].getAttribute("data-dc-text")];
      });
      var hits = table.rows.filter(function (one) {
        var fits = values.every(function (value) { return one.cells[value[0]] === value[1]; }) &&
          words.every(function (word) { return one.all.indexOf(word) >= 0; });
        if (one.row.hidden === fits) { one.row.hidden = !fits; }
        return fits;
      });
      if (table.shown) { table.shown.textContent = hits.length; }
      if (table.pager) { turn(table, hits); }
      return hits.length;
    }

    function turn(table, hits) {
      var size = Number(table.pager.getAttribute("data-dc-pager")), last = Math.max(1, Math.ceil(hits.length / size)), steps = all(table.pager, "button");
      page = Math.min(page, last);
      hits.forEach(function (one, index) { one.row.classList.toggle("dc-off", Math.floor(index / size) !== page - 1); });
      table.pager.hidden = last < 2;
      table.pager.querySelector("[data-dc-page]").textContent = page + " / " + last;
      steps[0].disabled = page < 2;
      steps[1].disabled = page === last;
    }

    function changed(how) { page = 1; save(how); }

    tables.forEach(function (table) {
      table.heads.forEach(function (head, index) {
        var button = document.createElement("button"), key = table.keys[index];
        button.type = "button";
        button.className = "dc-sort";
        while (head.firstChild) { button.appendChild(head.firstChild); }
        head.appendChild(button);
        button.addEventListener("click", function () {
          sort = sort === key ? "-" + key : sort === "-" + key ? "" : key;
          changed("pushState");
        });
      });
      (table.pager ? all(table.pager, "button") : []).forEach(function (button) {
        button.addEventListener("click", function () { page += Number(button.getAttribute("data-dc-step")); save("pushState"); });
      });
    });
    input.addEventListener("input", function () { changed("replaceState"); });
    selects.forEach(function (select) { select.addEventListener("change", function () { changed("pushState"); }); });
    bar.querySelector("[data-dc-reset]").addEventListener("click", function () {
      input.value = sort = "";
      selects.forEach(function (select) { select.value = ""; });
      changed("pushState");
      input.focus();
    });
    addEventListener("popstate", load);
    bar.hidden = false;
    load();
  }

  function start() { all(document, "[data-dc-listing]").forEach(listing); }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();
