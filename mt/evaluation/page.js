"use strict";
// Sorting only: the page says everything without it.
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => (row.cells[column] ? row.cells[column].textContent : "");
      const compare = (a, b) => {
        const x = value(a), y = value(b), m = parseFloat(x), n = parseFloat(y);
        return isNaN(m) || isNaN(n) ? x.localeCompare(y) : m - n;
      };
      const rows = [...body.rows].sort(compare);
      body.append(...(down ? rows.reverse() : rows));
    });
  });
}
