// The table of deals: sorted by any column, a hundred at a time, with the evidence below a row on demand.
const rowsShown = 100;
const valueOf = (deal) => deal.amount && deal.amount.normalized ? Number(deal.amount.normalized.high) : null;
const columns = [
  { name: "Day", key: (deal) => deal.date ? deal.date.from : null },
  { name: "Status", key: (deal) => deal.status },
  { name: "Deal", key: (deal) => deal.kind + " " + deal.form },
  { name: "Parties", key: (deal) => partiesOf(deal).join(", ") },
  { name: "Sum", key: valueOf, number: true },
  { name: "Subject", key: (deal) => deal.subject },
  { name: "Reports", key: (deal) => deal.reports.length, number: true },
  { name: "Confidence", key: (deal) => deal.confidence, number: true }];
const order = { column: 0, down: true, page: 0 };
const open = new Set();
const collator = new Intl.Collator(["ko", "en"], { numeric: true });

function sorted(list) {
  const { key, number } = columns[order.column];
  const keyed = list.map((deal) => [key(deal), deal]);
  keyed.sort(([a], [b]) => {
    if (a === null || b === null) return (a === null) - (b === null);  // what is missing comes last
    const difference = number ? a - b : collator.compare(a, b);
    return order.down ? -difference : difference;
  });
  return keyed.map(([, deal]) => deal);
}

function partyList(deal) {
  const list = make("div", { class: "names" });
  for (const party of deal.parties) {
    const name = make("button", { type: "button", class: "name", text: party.name, title: "Deals of this party" });
    name.addEventListener("click", (event) => { event.stopPropagation(); chooseParty(party.name); });
    list.append(make("span", {}, name, make("span", { class: "soft", text: " " + words(party.role) })));
  }
  return list;
}

function sumCell(deal) {
  const cell = make("td", { class: "number" });
  const amount = deal.amount;
  if (!amount) return cell;
  cell.append(make("div", { text: shortSum(amount, amount.currency) }));
  if (amount.normalized && amount.normalized.currency !== amount.currency) cell.append(make("div", { class: "soft", text: "= " + shortSum(amount.normalized, amount.normalized.currency) }));
  return cell;
}

function reportBlock(report) {
  const told = [report.published, report.article, words(report.status), report.origin === "article" ? null : "by " + report.origin].filter(Boolean).join(" · ");
  const block = make("div", { class: "report", lang: report.language });
  if (report.title) block.append(make("div", { class: "headline", text: report.title }));
  block.append(make("div", { class: "soft", lang: "en", text: told }));
  for (const one of report.evidence)
    block.append(make("blockquote", { text: one.text || "", title: one.field + ", bytes " + one.begin + " to " + one.end }));
  return block;
}

function details(deal) {
  const facts = make("dl");
  const fact = (name, text) => { if (text) facts.append(make("div", {}, make("dt", { text: name }), make("dd", { text }))); };
  const amount = deal.amount;
  if (amount) {
    fact("As written", amount.text);
    fact("Sum", exactSum(amount, amount.currency));
    if (amount.normalized) {
      const rate = amount.normalized.rate ? " at " + amount.normalized.rate + (amount.normalized.rate_date ? " of " + amount.normalized.rate_date : "") + (amount.normalized.source ? ", " + amount.normalized.source : "") : "";
      fact("In " + amount.normalized.currency, exactSum(amount.normalized) + rate);
    } else fact("Not converted", amount.not_normalized ? words(amount.not_normalized) : null);
  }
  fact("Stake", deal.stake_percent === null ? null : deal.stake_percent + " %");
  fact("Term", deal.term_months === null ? null : plural(deal.term_months, "month"));
  fact("History", deal.history.map((step) => words(step.status) + (step.day ? " " + step.day : "") + " (" + step.article + ")").join(" → "));
  fact("Contradicting", deal.contradictions.map((one) => words(one.what)).join(", "));
  fact("Id", deal.id);
  return make("div", { class: "details" }, make("div", { class: "reports" }, ...deal.reports.map(reportBlock)), facts);
}

function rowsOf(deal) {
  const shown = open.has(deal.id);
  const more = make("button", { type: "button", class: "more", "aria-expanded": String(shown), "aria-label": "Evidence of deal " + deal.id, text: shown ? "−" : "+" });
  const row = make("tr", { class: "deal", "data-id": deal.id },
    make("td", { class: "day" }, more, make("span", { text: dayOf(deal) || "–" })),
    make("td", {}, make("span", { class: "status s-" + deal.status, text: words(deal.status) })),
    make("td", {}, make("span", { class: "kind k-" + deal.kind, text: words(deal.kind) }), deal.form && deal.form !== "other" ? make("div", { class: "soft", text: words(deal.form) }) : null),
    make("td", {}, partyList(deal)), sumCell(deal),
    make("td", { class: "subject", text: deal.subject || "" }),
    make("td", { class: "number", text: String(deal.reports.length) + (deal.contradictions.length ? " !" : ""), title: deal.contradictions.length ? "The reports contradict each other" : null }),
    make("td", { class: "number", text: deal.confidence.toFixed(2) }));
  row.addEventListener("click", () => {
    if (String(window.getSelection())) return;  // text is being marked
    if (open.has(deal.id)) {
      open.delete(deal.id);
      row.nextSibling.remove();
    } else {
      open.add(deal.id);
      row.after(detailRow(deal));
    }
    more.setAttribute("aria-expanded", String(open.has(deal.id)));
    more.textContent = open.has(deal.id) ? "−" : "+";
  });
  return shown ? [row, detailRow(deal)] : [row];
}
const detailRow = (deal) => make("tr", { class: "detail" }, make("td", { colspan: columns.length }, details(deal)));

function showTable(keepPage = false) {
  const box = document.getElementById("deals");
  const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.focus : null;
  const list = sorted(shownDeals());
  if (!keepPage) order.page = 0;
  const pages = Math.max(1, Math.ceil(list.length / rowsShown));
  const heads = columns.map((column, at) => {
    const here = at === order.column;
    const button = make("button", { type: "button", "data-focus": "head" + at, text: column.name + (here ? (order.down ? " ↓" : " ↑") : "") });
    button.addEventListener("click", () => {
      order.down = here ? !order.down : column.number || at === 0;
      order.column = at;
      showTable();
    });
    return make("th", { scope: "col", class: column.number ? "number" : null, "aria-sort": here ? (order.down ? "descending" : "ascending") : "none" }, button);
  });
  const body = make("tbody");
  for (const deal of list.slice(order.page * rowsShown, (order.page + 1) * rowsShown)) body.append(...rowsOf(deal));
  const bar = make("div", { class: "bar" }, make("span", { class: "soft", "aria-live": "polite", text: list.length === deals.length ? plural(deals.length, "deal") : list.length.toLocaleString("en") + " of " + plural(deals.length, "deal") }));
  if (pages > 1) {
    for (const [text, step] of [["Previous", -1], ["Next", 1]]) {
      const button = make("button", { type: "button", class: "step", "data-focus": text, text });
      button.disabled = order.page + step < 0 || order.page + step >= pages;
      button.addEventListener("click", () => { order.page += step; showTable(true); });
      bar.append(button);
    }
    bar.append(make("span", { class: "soft", text: "page " + (order.page + 1) + " of " + pages }));
  }
  box.replaceChildren(bar, list.length ? make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Deals" }, make("table", {}, make("thead", {}, make("tr", {}, ...heads)), body)) : make("p", { text: "No deals" }));
  if (focused) { const again = box.querySelector("[data-focus='" + focused + "']"); if (again) again.focus(); }
}
