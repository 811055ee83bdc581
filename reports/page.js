"use strict";
(function () {
  var table = document.querySelector("table.statements");
  var form = document.querySelector("form.filter");
  if (!table || !form) return;
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows);
  var texts = rows.map(function (r) { return r.textContent.toLowerCase(); });
  var controls = form.elements;

  function filter() {
    var words = controls.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    var side = controls.side.value, issue = controls.issue.value, n = 0;
    rows.forEach(function (r, i) {
      var on = (!side || r.cells[1].textContent === side) && (!issue || r.cells[4].textContent === issue) &&
        words.every(function (w) { return texts[i].indexOf(w) >= 0; });
      r.hidden = !on;
      if (on) n++;
    });
    controls.shown.textContent = n + " of " + rows.length;
  }

  // key is what a cell is sorted by: a number, or its text; empty cells go last.
  function key(cell) {
    if (cell.dataset.v !== undefined) return cell.dataset.v === "" ? null : parseFloat(cell.dataset.v);
    var text = cell.textContent.trim();
    return text === "" || text === "–" ? null : text;
  }

  function sort(th) {
    var col = th.cellIndex, down = th.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    Array.prototype.forEach.call(th.parentNode.cells, function (c) { c.removeAttribute("aria-sort"); });
    th.setAttribute("aria-sort", down === 1 ? "ascending" : "descending");
    rows.map(function (r, i) { return { row: r, key: key(r.cells[col]), at: i }; })
      .sort(function (a, b) {
        if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.at - b.at;
        var d = typeof a.key === "number" ? a.key - b.key : a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
        return d * down || a.at - b.at;
      })
      .forEach(function (x) { body.appendChild(x.row); });
  }

  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (th) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = th.textContent;
    button.addEventListener("click", function () { sort(th); });
    th.textContent = "";
    th.appendChild(button);
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", function (e) { e.preventDefault(); });
  form.hidden = false;
  filter();
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
