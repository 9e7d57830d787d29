"use strict";
(() => {
  const WHY = {
    copy: "A copy of something that was painted more than once was removed.",
    copied_blank: "A blank that was painted more than once was brought back to one.",
    letter_spacing: "Blanks that justification put between characters were closed.",
    han_latin_gap: "The gap between Han and Latin was set as asked for.",
    line_join: "A line break of the typesetter’s was undone.",
    hyphen: "A word divided at a line end was put together.",
    indent: "An indent or blank at a line’s edge was taken away.",
    blank_line: "A blank line between paragraphs was taken away.",
    radical: "A radical became the ideograph it stands for.",
    compatibility: "A compatibility ideograph became the unified one.",
    invisible: "A character that shows nothing was taken away.",
    control: "A control character was taken away.",
    bracket: "A bracket got the width of its pair.",
  };
  const make = (name, text, to) => {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    if (to) to.append(node);
    return node;
  };
  const bar = document.getElementById("bar");
  const tip = document.getElementById("tip");
  document.body.prepend(document.getElementById("overview"));
  document.body.insertBefore(bar, document.querySelector("main"));

  // An edit is two marks, one in each text.
  const edits = [...document.querySelectorAll("del[data-e]")].map((del) => {
    const row = del.closest(".row");
    const ins = row.querySelector(`ins[data-e="${del.dataset.e}"]`);
    return { del, ins, reason: del.dataset.r, bits: Number(del.dataset.b), given: "g" in del.dataset, on: true };
  });
  const of = new Map();
  for (const edit of edits) of.set(edit.del, edit).set(edit.ins, edit);

  // Filters.
  const reasons = new Map();
  for (const edit of edits) reasons.set(edit.reason, (reasons.get(edit.reason) || 0) + 1);
  const group = make("fieldset", "", bar);
  group.setAttribute("aria-label", "Reasons");
  const boxes = new Map();
  for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1])) {
    const label = make("label", "", group);
    const box = make("input", "", label);
    box.type = "checkbox";
    box.checked = true;
    box.dataset.reason = reason;
    label.append(` ${reason.replaceAll("_", " ")} ${count}`);
    label.title = WHY[reason] || "";
    box.addEventListener("change", filter);
    boxes.set(reason, box);
  }
  const label = make("label", "at least ", bar);
  const range = make("input", "", label);
  const most = Math.floor(edits.reduce((most, edit) => Math.max(most, edit.bits), 1));
  Object.assign(range, { type: "range", id: "bits", min: 0, max: most, step: 1, value: 0 });
  const least = make("output", "0 bits", label);
  label.title = "Evidence for a change. Where a change follows from another, it has none of its own and stays.";
  range.addEventListener("input", filter);
  const move = make("span", "", bar);
  move.className = "move";
  const back = make("button", "‹ previous", move);
  const on = make("button", "next ›", move);
  back.title = "p or k";
  on.title = "n or j";
  back.addEventListener("click", () => go(-1));
  on.addEventListener("click", () => go(1));
  const count = make("b", "", null);
  count.id = "count";
  bar.prepend(count);

  let now = -1;
  function filter() {
    least.textContent = `${range.value} bits`;
    for (const edit of edits) {
      edit.on = boxes.get(edit.reason).checked && (edit.given || edit.bits >= Number(range.value));
      edit.del.classList.toggle("off", !edit.on);
      edit.ins.classList.toggle("off", !edit.on);
      edit.del.tabIndex = edit.on ? 0 : -1;
    }
    if (now >= 0 && !edits[now].on) leave();
    tell();
  }
  function tell() {
    const shown = edits.filter((edit) => edit.on);
    const place = now >= 0 ? `${shown.indexOf(edits[now]) + 1} of ` : "";
    count.textContent = `${place}${shown.length} edits`;
  }
  function leave() {
    if (now >= 0) for (const mark of [edits[now].del, edits[now].ins]) mark.classList.remove("now");
    now = -1;
    tip.hidden = true;
  }
  function show(edit) {
    leave();
    now = edits.indexOf(edit);
    for (const mark of [edit.del, edit.ins]) mark.classList.add("now");
    explain(edit);
    tell();
  }
  function explain(edit) {
    const short = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text).replaceAll("\n", "");
    tip.replaceChildren();
    make("b", edit.reason.replaceAll("_", " "), tip);
    tip.append(edit.given ? ". " : `, ${edit.bits} bits. `);
    tip.append(WHY[edit.reason] || "");
    tip.append(" ");
    make("q", short(edit.del.textContent) || "nothing", tip);
    tip.append(" → ");
    make("q", short(edit.ins.textContent) || "nothing", tip);
    tip.hidden = false;
  }
  function go(step) {
    let i = now;
    if (i < 0 && step < 0) i = edits.length;
    do i += step; while (i >= 0 && i < edits.length && !edits[i].on);
    if (i < 0 || i >= edits.length) return;
    edits[i].del.focus({ preventScroll: true });
    show(edits[i]);
    edits[i].del.scrollIntoView({ block: "center" });
  }
  document.addEventListener("focusin", (event) => {
    const edit = of.get(event.target);
    if (edit && edit.on) show(edit);
  });
  document.addEventListener("pointerover", (event) => {
    const edit = of.get(event.target.closest("del, ins"));
    if (edit && edit.on) explain(edit);
  });
  document.addEventListener("pointerout", (event) => {
    if (!of.has(event.target.closest("del, ins"))) return;
    if (now >= 0) explain(edits[now]);
    else tip.hidden = true;
  });
  document.addEventListener("click", (event) => {
    const edit = of.get(event.target.closest("del, ins"));
    if (edit && edit.on) show(edit);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.type === "range") return;
    if (event.key === "n" || event.key === "j") go(1);
    else if (event.key === "p" || event.key === "k") go(-1);
    else if (event.key === "Escape") { leave(); tell(); }
    else return;
    event.preventDefault();
  });
  filter();
})();
