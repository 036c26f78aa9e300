"use strict";
const root = document.documentElement;
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

/* Light and dark: the system's choice until a person chooses. */
const theme = document.getElementById("theme");
const system = matchMedia("(prefers-color-scheme: dark)");
const kept = {
  get() { try { return localStorage.getItem("theme"); } catch { return null; } },
  set(value) { try { localStorage.setItem("theme", value); } catch { /* a file may not keep it */ } },
};
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
const nameTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
if (["light", "dark"].includes(kept.get())) root.dataset.theme = kept.get();
theme.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  kept.set(root.dataset.theme);
  nameTheme();
});
system.addEventListener("change", nameTheme);
nameTheme();

document.getElementById("print").addEventListener("click", () => print());
let opened = [];
addEventListener("beforeprint", () => {
  opened = all("details[data-print]:not([open])");
  opened.forEach((d) => { d.open = true; });
});
addEventListener("afterprint", () => opened.forEach((d) => { d.open = false; }));

/* What a link leads to is open. */
const unfold = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details");
  if (folded) { folded.open = true; target.scrollIntoView(); }
};
addEventListener("hashchange", unfold);
unfold();

/* Copying: the lines without their numbers. Where the browser gives no clipboard to a file, the
   lines are selected, so that the keyboard's own copy takes them. */
all("button.copy").forEach((button) => button.addEventListener("click", async () => {
  const code = button.closest("figure").querySelector("code");
  const said = (word) => {
    button.textContent = word;
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  };
  try {
    await navigator.clipboard.writeText(code.textContent);
    said("Copied");
  } catch {
    getSelection().selectAllChildren(code);
    said(document.execCommand("copy") ? "Copied" : "Selected");
  }
}));

/* Sorting: a button in each heading; empty cells stay last either way. */
const value = (row, column) => {
  const cell = row.cells[column];
  const text = cell.dataset.v ?? cell.textContent.trim();
  if (text === "") return null;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
};
const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const compare = (a, b) =>
  typeof a === "number" && typeof b === "number" ? a - b : order.compare(String(a), String(b));
const sort = (heading) => {
  const body = heading.closest("table").tBodies[0];
  const up = heading.getAttribute("aria-sort") !== "ascending";
  all("th[aria-sort]", heading.parentNode).forEach((other) => other.removeAttribute("aria-sort"));
  heading.setAttribute("aria-sort", up ? "ascending" : "descending");
  const keyed = [...body.rows].map((row) => [value(row, heading.cellIndex), row]);
  keyed.sort(([a], [b]) => {
    if (a === null || b === null) return (a === null) - (b === null);
    return up ? compare(a, b) : compare(b, a);
  });
  body.append(...keyed.map(([, row]) => row));
};
all("th[data-sort]").forEach((heading) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  heading.append(button);
  button.addEventListener("click", () => sort(heading));
});

/* Filtering: every word typed must occur in the row; the choice must be among its marks. */
all(".tools[data-table]").forEach((tools) => {
  const table = document.getElementById(tools.dataset.table);
  const words = tools.querySelector("input[type=search]");
  const choice = tools.querySelector("select");
  const count = tools.querySelector(".count");
  const rows = [...table.tBodies[0].rows];
  const tell = (shown) => {
    count.textContent = shown === rows.length ? `${shown} rows` : `${shown} of ${rows.length} rows`;
  };
  const texts = new Map();
  const filter = () => {
    const wanted = words ? words.value.toLowerCase().split(/\s+/).filter(Boolean) : [];
    let shown = 0;
    for (const row of rows) {
      if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
      const text = texts.get(row);
      const marks = (row.dataset.marks ?? "").split(" ");
      row.hidden =
        !wanted.every((word) => text.includes(word)) ||
        Boolean(choice && choice.value && !marks.includes(choice.value));
      shown += !row.hidden;
    }
    tell(shown);
  };
  if (words) words.addEventListener("input", filter);
  if (choice) choice.addEventListener("change", filter);
  const told = tools.querySelector("input[type=checkbox]");
  if (told) told.addEventListener("change", () => table.classList.toggle("told", told.checked));
  tools.querySelector(".csv").addEventListener("click", () => save(table));
  tell(rows.length);
});

/* A table as CSV: the rows that are shown. What a spreadsheet would run as a formula gets an
   apostrophe in front, as in `spreadsheet.py`; plain numbers stay numbers. */
const field = (text) => {
  const plain = text.trim().replace(/\s+/g, " ");
  const number = plain !== "" && !Number.isNaN(Number(plain));
  const safe = number ? plain : plain.replace(/(?:^|;)[\s"]*(?=[=+\-@＝＋－＠|%])/g, "$&'");
  return /[",;\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const csv = (table) =>
  [...table.rows]
    .filter((row) => !row.hidden)
    .map((row) => [...row.cells].map((cell) => field(cell.dataset.csv ?? cell.dataset.v ?? cell.textContent)))
    .map((cells) => cells.join(","))
    .join("\r\n") + "\r\n";
const save = (table) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", csv(table)], { type: "text/csv" }));
  link.download = `${table.id}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

/* One assignment at a time, chosen by the address so that the back button works. */
const sections = all("section[data-assignment]");
let shown = null;
const choose = () => {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const named = sections.find((section) => section.id === wanted);
  const chosen = named ?? ((wanted && shown) || sections[0]);
  shown = chosen;
  sections.forEach((section) => { section.hidden = section !== chosen; });
  all(".tabs a").forEach((link) => {
    if (link.hash.slice(1) === chosen.id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
};
if (sections.length) {
  addEventListener("hashchange", choose);
  choose();
}

all("[data-needs-script]").forEach((element) => { element.hidden = false; });
