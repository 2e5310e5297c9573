/* The search dialog: titles by number, word or pinyin initials, then the texts of the pages. Nothing is loaded before
   it opens. Whatever comes from records is written as text, never as HTML. */
(function () {
  "use strict";

  var WIDE = "\\u3000-\\u303f\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\uff00-\\uffef";
  var ANY_WIDE = new RegExp("[" + WIDE + "]");
  var EACH_WIDE = new RegExp("[" + WIDE + "]", "g");
  var BLANK_BESIDE_WIDE = new RegExp("([" + WIDE + "])\\s+|\\s+(?=[" + WIDE + "])", "g");
  /* A run of Chinese characters; or letters and digits with the marks that numbers of documents hold. */
  var PART = /[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+|[a-z0-9\u00c0-\u024f](?:[a-z0-9\u00c0-\u024f._%+&#@'\/-]*[a-z0-9\u00c0-\u024f%+#])?/g;
  var HEAD_END = "\u2016";
  var FIRST_NAMES = 6, FIRST_TEXTS = 8, STEP = 10, EXCERPT = 90, CONFIRMED = 150, PAUSE = 120;
  var root = new URL("../", document.currentScript.src);
  var SVG = "http://www.w3.org/2000/svg";

  function json(address) {
    return fetch(address).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    });
  }

  /* ---- what is asked ---- */

  function unspaced(text) { return text.replace(BLANK_BESIDE_WIDE, "$1"); }
  function spaced(text) { return text.replace(EACH_WIDE, " $& ").replace(/\s+/g, " ").trim(); }
  function folded(text) { return unspaced(text.toLowerCase()); }

  /* The words of a query: [{text, isPhrase}]. Parts that touch are one phrase, and so is a number before Chinese. */
  function wordsOf(query, isLoose) {
    var words = [];
    query.normalize("NFKC").toLowerCase().split(/["\u201c\u201d\u300c\u300d]/).forEach(function (piece, index) {
      if (index % 2 && piece.trim()) { words.push({ text: folded(piece.trim()), isPhrase: true, isQuoted: true }); return; }
      var match, end = -1;
      PART.lastIndex = 0;
      while ((match = PART.exec(piece))) {
        var last = words[words.length - 1];
        var touches = last && match.index === end;
        var isAmount = last && !isLoose && end >= 0 && /^[0-9][0-9.,]*$/.test(last.text) && ANY_WIDE.test(match[0]) &&
          /^\s+$/.test(piece.slice(end, match.index));
        if (touches || isAmount) {
          last.text += match[0];
          last.isPhrase = true;
        } else {
          words.push({ text: match[0], isPhrase: ANY_WIDE.test(match[0]) });
        }
        end = match.index + match[0].length;
      }
    });
    return words;
  }

  /* Each Chinese phrase as words of two characters; one that the reader put in quotes stays whole. */
  function pairsOf(words) {
    return words.reduce(function (pairs, word) {
      var cut = !word.isQuoted && /^[\u3400-\u9fff]{4,}$/.test(word.text) ? word.text.match(/..(?:.$)?/g) : [word.text];
      return pairs.concat(cut.map(function (text) { return { text: text, isPhrase: word.isPhrase }; }));
    }, []);
  }

  /* ---- titles ---- */

  function Titles(data) {
    this.data = data;
    this.entries = data.entries.map(function (row, index) {
      var kind = data.kinds[row[0]], state = data.states[row[6]];
      var entry = {
        index: index, path: (kind[0] ? kind[0] + "/" : "") + row[1] + ".html", number: row.length > 7 ? row[7] : row[1],
        title: row[2], other: row[3], initials: row[4], kind: kind[1], group: kind[2],
        department: data.departments[row[5]][0], state: state[0], stateTitle: state[1], isCurrent: state[2] === 1
      };
      entry.folded = [entry.number, entry.title, entry.other].map(folded);
      return entry;
    });
    this.byPath = {};
    this.entries.forEach(function (entry) { this.byPath[entry.path] = entry; }, this);
  }

  Titles.prototype.find = function (query) {
    var words = wordsOf(query, true), whole = folded(query.normalize("NFKC").trim());
    var initials = /^[a-z0-9]{2,}$/.test(whole) ? whole : "";
    if (!whole) { return []; }
    return this.entries.map(function (entry) {
      return { entry: entry, rank: rankOf(entry, words, whole, initials) };
    }).filter(function (found) { return found.rank; }).sort(function (a, b) {
      return b.entry.isCurrent - a.entry.isCurrent || b.rank - a.rank || a.entry.index - b.entry.index;
    }).map(function (found) { return found.entry; });
  };

  function rankOf(entry, words, whole, initials) {
    var number = entry.folded[0], title = entry.folded[1], other = entry.folded[2];
    if (number === whole) { return 9; }
    if (number.indexOf(whole) === 0) { return 8; }
    if (title === whole || other === whole) { return 7; }
    if (title.indexOf(whole) === 0) { return 6; }
    if (title.indexOf(whole) >= 0 || other.indexOf(whole) >= 0) { return 5; }
    if (number.indexOf(whole) >= 0) { return 4; }
    var all = number + "\n" + title + "\n" + other;
    if (words.length && words.every(function (word) { return all.indexOf(word.text) >= 0; })) { return 3; }
    var at = initials ? entry.initials.indexOf(initials) : -1;
    return at < 0 ? 0 : at === 0 ? 2 : 1;
  }

  /* ---- the texts, through the index of Pagefind ---- */

  function Index(titles) {
    this.entries = titles.entries;
    this.opened = null;
  }

  /* The index, and the entry that each name of a result stands for. */
  Index.prototype.open = function () {
    var base = new URL("pagefind/", root).href, entries = this.entries;
    if (!this.opened) {
      this.opened = Promise.all([import(base + "pagefind.js"), json(base + "pages.json")]).then(function (loaded) {
        /* It cuts what is asked by the rules of the page's language, which would tear numbers of Chinese pages apart;
           the index itself is made without any. It asks for the language once, here. */
        var page = document.documentElement, language = page.lang, byName = {};
        page.lang = "en";
        var instance = loaded[0].createInstance({ basePath: base, baseUrl: "/", noWorker: true });
        page.lang = language;
        loaded[1].forEach(function (name, index) { byName[name] = entries[index]; });
        return { pagefind: instance, byName: byName };
      });
      this.opened.catch(function () { this.opened = null; }.bind(this));
    }
    return this.opened;
  };

  /* What the index is asked for a word: a phrase as such; else the word, and the parts it knows a number by, as HM, QP,
     XS and 001 of HM-QP-XS001, because it does not know every stretch of a number. */
  function questions(word) {
    if (word.isPhrase) { return ["\"" + spaced(word.text) + "\""]; }
    var isNumber = /[-_\/]|[a-z][0-9]|[0-9][a-z]/.test(word.text);
    return [word.text].concat(isNumber ? word.text.match(/[0-9]+|[a-z]+/g) || [] : []);
  }

  /* The hits of a word by name: those of the whole, and those where all its parts stand in one place. */
  function hitsOf(answers) {
    var hits = byName(answers[0].results);
    if (answers.length > 1) {
      var places = {};
      answers.slice(1).forEach(function (answer, index) {
        var next = {};
        answer.results.forEach(function (hit) {
          var known = places[hit.id];
          var shared = index ? hit.words.filter(function (place) { return known && known[place]; }) : hit.words;
          if (shared.length) { next[hit.id] = { hit: hit }; }
          shared.forEach(function (place) { next[hit.id][place] = true; });
        });
        places = next;
      });
      Object.keys(places).forEach(function (name) {
        hits[name] = hits[name] || places[name].hit;
        hits[name].isWhole = true;
      });
    }
    return hits;
  }

  function byName(results) {
    var found = {};
    results.forEach(function (hit) { found[hit.id] = hit; });
    return found;
  }

  /* The hits best first, each as a function that loads its text, and how many more there are that are not current. */
  Index.prototype.find = function (words, filters, isCurrentOnly) {
    var entries;
    return this.open().then(function (index) {
      entries = index.byName;
      function all(queries) { return Promise.all(queries.map(function (query) { return index.pagefind.search(query); })); }
      var whole = words.map(function (word) { return spaced(word.text); }).join(" ");
      return Promise.all(words.map(function (word) { return all(questions(word)); }).concat([all([whole])]));
    }).then(function (answers) {
      var scores = byName(answers.pop()[0].results);
      var hits = common(answers.map(hitsOf)).filter(function (hit) {
        return entries[hit.id] && fits(entries[hit.id], filters);
      });
      /* All phrases score 1; where a number stands as such comes before where the index only guessed. */
      function score(hit) { return (hit.isWhole ? 1000 : 0) + (scores[hit.id] ? scores[hit.id].score : 0); }
      hits.sort(function (a, b) {
        var first = entries[a.id], second = entries[b.id];
        return second.isCurrent - first.isCurrent || score(b) - score(a) || first.index - second.index;
      });
      return confirmed(hits, words);
    }).then(function (sure) {
      var kept = isCurrentOnly ? sure.filter(function (hit) { return entries[hit.id].isCurrent; }) : sure;
      return { hits: kept.map(function (hit) { return loaded.bind(null, hit); }), hidden: sure.length - kept.length };
    });
  };

  function common(found) {
    return Object.keys(found[0]).filter(function (name) {
      return found.every(function (hits) { return hits[name]; });
    }).map(function (name) { return found[0][name]; });
  }

  /* The hits that hold what was asked: for a word that it does not know the index gives those of a shorter one. */
  function confirmed(hits, words) {
    var doubtful = words.filter(function (word) { return !word.isPhrase; });
    if (!doubtful.length) { return Promise.resolve(hits); }
    return Promise.all(hits.slice(0, CONFIRMED).map(loaded)).then(function (first) {
      var kept = hits.slice(0, CONFIRMED).filter(function (hit, index) {
        var text = (first[index].head + " " + first[index].text).toLowerCase();
        return doubtful.every(function (word) { return text.indexOf(formIn(text, word)) >= 0; });
      });
      return kept.length ? kept.concat(hits.slice(CONFIRMED)) : [];
    });
  }

  /* A word as a text has it: an English word may stand there in another form. */
  function formIn(text, word) {
    var form = word.text;
    while (text.indexOf(form) < 0 && /^[a-z]{5,}$/.test(form) && form.length > word.text.length - 3) {
      form = form.slice(0, -1);
    }
    return form;
  }

  function loaded(hit) {
    return hit.data().then(function (data) {
      var text = unspaced(data.content), end = text.indexOf(HEAD_END);
      return { path: data.raw_url.replace(/^\//, ""), head: text.slice(0, end), text: text.slice(end + 1).trim() };
    });
  }

  /* ---- the texts, all at once ---- */

  function Everything(titles) {
    this.texts = titles.data.contents.map(function (text, index) {
      var entry = titles.entries[index];
      var head = [entry.number, entry.title, entry.other, entry.kind, entry.stateTitle];
      head = head.join(" \u00b7 ");
      return { entry: entry, head: head, text: text, folded: folded(head + " \u00b7 " + text) };
    });
  }

  Everything.prototype.find = function (words, filters, isCurrentOnly) {
    var hits = this.texts.filter(function (one) {
      return fits(one.entry, filters) && words.every(function (word) { return one.folded.indexOf(word.text) >= 0; });
    }).map(function (one) {
      var times = 0;
      words.forEach(function (word) { times += one.folded.split(word.text).length - 1; });
      return { one: one, score: times / Math.log(one.folded.length + 9) };
    });
    hits.sort(function (a, b) {
      return b.one.entry.isCurrent - a.one.entry.isCurrent || b.score - a.score || a.one.entry.index - b.one.entry.index;
    });
    var kept = isCurrentOnly ? hits.filter(function (hit) { return hit.one.entry.isCurrent; }) : hits;
    return Promise.resolve({
      hits: kept.map(function (hit) {
        return function () { return Promise.resolve({ path: hit.one.entry.path, head: hit.one.head, text: hit.one.text }); };
      }),
      hidden: hits.length - kept.length
    });
  };

  function fits(entry, filters) {
    return (!filters.group || entry.group === filters.group) && (!filters.department || entry.department === filters.department);
  }

  /* ---- excerpts ---- */

  /* The places of the words in a text, in order and merged: [[from, to]]. */
  function placesOf(head, text, words) {
    var low = text.toLowerCase(), places = [];
    head = head.toLowerCase();
    words.forEach(function (word) {
      var wanted = word.isPhrase ? word.text : formIn(head + low, word);
      for (var at = low.indexOf(wanted); at >= 0 && places.length < 400; at = low.indexOf(wanted, at + wanted.length)) {
        places.push([at, at + wanted.length]);
      }
    });
    places.sort(function (a, b) { return a[0] - b[0]; });
    return places.reduce(function (merged, place) {
      var last = merged[merged.length - 1];
      if (last && place[0] <= last[1]) { last[1] = Math.max(last[1], place[1]); } else { merged.push(place); }
      return merged;
    }, []);
  }

  /* The stretch of a text that holds most of the words. */
  function excerptOf(head, text, words) {
    var places = placesOf(head, text, words), from = 0, most = 0;
    places.forEach(function (place) {
      var within = places.filter(function (other) { return other[0] >= place[0] && other[1] <= place[0] + EXCERPT; });
      if (within.length > most) { most = within.length; from = place[0]; }
    });
    var start = Math.max(0, from - 16), blank = text.indexOf(" ", start), node = document.createElement("p");
    if (start && blank >= 0 && blank < from) { start = blank + 1; }
    var at = start;
    var end = Math.min(text.length, Math.max(start + EXCERPT, (places.filter(function (p) { return p[0] === from; })[0] || [0, 0])[1]));
    if (start) { node.appendChild(document.createTextNode("…")); }
    places.forEach(function (place) {
      if (place[0] < at || place[1] > end) { return; }
      node.appendChild(document.createTextNode(text.slice(at, place[0])));
      node.appendChild(made("mark", "", text.slice(place[0], place[1])));
      at = place[1];
    });
    node.appendChild(document.createTextNode(text.slice(at, end) + (end < text.length ? "…" : "")));
    return node;
  }

  /* ---- the dialog ---- */

  function made(tag, className, text) {
    var node = document.createElement(tag);
    if (className) { node.className = className; }
    if (text !== undefined) { node.textContent = text; }
    return node;
  }

  function icon() {
    var svg = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M9.5 3a6.5 6.5 0 0 1 4.94 10.73l5.41 5.42-1.41 1.41-5.42-5.41A6.5 6.5 0 1 1 9.5 3m0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9");
    svg.appendChild(path);
    return svg;
  }

  function Dialog(mode, label) {
    this.mode = mode;
    this.node = made("dialog", "dc-search");
    this.node.setAttribute("aria-label", label);
    this.ticket = 0;
    this.filters = { group: "", department: "" };
    this.isCurrentOnly = true;
    this.node.addEventListener("click", function (event) {
      if (event.target === this.node) { this.node.close(); }
    }.bind(this));
    document.body.appendChild(this.node);
  }

  Dialog.prototype.open = function () {
    if (this.node.open) { return; }
    this.node.showModal();
    document.documentElement.classList.add("dc-search-open");
    if (this.input) { this.input.focus(); this.input.select(); }
    if (!this.loading) {
      this.loading = this.load().then(this.build.bind(this));
      this.loading.catch(this.fail.bind(this));
    }
  };

  Dialog.prototype.load = function () {
    if (this.mode === "builtin") {
      return new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = new URL("search/everything.js", root).href;
        script.onload = function () { resolve(window.dcSearch); };
        script.onerror = reject;
        document.head.appendChild(script);
      });
    }
    return json(new URL("search/titles.json", root).href);
  };

  Dialog.prototype.fail = function () {
    this.loading = null;
    var label = document.querySelector("[data-dc-search-failed]");
    this.node.textContent = "";
    var note = made("p", "dc-search-note", label ? label.getAttribute("data-dc-search-failed") : "");
    note.setAttribute("role", "alert");
    this.node.appendChild(note);
  };

  Dialog.prototype.build = function (data) {
    var words = this.words = data.words;
    this.titles = new Titles(data);
    this.texts = this.mode === "builtin" ? new Everything(this.titles) : new Index(this.titles);
    this.node.textContent = "";
    this.node.appendChild(this.head(words));
    this.node.appendChild(this.chips(data));
    this.results = made("div", "dc-search-results");
    this.node.appendChild(this.results);
    this.status = made("p", "dc-search-status");
    this.status.setAttribute("role", "status");
    this.node.appendChild(this.status);
    this.node.appendChild(this.foot(words));
    this.node.addEventListener("keydown", this.key.bind(this));
    this.input.focus();
    this.search();
  };

  Dialog.prototype.head = function (words) {
    var head = made("div", "dc-search-head"), input = this.input = made("input");
    input.type = "text";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.placeholder = words.placeholder;
    [["role", "combobox"], ["aria-label", words.open], ["aria-expanded", "false"], ["aria-autocomplete", "list"],
     ["inputmode", "search"], ["enterkeyhint", "search"]].forEach(function (pair) {
      input.setAttribute(pair[0], pair[1]);
    });
    input.addEventListener("input", this.later.bind(this));
    head.appendChild(icon());
    head.appendChild(input);
    var close = made("button", "dc-search-close", words.close);
    close.type = "button";
    close.addEventListener("click", function () { this.node.close(); }.bind(this));
    head.appendChild(close);
    return head;
  };

  Dialog.prototype.chips = function (data) {
    var words = this.words, self = this, bar = made("div", "dc-search-filters");
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", words.filters);
    var present = {};
    this.titles.entries.forEach(function (entry) { present[entry.group] = true; });
    var groups = [["", words.all]].concat(data.groups.filter(function (group) { return present[group[0]]; }));
    var chips = groups.map(function (group) {
      return self.chip(bar, group[1], !group[0], function () {
        self.filters.group = group[0];
        chips.forEach(function (chip, index) { press(chip, groups[index][0] === group[0]); });
      });
    });
    this.current = this.chip(bar, words.current, true, function () { self.only(!self.isCurrentOnly); });
    this.current.classList.add("dc-search-current");
    if (data.departments.length > 1) { bar.appendChild(this.departments(data.departments)); }
    return bar;
  };

  Dialog.prototype.chip = function (bar, text, isPressed, act) {
    var chip = made("button", "dc-search-chip", text), self = this;
    chip.type = "button";
    press(chip, isPressed);
    chip.addEventListener("click", function () { act(); self.search(); });
    bar.appendChild(chip);
    return chip;
  };

  function press(chip, isPressed) { chip.setAttribute("aria-pressed", String(isPressed)); }

  Dialog.prototype.only = function (isOnly) {
    this.isCurrentOnly = isOnly;
    press(this.current, isOnly);
  };

  Dialog.prototype.departments = function (departments) {
    var select = made("select", "dc-search-department"), self = this;
    select.setAttribute("aria-label", this.words.department);
    [["", this.words.departments]].concat(departments.filter(function (one) { return one[0]; })).forEach(function (one) {
      var option = made("option", "", one[1]);
      option.value = one[0];
      select.appendChild(option);
    });
    select.addEventListener("change", function () {
      self.filters.department = select.value;
      self.search();
    });
    return select;
  };

  Dialog.prototype.foot = function (words) {
    var foot = made("p", "dc-search-foot");
    [["↑ ↓", words.key_move], ["Enter", words.key_open], ["Esc", words.key_close]].forEach(function (key) {
      var part = made("span");
      part.appendChild(made("kbd", "", key[0]));
      part.appendChild(document.createTextNode(" " + key[1]));
      foot.appendChild(part);
    });
    foot.appendChild(made("span", "", words.key_phrase));
    return foot;
  };

  Dialog.prototype.later = function () {
    this.results.setAttribute("aria-busy", "true");
    clearTimeout(this.timer);
    this.timer = setTimeout(this.search.bind(this), PAUSE);
  };

  /* Asks anew; an answer that comes after the next question is dropped. */
  Dialog.prototype.search = function () {
    var query = this.input.value.trim(), ticket = ++this.ticket, self = this;
    clearTimeout(this.timer);
    if (!query) { this.show([], null, 0, ""); return; }
    var named = this.titles.find(query).filter(function (entry) { return fits(entry, self.filters); });
    var names = this.isCurrentOnly ? named.filter(function (entry) { return entry.isCurrent; }) : named;
    this.show(names, null, 0, query);
    this.find(query).then(function (found) {
      if (ticket === self.ticket) {
        self.show(names, found, Math.max(named.length - names.length, found.hidden), query);
      }
    }, function () {
      if (ticket !== self.ticket) { return; }
      self.results.setAttribute("aria-busy", "false");
      self.note(self.words.failed);
    });
  };

  /* As asked; else an amount as two words; else a phrase as its pairs of characters, which the reader is told. */
  Dialog.prototype.find = function (query) {
    var strict = wordsOf(query, false), loose = wordsOf(query, true), pairs = pairsOf(loose), self = this;
    if (!strict.length) { return Promise.resolve({ hits: [], hidden: 0, words: [] }); }
    return this.ask(strict).then(function (found) {
      return found || loose.length === strict.length ? found : self.ask(loose);
    }).then(function (found) {
      return found || pairs.length === loose.length ? found : self.ask(pairs);
    }).then(function (found) {
      if (found) { found.isNear = found.words === pairs; }
      return found || { hits: [], hidden: 0, words: strict };
    });
  };

  Dialog.prototype.ask = function (words) {
    return this.texts.find(words, this.filters, this.isCurrentOnly).then(function (found) {
      found.words = words;
      return found.hits.length || found.hidden ? found : null;
    });
  };

  Dialog.prototype.show = function (names, found, hidden, query) {
    this.results.textContent = "";
    this.options = [];
    this.choose(-1);
    this.status.textContent = "";
    this.results.setAttribute("aria-busy", String(Boolean(query && !found)));
    if (!query) { this.note(this.words.hint); return; }
    if (names.length) { this.section("names", this.words.by_name, names.length, names.map(this.named, this), FIRST_NAMES); }
    if (!found) {
      if (!names.length) { this.note(this.words.loading); }
      this.choose(0);
      return;
    }
    if (found.hits.length) {
      var self = this;
      if (found.isNear) { this.note(this.words.near); }
      this.section("texts", this.words.in_text, found.hits.length, found.hits.map(function (load) {
        return function () { return self.hit(load, found.words); };
      }), FIRST_TEXTS);
    }
    if (!names.length && !found.hits.length) { this.note(this.words.none + (hidden ? "" : this.words["try"])); }
    if (hidden && this.isCurrentOnly) { this.offer(hidden); }
    this.choose(0);
    this.status.textContent = this.words.status.replace("{names}", names.length).replace("{texts}", found.hits.length);
  };

  Dialog.prototype.note = function (text) {
    this.results.appendChild(made("p", "dc-search-note", text));
    this.status.textContent = text;
  };

  Dialog.prototype.offer = function (hidden) {
    var line = made("p", "dc-search-note", this.words.hidden.replace("{n}", hidden) + " ");
    var button = made("button", "dc-search-link", this.words.show), self = this;
    button.type = "button";
    button.addEventListener("click", function () { self.only(false); self.search(); self.input.focus(); });
    line.appendChild(button);
    this.results.appendChild(line);
  };

  /* A group of results, the first of them at once; each maker gives an option or the promise of one. */
  Dialog.prototype.section = function (name, title, count, makers, first) {
    var group = made("div", "dc-search-group"), head = made("p", "dc-search-title", title), list = made("div"), self = this;
    head.id = "dc-search-" + name;
    head.appendChild(made("span", "dc-search-count", this.words.count.replace("{n}", count)));
    list.id = "dc-search-list-" + name;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-labelledby", head.id);
    group.appendChild(head);
    group.appendChild(list);
    var shown = 0, more = made("button", "dc-search-link dc-search-more");
    more.type = "button";
    function grow(number) {
      makers.slice(shown, shown + number).forEach(function (make) {
        var place = made("a", "dc-search-hit");
        list.appendChild(place);
        self.option(place, make());
      });
      shown = Math.min(makers.length, shown + number);
      more.textContent = self.words.more.replace("{n}", makers.length - shown);
      if (shown === makers.length && more.parentNode) { group.removeChild(more); }
    }
    this.results.appendChild(group);
    group.appendChild(more);
    grow(first);
    more.addEventListener("click", function () { grow(STEP); self.choose(self.chosen); self.input.focus(); });
  };

  Dialog.prototype.option = function (place, given) {
    place.setAttribute("role", "option");
    place.setAttribute("aria-selected", "false");
    place.tabIndex = -1;
    Promise.resolve(given).then(function (made) {
      place.href = made.href;
      made.nodes.forEach(function (node) { place.appendChild(node); });
    });
  };

  Dialog.prototype.named = function (entry) {
    var self = this;
    return function () { return { href: new URL(entry.path, root).href, nodes: [self.line(entry)] }; };
  };

  Dialog.prototype.hit = function (load, words) {
    var self = this;
    return load().then(function (one) {
      var entry = self.titles.byPath[one.path];
      return { href: new URL(one.path, root).href, nodes: [self.line(entry), excerptOf(one.head, one.text, words)] };
    });
  };

  /* Number, title, what it is, and its state as a badge in the colours of the pages. */
  Dialog.prototype.line = function (entry) {
    var line = made("span", "dc-search-line");
    if (entry.number) { line.appendChild(made("strong", "", entry.number)); }
    line.appendChild(made("span", "dc-search-name", entry.title));
    line.appendChild(made("span", "dc-search-kind", entry.kind));
    if (entry.state) {
      line.appendChild(made("span", "dc-badge dc-state-" + entry.state.toLowerCase().replace(/[^a-z0-9]/g, "-"), entry.stateTitle));
    }
    if (!entry.isCurrent) { line.classList.add("dc-search-old"); }
    return line;
  };

  /* ---- keys ---- */

  Dialog.prototype.key = function (event) {
    if (event.isComposing || event.keyCode === 229) { return; }
    if (event.key === "Escape") {
      event.preventDefault();
      this.node.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.target.tagName === "SELECT") { return; }
      event.preventDefault();
      this.choose(this.chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && event.target === this.input) {
      event.preventDefault();
      var option = this.all()[this.chosen];
      if (option && option.href) { option.click(); }
    }
  };

  Dialog.prototype.all = function () { return this.results.querySelectorAll("[role=option]"); };

  Dialog.prototype.choose = function (wanted) {
    var options = this.all(), count = options.length;
    this.chosen = count && wanted >= -1 ? (wanted + count) % count : -1;
    Array.prototype.forEach.call(options, function (option, index) {
      var isChosen = index === this.chosen;
      option.setAttribute("aria-selected", String(isChosen));
      option.id = "dc-search-option-" + index;
      if (isChosen) { option.scrollIntoView({ block: "nearest" }); }
    }, this);
    var lists = Array.prototype.map.call(this.results.querySelectorAll("[role=listbox]"), function (list) { return list.id; });
    this.input.setAttribute("aria-expanded", String(count > 0));
    this.say("aria-controls", lists.join(" "));
    this.say("aria-activedescendant", this.chosen < 0 ? "" : "dc-search-option-" + this.chosen);
  };

  Dialog.prototype.say = function (name, value) {
    if (value) { this.input.setAttribute(name, value); } else { this.input.removeAttribute(name); }
  };

  /* ---- the way in ---- */

  function isTyping(node) {
    return node && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName));
  }

  function start() {
    var given = document.querySelector("[data-dc-search]");
    if (!given || typeof HTMLDialogElement === "undefined") { return; }
    var label = given.getAttribute("data-dc-search-label");
    var dialog = new Dialog(given.getAttribute("data-dc-search"), label);
    var button = made("button", "dc-search-button");
    button.type = "button";
    button.setAttribute("aria-haspopup", "dialog");
    button.appendChild(icon());
    button.appendChild(made("span", "", label));
    button.appendChild(made("kbd", "", "Ctrl K"));
    button.addEventListener("click", dialog.open.bind(dialog));
    (document.querySelector(".md-header__inner") || document.body).appendChild(button);
    dialog.node.addEventListener("close", function () {
      document.documentElement.classList.remove("dc-search-open");
      button.focus();
    });
    document.addEventListener("keydown", function (event) {
      var isShortcut = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !event.altKey && !event.shiftKey;
      var isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      if (!isShortcut && !isSlash || dialog.node.open) { return; }
      event.preventDefault();
      event.stopPropagation();
      dialog.open();
    }, true);
  }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();
