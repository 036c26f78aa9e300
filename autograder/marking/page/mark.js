"use strict";
// One question over all its answers. What the server sends as HTML was made harmless there; all
// other text is set as text. Writes go out one after the other, in the order they were made.

const byId = (id) => document.getElementById(id);
const STATES = {
  waits: ["not marked", "error"],
  again: ["changed since it was marked", "partial"],
  marked: ["marked", "passed"],
  automatic: ["marked by the grader", "passed"],
};
const NOT_KEPT = "\0";
const token = location.hash.slice(1);
let questions = [];
let question = null;
let answer = null;
let aim = ""; // the answer that is asked for; keys that mark wait until it is shown
let writing = Promise.resolve();
let typing = 0;

async function ask(path, body) {
  const headers = { Authorization: `Bearer ${token}` };
  const options = body ? { method: "POST", body: JSON.stringify(body), headers } : { headers };
  let reply;
  try {
    reply = await fetch(`/api/${path}`, options);
  } catch {
    throw new Error("autograder mark does not answer: is it still running in its terminal?");
  }
  const told = await reply.json();
  if (reply.status === 401) throw new Error("Open the whole address that autograder mark printed.");
  if (!reply.ok) throw new Error(told.error);
  return told.data;
}

function tell(trouble) {
  byId("trouble").textContent = trouble ? trouble.message : "";
  byId("trouble").hidden = !trouble;
}

function attempt(action) {
  return action().then(() => tell(null), tell);
}

// After what was written before.
function write(path, body, then) {
  const to = answer;
  writing = writing.then(() =>
    ask(path, body).then(
      (data) => { tell(null); then(data, to); },
      async (trouble) => {
        // A comment stays in its field, and is tried again; ticks are shown as they are kept.
        if (path === "comment") to.comment = NOT_KEPT;
        else if (answer === to) await attempt(() => show(to.id));
        tell(trouble);
      },
    ),
  );
  return writing;
}

const points = (number) => String(Math.round(number * 100) / 100);
const signed = (number) => (number > 0 ? "+" : "") + points(number);
const waits = (one) => one.state === "waits" || one.state === "again";
const entry = (id) => question.answers.find((one) => one.id === id);
const title = (q) => `${q.assignment}: ${q.cell.replace(/^discuss-/, "").replaceAll("-", " ")}`;

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function drawProgress() {
  const marked = question.answers.filter((one) => !waits(one)).length;
  question.marked = marked;
  const listed = questions.find((q) => q.id === question.id);
  listed.marked = marked;
  const done = questions.every((q) => q.marked === q.answers) ? "; every question is done" : "";
  byId("progress").textContent = `${marked} of ${question.answers.length} marked${done}`;
  for (const option of byId("questions").options) {
    const q = questions.find((one) => one.id === option.value);
    option.textContent = `${title(q)} (${q.marked} of ${q.answers})`;
  }
}

function drawRubric() {
  const list = byId("rubric");
  list.replaceChildren();
  question.rubric.forEach((item, n) => {
    const words = make("span");
    words.innerHTML = item.html;
    const box = make("input", { type: "checkbox", checked: answer.items.includes(item.id) });
    box.addEventListener("change", () => tick(item.id));
    const key = n < 9 ? make("kbd", { textContent: n + 1 }) : make("span");
    const worth = make("span", { className: "points", textContent: signed(item.points) });
    const edit = make("button", { type: "button", className: "edit", textContent: "edit" });
    const row = make("li", {}, make("label", {}, box, key, worth, words), edit);
    edit.setAttribute("aria-label", `Edit: ${item.text}`);
    edit.addEventListener("click", () => editItem(row, item));
    list.append(row);
  });
}

function editItem(row, item) {
  const worth = make("input", { type: "number", step: "any", required: true, value: item.points });
  const words = make("input", { type: "text", required: true, value: item.text });
  const away = make("button", { type: "button", textContent: "Remove" });
  const leave = make("button", { type: "button", textContent: "Leave as it is" });
  const form = make(
    "form", {},
    make("label", {}, "Points ", worth), make("label", {}, "For what ", words),
    make("p", { className: "buttons" }, make("button", { textContent: "Save" }), away, leave),
  );
  const given = { id: question.id, item: item.id };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    changeRubric("change", { ...given, points: worth.value, text: words.value });
  });
  away.addEventListener("click", () => changeRubric("remove", given));
  leave.addEventListener("click", drawRubric);
  row.replaceChildren(form);
  worth.focus();
}

async function changeRubric(path, body) {
  await write(path, body, (data) => {
    question.rubric = data.rubric;
    const marks = data.followed === 1 ? "1 mark changed" : `${data.followed} marks changed`;
    byId("said").textContent = `The rubric is changed; ${marks} with it.`;
  });
  const here = answer.id;
  await attempt(async () => {
    const fresh = await ask(`question?id=${encodeURIComponent(question.id)}`);
    question.answers = fresh.answers;
    await show(here);
  });
}

function drawMark() {
  const one = entry(answer.id);
  Object.assign(one, { state: answer.state, score: answer.score });
  const [words, look] = STATES[answer.state];
  byId("state").textContent = words;
  byId("state").className = `mark ${look}`;
  const score = answer.score === null ? "–" : points(answer.score);
  byId("score").textContent = `${score} of ${points(question.max_score)} points`;
  byId("elsewhere").hidden = !answer.elsewhere;
  byId("keep").hidden = answer.state !== "again";
  byId("back").disabled = answer.state === "waits";
  byId("adjustment").value = answer.adjustment || "";
  drawRubric();
  drawProgress();
}

function drawComments() {
  byId("comments").replaceChildren(
    ...question.comments.map((text, n) => {
      const key = make("kbd", { textContent: `Shift ${n + 1}` });
      const button = make("button", { type: "button" }, key, ` ${text}`);
      button.addEventListener("click", () => useComment(n));
      return make("li", {}, button);
    }),
  );
}

function drawAnswer() {
  byId("who").textContent = entry(answer.id).name;
  byId("answer").innerHTML = answer.html;
  const changed = byId("changed");
  changed.hidden = !answer.changed;
  if (answer.changed) {
    const compared = make("div", { className: "compared" });
    compared.innerHTML = answer.changed.html || "";
    changed.replaceChildren(answer.changed.said, compared);
  }
  byId("commenting").hidden = answer.comment === null;
  byId("comment").value = answer.comment || "";
  byId("automatic").textContent = answer.automatic ? `The grader says: ${answer.automatic}` : "";
  drawComments();
  drawMark();
}

async function show(id) {
  aim = id;
  try {
    const found = await ask(`answer?id=${encodeURIComponent(id)}`);
    if (aim !== id) return;
    answer = found;
    drawAnswer();
  } catch (trouble) {
    if (answer && aim === id) aim = answer.id;
    throw trouble;
  }
}

async function go(id) {
  saveComment();
  aim = id;
  await writing;
  if (aim !== id) return;
  await attempt(() => show(id));
  byId("who").focus({ preventScroll: true });
}

async function open(id) {
  question = await ask(`question?id=${encodeURIComponent(id)}`);
  byId("questions").value = id;
  for (const part of ["asked", "model", "remarks"]) byId(part).innerHTML = question[part];
  const first = question.answers.find(waits) || question.answers[0];
  await show(first.id);
  document.querySelector("main").hidden = false;
}

function beside(step) {
  const place = question.answers.findIndex((one) => one.id === aim) + step;
  if (question.answers[place]) go(question.answers[place].id);
}

async function nextUnmarked() {
  saveComment();
  await writing;
  const place = question.answers.findIndex((one) => one.id === aim);
  const turned = [...question.answers.slice(place + 1), ...question.answers.slice(0, place)];
  const next = turned.find(waits);
  if (next) return go(next.id);
  const here = questions.findIndex((q) => q.id === question.id);
  const others = [...questions.slice(here + 1), ...questions.slice(0, here)];
  const other = others.find((q) => q.marked < q.answers);
  if (other && !waits(entry(answer.id))) return attempt(() => open(other.id));
  byId("said").textContent = byId("progress").textContent;
}

// The page shows a mark at once; what comes back is shown when nothing newer is on its way.
function change(path, body, meanwhile) {
  const to = Object.assign(answer, meanwhile, { changed: null });
  to.pending = (to.pending || 0) + 1;
  byId("changed").hidden = true;
  drawRubric();
  write(path, { id: to.id, ...body }, (data) => {
    if (--to.pending) return;
    Object.assign(to, data);
    Object.assign(entry(to.id) || {}, { state: data.state, score: data.score });
    if (answer === to) drawMark();
    else drawProgress();
  });
}

function setMark(items, adjustment) {
  change("mark", { items, adjustment }, { items, adjustment, state: "marked" });
}

function tick(id) {
  const items = answer.items.includes(id)
    ? answer.items.filter((item) => item !== id)
    : [...answer.items, id];
  if (items.length || answer.adjustment) setMark(items, answer.adjustment);
  else takeBack();
}

function takeBack() {
  if (answer.state !== "waits") change("unmark", {}, { items: [], adjustment: 0, state: "waits" });
}

function keep() {
  if (answer.state === "again") change("keep", {}, { state: "marked" });
}

function saveComment() {
  clearTimeout(typing);
  if (!answer || answer.comment === null) return;
  const text = byId("comment").value;
  if (text.trim() === answer.comment.trim()) return;
  answer.comment = text;
  write("comment", { id: answer.id, text }, (data) => {
    question.comments = data.comments;
    drawComments();
  });
}

function addToComment(text) {
  const field = byId("comment");
  if (!text || answer.comment === null || field.value.includes(text)) return;
  field.value = field.value.trim() ? `${field.value.trim()}\n${text}` : text;
  saveComment();
}

function useComment(n) {
  addToComment(question.comments[n]);
}

// Students see nbgrader's comment, and no rubric.
function addTicked() {
  const ticked = question.rubric.filter((item) => answer.items.includes(item.id));
  addToComment(ticked.map((item) => `${signed(item.points)}: ${item.text}`).join("\n"));
}

byId("before").addEventListener("click", () => beside(-1));
byId("after").addEventListener("click", () => beside(1));
byId("next").addEventListener("click", nextUnmarked);
byId("zero").addEventListener("click", () => setMark([], 0));
byId("why").addEventListener("click", addTicked);
byId("keep").addEventListener("click", keep);
byId("back").addEventListener("click", takeBack);
byId("adjustment").addEventListener("change", (event) =>
  setMark(answer.items, Number(event.target.value) || 0));
byId("comment").addEventListener("blur", saveComment);
byId("comment").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(saveComment, 800);
});
byId("questions").addEventListener("change", (event) => {
  saveComment();
  writing.then(() => attempt(() => open(event.target.value)));
});
byId("add").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const given = { points: form.elements.points.value, text: form.elements.text.value };
  changeRubric("add", { id: question.id, ...given }).then(() => form.reset());
});
window.addEventListener("beforeunload", saveComment);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !answer) return;
  const field = event.target.closest("textarea, select, input:not([type=checkbox])");
  if (field) {
    if (event.key === "Escape") { field.blur(); byId("mark").focus({ preventScroll: true }); }
    return;
  }
  const moves = ["n", "j", "k"].includes(event.key);
  if (aim !== answer.id && !moves) return;
  const digit = /^Digit([0-9])$/.exec(event.code);
  const actions = {
    n: nextUnmarked,
    j: () => beside(1),
    k: () => beside(-1),
    u: takeBack,
    w: addTicked,
    c: () => answer.comment !== null && byId("comment").focus(),
    m: keep,
    0: () => setMark([], 0),
  };
  if (event.shiftKey && digit && digit[1] > 0) useComment(digit[1] - 1);
  else if (/^[1-9]$/.test(event.key)) {
    const item = question.rubric[event.key - 1];
    if (item) tick(item.id);
  } else if (actions[event.key]) actions[event.key]();
  else return;
  event.preventDefault();
});

attempt(async () => {
  if (!token) throw new Error("Open the whole address that autograder mark printed.");
  questions = await ask("questions");
  if (!questions.length) {
    throw new Error("Nothing to mark yet: run autograder grade submitted/ first.");
  }
  byId("questions").append(...questions.map((q) => make("option", { value: q.id })));
  await open((questions.find((q) => q.marked < q.answers) || questions[0]).id);
});
