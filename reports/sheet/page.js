(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("draw").textContent);
  var items = data.items, fields = data.fields, byName = {};
  fields.forEach(function (f) { byName[f.name] = f; });
  byName.side.values = data.sides.concat("none");
  byName.side.answers = data.side_names.concat("none");
  var letters = "123456789abcdefghijklmopqrstvwxyz"; // u undoes and n goes on
  var coder = document.getElementById("coder"), bar = document.getElementById("bar"), progress = document.getElementById("progress");
  var here = document.getElementById("item");
  var at = 0, field = 0, codes = {}, past = [], query = "";

  function el(tag, attributes, children) {
    var e = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (k) { if (attributes[k] !== null && attributes[k] !== false) e.setAttribute(k, attributes[k]); });
    (children || []).forEach(function (c) { e.append(c); });
    return e;
  }

  // What was coded stays in the browser, for every coder of this draw apart.
  function place() { return "readout-coding " + data.draw + " " + coder.value.trim(); }
  function keep() {
    try { localStorage.setItem(place(), JSON.stringify({ codes: codes, at: at })); localStorage.setItem("readout-coding " + data.draw, coder.value.trim()); }
    catch (e) { progress.title = "This browser keeps nothing: download before you close the page."; }
  }
  function recall() {
    codes = {}; past = []; at = 0;
    try {
      var kept = JSON.parse(localStorage.getItem(place()) || "null");
      if (kept) { codes = kept.codes; at = Math.min(kept.at, items.length - 1); }
    } catch (e) { codes = {}; }
    field = 0;
  }

  function now() { return new Date().toISOString().slice(0, 19) + "Z"; }
  function codeOf(item) { return codes[item.statement_id] || {}; }
  function done(item) {
    var c = codeOf(item);
    if (!c.valid) return false;
    return c.valid === "0" || ["outlook", "sentiment", "certainty", "frame", "positions"].every(function (f) { return c[f]; });
  }

  // set gives a field of the item at hand a value, "" for none, and remembers what it was.
  function set(name, value) {
    if (!coder.value.trim()) { coder.focus(); progress.textContent = "Say first who codes."; return false; }
    var item = items[at], c = Object.assign({}, codeOf(item));
    past.push({ id: item.statement_id, was: codes[item.statement_id] || null, at: at, field: field });
    if (value) c[name] = value; else delete c[name];
    c.coded_at = now();
    codes[item.statement_id] = c;
    keep();
    return true;
  }
  function undo() {
    var p = past.pop();
    if (!p) return;
    if (p.was) codes[p.id] = p.was; else delete codes[p.id];
    at = p.at; field = p.field;
    keep(); show();
  }

  function signed(value) {
    if (!value || value === "none") return [];
    return value.split(",").map(function (p) { var k = p.lastIndexOf("="); return [p.slice(0, k), p.slice(k + 1)]; });
  }
  function put(name, key, sign) {
    var all = signed(codeOf(items[at])[name]).filter(function (p) { return p[0] !== key; });
    if (sign) all.push([key, sign]);
    return set(name, all.map(function (p) { return p[0] + "=" + p[1]; }).join(","));
  }

  function show() {
    var item = items[at];
    here.textContent = "";
    if (!item) { here.append(el("p", {}, ["Nothing was drawn."])); return; }
    var c = codeOf(item);
    here.append(el("h2", {}, [(at + 1) + " of " + items.length + (item.kind === "paragraph" ? ": a paragraph in which readout found nothing" : "")]));
    here.append(el("p", { "class": "soft" }, [[item.outlet, item.published_at, item.title].filter(Boolean).join(" · ")]));
    here.append(el("div", { "class": "passage", tabindex: "0", role: "region", "aria-label": "passage" }, [
      el("span", { "class": "around" }, [item.before]), el("mark", {}, [item.words]), el("span", { "class": "around" }, [item.after])]));
    if (item.source || item.measured_actor) here.append(el("p", { "class": "soft" }, ["Source: " + (item.source || "from the context") + (item.cue ? ", with \u201c" + item.cue + "\u201d" : "")]));
    fields.forEach(function (f, i) { here.append(box(f, i, c, item)); });
    here.append(el("div", { "class": "move" }, [button("Back", function () { go(-1); }), button("Next item", function () { go(1); })]));
    var n = items.filter(done).length;
    bar.value = n;
    progress.textContent = n + " of " + items.length + " coded";
  }
  function button(label, press, on) {
    var b = el("button", { type: "button", "aria-pressed": on === undefined ? null : String(on) }, [].concat(label));
    b.addEventListener("click", press);
    return b;
  }

  function box(f, i, c, item) {
    var off = f.name !== "valid" && f.name !== "note" && c.valid === "0";
    var b = el("fieldset", { "class": i === field ? "at" : null, disabled: off ? "" : null, "data-field": f.name }, [el("legend", {}, [f.text])]);
    b.addEventListener("focusin", function () { if (field !== i) { field = i; mark(); } });
    if (f.name === "positions" || f.name === "evaluations") names(b, f, c);
    else if (f.values) {
      b.append(el("div", { "class": "choices" }, f.values.map(function (v, k) {
        return button([el("kbd", {}, [letters[k] || ""]), " " + (f.answers ? f.answers[k] : v)], function () { choose(i, v); }, c[f.name] === v);
      })));
      if (f.name === "side") { // others than the frequent ones are written out
        var other = el("input", { "aria-label": "another side", size: "14", placeholder: "another side" });
        other.value = c.side && f.values.indexOf(c.side) < 0 ? c.side : "";
        other.addEventListener("change", function () { set("side", other.value.trim()); show(); });
        b.lastChild.append(other);
      }
    } else words(b, f, c, item, i);
    return b;
  }
  function mark() {
    here.querySelectorAll("fieldset").forEach(function (b, k) { b.className = k === field ? "at" : ""; });
  }

  function words(b, f, c, item, i) {
    var input = el("input", { "aria-label": f.text, size: "34", placeholder: f.name === "actor" ? "full name, or none" : "" });
    input.value = c[f.name] === "=" ? item.measured_actor : c[f.name] || "";
    input.addEventListener("change", function () { set(f.name, input.value.trim()); });
    var row = el("div", { "class": "choices" }, []);
    if (f.name === "actor" && item.measured_actor) row.append(button([el("kbd", {}, ["1"]), " " + item.measured_actor + " is right"], function () { choose(i, "="); }, c.actor === "="));
    row.append(input);
    b.append(row);
  }

  function names(b, f, c) {
    var chosen = el("div", { "class": "chosen" }, signed(c[f.name]).map(function (p) {
      return button(p[0] + ": " + p[1] + " ×", function () { put(f.name, p[0], ""); show(); });
    }));
    chosen.append(button([el("kbd", {}, ["0"]), " none"], function () { choose(fields.indexOf(f), "none"); }, c[f.name] === "none"));
    b.append(chosen);
    var input = el("input", { "aria-label": f.name === "positions" ? "search propositions" : "name of who is praised or blamed", size: "34",
      placeholder: f.name === "positions" ? "search propositions" : "name, then Enter praises, Shift+Enter blames" });
    var list = el("ul", { "class": "found" });
    function find() {
      var terms = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      list.textContent = "";
      if (f.name !== "positions" || !terms.length) return;
      data.propositions.filter(function (p) { var all = (p.id + " " + p.text + " " + p.agree + " " + p.disagree).toLowerCase(); return terms.every(function (t) { return all.indexOf(t) >= 0; }); })
        .slice(0, 8).forEach(function (p, k) {
          list.append(el("li", { "class": k ? null : "first", "data-id": p.id }, [el("span", { "class": "words", title: "agrees: " + p.agree + "; disagrees: " + p.disagree }, [p.text]),
            button("agrees", function () { query = ""; put("positions", p.id, "agree"); show(); }), button("disagrees", function () { query = ""; put("positions", p.id, "disagree"); show(); })]));
        });
    }
    input.value = f.name === "positions" ? query : "";
    input.addEventListener("input", function () { if (f.name === "positions") query = input.value; find(); });
    input.addEventListener("keydown", function (e) {
      if (e.key !== "Enter") return;
      e.preventDefault(); e.stopPropagation();
      var sign = f.values[e.shiftKey ? 1 : 0], first = list.querySelector("li");
      if (f.name === "positions" && first) { query = ""; put(f.name, first.dataset.id, sign); }
      else if (f.name === "evaluations" && input.value.trim()) put(f.name, input.value.trim().replace(/[,=]/g, " "), sign);
      else return;
      show();
    });
    b.append(input, list);
    find();
  }

  // choose sets a field and goes on to the next one that is open.
  function choose(i, value) {
    if (!set(fields[i].name, value)) return;
    field = Math.min(i + 1, fields.length - 1);
    if (fields[i].name === "valid" && value === "0") field = 0;
    show();
  }
  function go(step) {
    var next = at + step;
    if (next < 0 || next >= items.length) return;
    at = next; field = 0; query = "";
    keep(); show(); scrollTo(0, 0);
  }
  function nextOpen() {
    for (var k = 1; k <= items.length; k++) {
      var i = (at + k) % items.length;
      if (!done(items[i])) { at = i; field = 0; query = ""; keep(); show(); return; }
    }
  }

  addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey) {
      if ((e.ctrlKey || e.metaKey) && e.key === "z" && e.target.tagName !== "INPUT") { e.preventDefault(); undo(); }
      return;
    }
    if (e.target.tagName === "INPUT") {
      if (e.key === "Escape") { e.target.blur(); }
      return;
    }
    var f = fields[field], k = letters.indexOf(e.key);
    if (e.key === "Enter" && e.target.tagName === "BUTTON") return; // presses it
    if (e.key === "ArrowDown" || e.key === "ArrowUp") { field = Math.max(0, Math.min(fields.length - 1, field + (e.key === "ArrowDown" ? 1 : -1))); mark(); here.querySelectorAll("fieldset")[field].scrollIntoView({ block: "nearest" }); }
    else if (e.key === "ArrowRight" || e.key === "Enter") go(1);
    else if (e.key === "ArrowLeft") go(-1);
    else if (e.key === "u") undo();
    else if (e.key === "n") nextOpen();
    else if (e.key === "Backspace") { set(f.name, ""); show(); }
    else if (e.key === "/") { field = fields.indexOf(byName.positions); mark(); here.querySelector("[data-field=positions] input").focus(); }
    else if (e.key === "0" && f.name !== "valid") choose(field, "none");
    else if (f.name === "actor" && e.key === "1" && items[at].measured_actor) choose(field, "=");
    else if (k >= 0 && f.values && f.name !== "positions" && f.name !== "evaluations" && k < f.values.length && !(codeOf(items[at]).valid === "0" && f.name !== "valid")) choose(field, f.values[k]);
    else return;
    e.preventDefault();
  });

  var formula = /^(?:[\t\r\n]|[ \u00a0\u3000\ufeff]*[=+\-@＝＋－＠])/;
  function cell(v) {
    v = v === undefined || v === null ? "" : String(v);
    if (formula.test(v)) v = "'" + v;
    return /[",\r\n]/.test(v) ? '"' + v.replace(/"/g, '""') + '"' : v;
  }
  function save() {
    var shown = ["draw_id", "seq", "statement_id", "kind", "article_id", "version_id", "content_hash", "outlet", "published_at", "title", "before", "words", "after", "source", "cue", "measured_actor"];
    var coded = fields.map(function (f) { return f.name; });
    var lines = [shown.concat(coded, ["coder", "coded_at", "guide_version"]).join(",")];
    items.forEach(function (item) {
      var c = codeOf(item);
      if (!coded.some(function (f) { return c[f]; })) return;
      lines.push(shown.map(function (k) { return cell(item[k]); }).concat(coded.map(function (f) { return cell(c[f]); }), [cell(coder.value.trim()), c.coded_at || "", data.guide]).join(","));
    });
    var a = el("a", { href: URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" })),
      download: "coded-" + data.draw + "-" + (coder.value.trim().replace(/[^A-Za-z0-9]+/g, "-") || "nobody") + ".csv" });
    document.body.append(a);
    a.click();
    setTimeout(function () { URL.revokeObjectURL(a.href); a.remove(); }, 1000);
  }

  coder.addEventListener("change", function () { recall(); show(); });
  document.getElementById("undo").addEventListener("click", undo);
  document.getElementById("save").addEventListener("click", save);
  coder.value = data.coder;
  try { if (!data.coder) coder.value = localStorage.getItem("readout-coding " + data.draw) || ""; } catch (e) { coder.value = ""; }
  recall();
  show();
})();
