"use strict";
// The browser of statements. Rows and texts stand packed in the page (gzip in
// base64) and are unpacked when somebody first asks for a statement. What is shown
// is told by the address: #statements?side=russia&outlook=skeptical.
(function () {
  var root = document.getElementById("browser"), packedRows = document.getElementById("data-rows");
  if (!root || !packedRows || typeof DecompressionStream === "undefined") return;
  document.getElementById("unscripted").hidden = true;
  var ROWS = 50, ONCE = 1, OWN = 2, COPY = 4;
  var data = null, texts = null, found = [], shown = 0, state = {}, low = null;

  function unpack(id) {
    var bin = atob(document.getElementById(id).textContent), bytes = new Uint8Array(bin.length);
    for (var i = 0; i < bin.length; i++) bytes[i] = bin.charCodeAt(i);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text().then(JSON.parse);
  }
  var loading = null;
  function load() {
    return loading = loading || Promise.all([unpack("data-rows"), unpack("data-texts")]).then(function (both) {
      data = both[0]; texts = both[1]; build();
    });
  }

  function el(name, attrs, children) {
    var e = document.createElement(name);
    Object.keys(attrs || {}).forEach(function (k) { if (attrs[k] !== null) e.setAttribute(k, attrs[k]); });
    (children || []).forEach(function (c) { if (c !== null) e.appendChild(typeof c === "string" ? document.createTextNode(c) : c); });
    return e;
  }

  // fields are the filters, in the order of the form. test gives, for the chosen
  // value, whether a row is meant.
  function indexOf(list, key) { for (var i = 0; i < list.length; i++) if ((list[i].length ? (typeof list[i] === "string" ? list[i] : list[i][0]) : list[i]) === key) return i; return -2; }
  var LABELS = { optimistic: 1, skeptical: -1, neither: 0, none: 9 };
  var fields = {
    side: function (v) { if (v === "-") return function (i) { return data.sd[i].length === 0; }; var k = indexOf(data.sides, v); return function (i) { return data.sd[i].indexOf(k) >= 0; }; },
    issue: function (v) { var k = indexOf(data.issues, v); return function (i) { return data.is[i] === k; }; },
    event: function (v) { var k = indexOf(data.events, v); return function (i) { return data.articles[data.a[i]][4] === k; }; },
    outlook: function (v) { return v === "told" ? function (i) { return data.ol[i] !== 9; } : function (i) { return data.ol[i] === LABELS[v]; }; },
    prop: function (v) { var k = indexOf(data.props, v); return function (i) { return data.po[i].some(function (p) { return p[0] === k && (!state.pos || (p[1] > 0) === (state.pos === "agree")); }); }; },
    pos: function (v) { return state.prop ? null : function (i) { return data.po[i].some(function (p) { return (p[1] > 0) === (v === "agree"); }); }; },
    ev: function (v) {
      var side = state.of ? indexOf(data.sides, state.of) : null, name = state.ofname ? indexOf(data.names, state.ofname) : null, who = state.ofactor ? indexOf(data.actors, state.ofactor) : null;
      return function (i) { return data.ev[i].some(function (e) { return (!v || v === "any" || (e[2] > 0) === (v === "praise")) && (side === null || e[0] === side) && (name === null || e[1] === name) && (who === null || e[3] === who); }); };
    },
    frame: function (v) { var k = indexOf(data.frames, v); return function (i) { return data.fr[i] === k; }; },
    outlet: function (v) { var k = indexOf(data.outlets, v); return function (i) { return data.articles[data.a[i]][3] === k; }; },
    actor: function (v) { var k = indexOf(data.actors, v); return function (i) { return data.ac[i] === k || data.sp[i].indexOf(k) >= 0; }; },
    country: function (v) { var k = indexOf(data.names, v); return function (i) { return data.co[i] === k; }; },
    party: function (v) { var k = indexOf(data.names, v); return function (i) { return data.pa[i] === k; }; },
    org: function (v) { var k = indexOf(data.names, v); return function (i) { return data.or[i] === k; }; },
    from: function (v) { return function (i) { var d = data.articles[data.a[i]][2]; return d !== "" && d >= v; }; },
    to: function (v) { return function (i) { var d = data.articles[data.a[i]][2]; return d !== "" && d <= v; }; },
    valid: function (v) { var k = Math.round(parseFloat(v) * 100); return function (i) { return data.va[i] < 0 || data.va[i] >= k; }; },
    id: function (v) { return function (i) { return data.id[i] === v; }; }
  };
  var extra = ["of", "ofname", "ofactor", "q", "all", "own", "sort"];

  function tests() {
    var list = [];
    if (state.all !== "1") list.push(state.own === "1" ? function (i) { return (data.x[i] & OWN) !== 0 && (data.x[i] & COPY) === 0; } : function (i) { return (data.x[i] & ONCE) !== 0; });
    Object.keys(fields).forEach(function (f) { if (state[f]) { var t = fields[f](state[f]); if (t) list.push(t); } });
    if (!state.ev && (state.of || state.ofname || state.ofactor)) list.push(fields.ev(""));
    var words = (state.q || "").toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length) {
      if (!low) low = texts.map(function (t) { t = t.replace(/\n/g, " "); var l = t.toLowerCase(); return l.length === t.length ? l : t; });
      list.push(function (i) {
        var a = data.a[i], near = low[a].slice(Math.max(0, data.b[i] - 160), data.e[i] + 120), who = null;
        return words.every(function (w) { return near.indexOf(w) >= 0 || (who = who || speaker(i).toLowerCase()).indexOf(w) >= 0; });
      });
    }
    return list;
  }

  function find() {
    var list = tests(), n = data.id.length;
    found = [];
    rows: for (var i = 0; i < n; i++) {
      for (var k = 0; k < list.length; k++) if (!list[k](i)) continue rows;
      found.push(i);
    }
    var by = state.sort || "";
    if (by === "new") found.reverse();
    if (by === "up" || by === "down") found.sort(function (a, b) {
      var x = data.o[a], y = data.o[b];
      if (x === 999 || y === 999) return (x === 999) - (y === 999) || a - b;
      return (by === "up" ? x - y : y - x) || a - b;
    });
  }

  function actorName(i) { return data.ac[i] >= 0 ? data.actors[data.ac[i]][1] : ""; }
  function speaker(i) { return actorName(i) || (data.so[i] >= 0 ? data.names[data.so[i]] : ""); }

  // sentence gives what stands around a statement: before it, it, and after it.
  function sentence(i) {
    var t = texts[data.a[i]], b = data.b[i], e = data.e[i];
    var from = Math.max(0, b - 180), to = Math.min(t.length, e + 140);
    if (from > 0) { var s = t.slice(from, b).search(/[.!?]["”’)]?\s+\S|\n\s*\S/); from = s >= 0 ? from + s + 1 : t.indexOf(" ", from); if (from > b || from < 0) from = b; }
    if (to < t.length) { var m = t.slice(e, to).search(/[.!?]["”’)]?(\s|$)/); to = m >= 0 ? e + m + 2 : Math.max(e, t.lastIndexOf(" ", to)); }
    return [paragraphs(t.slice(from, b).trimStart()), paragraphs(t.slice(b, e)), paragraphs(t.slice(e, to).trimEnd())];
  }
  // paragraphs is a text with one line break between paragraphs, which a headline is too.
  function paragraphs(s) { return s.replace(/\s*\n\s*/g, "\n"); }

  function link(text, params, title) {
    var a = el("a", { href: address(params), title: title || null }, [text]);
    return a;
  }
  function address(params) { return "#statements?" + new URLSearchParams(params).toString(); }
  function mark(side) {
    var index = data.sides[side][2];
    if (index < 0 || index > 7) return null; // whose mark is another side's
    var have = document.querySelector("svg.key.s" + index);
    return have ? have.cloneNode(true) : null;
  }

  function item(i) {
    var a = data.articles[data.a[i]], s = sentence(i), meta = [];
    if (a[2]) meta.push(a[2]);
    data.sd[i].forEach(function (k) { meta.push(el("span", { "class": "sd" }, [mark(k), link(data.sides[k][1], { side: data.sides[k][0] })])); });
    if (data.ac[i] >= 0) {
      var role = data.actors[data.ac[i]][2];
      meta.push(el("span", { dir: "auto" }, [link(actorName(i), { actor: data.actors[data.ac[i]][0] }), role ? ", " + role : ""]));
    } else meta.push(el("span", { dir: "auto" }, [speaker(i) || "unnamed source"]));
    var tags = [];
    if (data.ol[i] !== 9) tags.push((data.ol[i] > 0 ? "optimistic " : data.ol[i] < 0 ? "skeptical " : "neither ") + (data.o[i] > 0 ? "+" : data.o[i] < 0 ? "−" : "") + (Math.abs(data.o[i]) / 100).toFixed(2));
    if (data.is[i] >= 0) tags.push(link(data.issues[data.is[i]][1], { issue: data.issues[data.is[i]][0] }));
    if (data.fr[i] >= 0) tags.push("frame: " + data.frames[data.fr[i]]);
    data.po[i].forEach(function (p) { tags.push(el("span", {}, [p[1] > 0 ? "agrees: " : "disagrees: ", link(data.props[p[0]][1], { prop: data.props[p[0]][0] })])); });
    data.ev[i].forEach(function (e) { tags.push((e[2] > 0 ? "praises " : "blames ") + data.names[e[1]]); });
    if (data.cd && data.cd[i]) tags.push("coded by hand: " + data.cd[i]);
    if (data.va[i] >= 0) tags.push("validity " + (data.va[i] / 100).toFixed(2));
    if (!(data.x[i] & OWN)) tags.push("inside another statement or hypothetical");
    else if (!(data.x[i] & ONCE)) tags.push("words that another article of the event has");
    var where = [];
    if (a[3] >= 0) where.push(a[1] ? el("a", { href: a[1], rel: "noopener noreferrer nofollow", dir: "auto" }, [data.outlets[a[3]]]) : el("span", { dir: "auto" }, [data.outlets[a[3]]]));
    else if (a[1]) where.push(el("a", { href: a[1], rel: "noopener noreferrer nofollow" }, ["article"]));
    if (a[0]) where.push(el("cite", { dir: "auto" }, [a[0]]));
    if (a[4] >= 0) where.push(link("event", { event: data.events[a[4]][0] }));
    where.push(link("permalink", { id: data.id[i], all: "1" }));
    var li = el("li", {}, [
      el("p", { "class": "meta" }, between(meta)),
      el("p", { "class": "words", dir: "auto" }, [s[0], el("b", {}, [s[1]]), s[2]]),
      el("p", { "class": "tags" }, between(tags)),
      el("p", { "class": "where" }, between(where))
    ]);
    var more = el("button", { type: "button", "class": "more" }, ["around it"]);
    more.addEventListener("click", function () {
      var t = texts[data.a[i]], p = li.querySelector(".words"), from = Math.max(0, data.b[i] - 900), to = Math.min(t.length, data.e[i] + 900);
      p.textContent = "";
      [(from > 0 ? "… " : "") + paragraphs(t.slice(from, data.b[i])), el("b", {}, [paragraphs(t.slice(data.b[i], data.e[i]))]), paragraphs(t.slice(data.e[i], to)) + (to < t.length ? " …" : "")].forEach(function (c) { p.append(c); });
      more.remove();
    });
    li.lastChild.append(" · ", more);
    return li;
  }
  function between(list) {
    var out = [];
    list.forEach(function (x) { if (out.length) out.push(" · "); out.push(x); });
    return out;
  }

  var form, list, count, moreButton, chips;
  function build() {
    root.hidden = false;
    function option(v, t) { return el("option", { value: v }, [t]); }
    function select(name, label, options) {
      return el("label", {}, [label + " ", el("select", { name: name }, [option("", "all")].concat(options))]);
    }
    function named(rows, limit) { return rows.slice(0, limit || rows.length).map(function (r) { return option(r[0], r[1] || r[0]); }); }
    var byName = function (a, b) { return a[1] < b[1] ? -1 : 1; };
    var weight = {};
    data.a.forEach(function (a, i) { if (data.x[i] & ONCE) { var e = data.articles[a][4]; weight[e] = (weight[e] || 0) + 1; } });
    var events = data.events.map(function (e, i) { return [e[0], e[1] || e[0], weight[i] || 0]; }).sort(function (a, b) { return b[2] - a[2]; }).slice(0, 200);
    function distinct(column) { var s = {}; data[column].forEach(function (k) { if (k >= 0) s[data.names[k]] = 1; }); return Object.keys(s).sort().map(function (n) { return option(n, n.replace(/-/g, " ")); }); }
    var first = [
      el("label", {}, ["Words ", el("input", { type: "search", name: "q", autocomplete: "off" })]),
      select("side", "Side", named(data.sides).concat([option("-", "none known")])),
      select("issue", "Issue", named(data.issues.slice().sort(byName))),
      select("outlook", "Outlook", ["optimistic", "skeptical", "neither", "told", "none"].map(function (v) { return option(v, v); })),
      select("event", "Event", events.map(function (e) { return option(e[0], e[1].slice(0, 90) + " (" + e[2] + ")"); }))
    ];
    if (data.props.length) first.push(select("prop", "Proposition", named(data.props.slice().sort(byName))), select("pos", "Position", [option("agree", "agree"), option("disagree", "disagree")]));
    var second = [
      select("frame", "Frame", data.frames.slice().sort().map(function (f) { return option(f, f); })),
      select("outlet", "Outlet", data.outlets.slice().sort().map(function (f) { return option(f, f); })),
      select("actor", "Speaker", data.actors.slice().sort(byName).slice(0, 3000).map(function (r) { return option(r[0], r[1]); })),
      select("country", "Country", distinct("co")), select("party", "Party", distinct("pa")), select("org", "Organization", distinct("or")),
      select("ev", "Praise or blame", [option("praise", "praise"), option("blame", "blame"), option("any", "either")]),
      el("label", {}, ["From ", el("input", { type: "date", name: "from" })]), el("label", {}, ["To ", el("input", { type: "date", name: "to" })]),
      el("label", {}, ["Validity from ", el("input", { type: "number", name: "valid", min: "0", max: "1", step: "0.05" })]),
      el("label", {}, ["Order ", el("select", { name: "sort" }, [option("", "earliest first"), option("new", "latest first"), option("up", "most skeptical first"), option("down", "most optimistic first")])]),
      el("label", { "class": "box" }, [el("input", { type: "checkbox", name: "all", value: "1" }), " also repeated, nested and hypothetical"])
    ];
    form = el("form", { "class": "filter" }, first.concat([el("details", {}, [el("summary", {}, ["More filters and order"]), el("div", { "class": "filter" }, second)])]));
    count = el("output", { name: "shown", "aria-live": "polite" });
    chips = el("span", { "class": "chips" });
    var csv = el("button", { type: "button", "class": "csv" }, ["CSV of these"]), clear = el("button", { type: "button", "class": "clear" }, ["Clear"]);
    list = el("ol", { "class": "rows" });
    moreButton = el("button", { type: "button", "class": "next" }, ["More"]);
    root.append(form, el("p", { "class": "counted" }, [count, " ", chips, " ", clear, " ", csv]), list, moreButton);
    form.addEventListener("input", function () {
      var next = {};
      extra.forEach(function (k) { if (state[k] && !form.elements[k]) next[k] = state[k]; });
      Array.prototype.forEach.call(form.elements, function (c) { if (c.name && c.name !== "shown" && c.value && (c.type !== "checkbox" || c.checked)) next[c.name] = c.value; });
      if (state.id && !next.id) delete next.all;
      set(next);
    });
    form.addEventListener("submit", function (e) { e.preventDefault(); });
    clear.addEventListener("click", function () { set({}); });
    csv.addEventListener("click", save);
    moreButton.addEventListener("click", function () { page(); });
  }

  // set makes a filter the address, which shows it.
  function set(next) {
    state = next;
    var to = address(next);
    if (location.hash !== to) { silent = to; location.hash = to; }
    show();
  }
  var silent = "";

  function show() {
    Array.prototype.forEach.call(form.elements, function (c) {
      if (!c.name || c.name === "shown") return;
      if (c.type === "checkbox") c.checked = state[c.name] === c.value;
      else if (c.value !== (state[c.name] || "")) {
        c.value = state[c.name] || "";
        if (state[c.name] && c.value !== state[c.name]) { c.append(el("option", { value: state[c.name] }, [state[c.name]])); c.value = state[c.name]; }
      }
    });
    find();
    shown = 0;
    list.textContent = "";
    count.textContent = found.length.toLocaleString("en") + (found.length === 1 ? " statement" : " statements");
    count.dataset.n = found.length;
    var told = [];
    extra.concat(["id"]).forEach(function (k) { if (state[k] && k !== "q" && k !== "sort" && k !== "all") told.push({ of: "of side ", ofname: "of ", ofactor: "of ", own: "repeated words too", id: "statement " }[k] + (k === "own" ? "" : state[k])); });
    chips.textContent = told.join(" · ");
    page();
  }
  function page() {
    var end = Math.min(found.length, shown + ROWS), part = document.createDocumentFragment();
    for (; shown < end; shown++) part.append(item(found[shown]));
    list.append(part);
    moreButton.hidden = shown >= found.length;
    moreButton.textContent = "More (" + (found.length - shown).toLocaleString("en") + " left)";
  }

  // save gives what is found as CSV. A cell that a spreadsheet would take for a
  // formula gets a quotation mark before it.
  function save() {
    function cell(x) { x = String(x === undefined || x === null ? "" : x); if (/^[=+\-@\t\r]/.test(x) && !/^-?\d+(\.\d+)?$/.test(x)) x = "'" + x; return /[",\n\r]/.test(x) ? '"' + x.replace(/"/g, '""') + '"' : x; }
    var lines = [["statement_id", "date", "outlet", "title", "url", "event_id", "side", "speaker", "content", "issue", "outlook", "outlook_label", "frame", "positions", "evaluations", "country", "party", "organization", "validity", "coded"].join(",")];
    found.forEach(function (i) {
      var a = data.articles[data.a[i]], name = function (k) { return k >= 0 ? data.names[k] : ""; };
      lines.push([data.id[i], a[2], a[3] >= 0 ? data.outlets[a[3]] : "", a[0], a[1], a[4] >= 0 ? data.events[a[4]][0] : "",
        data.sd[i].map(function (k) { return data.sides[k][0]; }).join(";"), speaker(i), texts[data.a[i]].slice(data.b[i], data.e[i]).replace(/\n/g, " "),
        data.is[i] >= 0 ? data.issues[data.is[i]][0] : "", data.o[i] === 999 ? "" : data.o[i] / 100, { "1": "optimistic", "-1": "skeptical", "0": "neutral", "9": "" }[data.ol[i]],
        data.fr[i] >= 0 ? data.frames[data.fr[i]] : "", data.po[i].map(function (p) { return data.props[p[0]][0] + ":" + (p[1] > 0 ? "agree" : "disagree"); }).join(";"),
        data.ev[i].map(function (e) { return data.names[e[1]] + ":" + (e[2] > 0 ? "positive" : "negative"); }).join(";"), name(data.co[i]), name(data.pa[i]), name(data.or[i]), data.va[i] < 0 ? "" : data.va[i] / 100, data.cd && data.cd[i] || ""].map(cell).join(","));
    });
    var a = el("a", { href: URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" })), download: "statements.csv" });
    document.body.append(a);
    a.click();
    setTimeout(function () { URL.revokeObjectURL(a.href); a.remove(); }, 1000);
  }

  function read(jump) {
    var m = /^#statements(?:\?(.*))?$/.exec(location.hash);
    if (!m) return;
    if (silent === location.hash) { silent = ""; return; }
    load().then(function () {
      state = {};
      new URLSearchParams(m[1] || "").forEach(function (v, k) { if (fields[k] || extra.indexOf(k) >= 0) state[k] = v; });
      show();
      if (jump) document.getElementById("statements").scrollIntoView();
    });
  }
  addEventListener("hashchange", function () { read(true); });
  read(true);
  // Who scrolls there without a figure sees all.
  if (typeof IntersectionObserver !== "undefined") {
    var seen = new IntersectionObserver(function (entries) {
      if (!entries.some(function (e) { return e.isIntersecting; })) return;
      seen.disconnect();
      if (!loading) load().then(function () { show(); });
    }, { rootMargin: "400px" });
    seen.observe(document.getElementById("statements"));
  }
  root.hidden = false;
})();

// Marks say what they did on hover; a touch shows the same words.
(function () {
  var tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;
  document.body.appendChild(tip);
  document.addEventListener("click", function (e) {
    var m = e.target.closest && e.target.closest("mark[title], .mod[title]");
    tip.hidden = !m;
    if (!m) return;
    tip.textContent = m.textContent + ": " + m.title;
    var box = m.getBoundingClientRect();
    tip.style.left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = Math.max(8, box.top - tip.offsetHeight - 6) + "px";
  });
})();
