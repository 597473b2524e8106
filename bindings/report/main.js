// Puts the page together.
function showHead() {
  const about = data.about;
  document.title = about.archive + " – Entente report";
  document.getElementById("title").textContent = about.archive;
  const filters = about.filters.map(([field, value]) => words(field) + ": " + value).join(" · ");
  const articles = new Set(deals.flatMap((deal) => deal.reports.map((report) => report.article)));
  const counts = [plural(deals.length, "deal"), plural(dealsOfParty.size, "party", "parties"), plural(articles.size, "article")].join(", ");
  document.getElementById("about").textContent = counts + (filters ? " · " + filters : "") + (about.cut ? " · There are more deals than this page holds; filters or --limit give others." : "") +
    (data.deals.unknown.length ? " · Not in the archive: " + data.deals.unknown.join(", ") : "");
}

function showChosen() {
  const box = document.getElementById("chosen");
  if (!state.chosen) return box.replaceChildren();
  const clear = make("button", { type: "button", class: "chip", text: state.chosen.label + " ✕", title: "Show all again" });
  clear.addEventListener("click", () => { choose(null); document.getElementById("search").focus(); });
  box.replaceChildren(clear);
}

function showParties() {
  const most = 200;
  const wanted = fold(document.getElementById("party-search").value.trim());
  const all = [...dealsOfParty].filter(([name]) => wanted === "" || fold(name).includes(wanted));
  all.sort((a, b) => b[1].length - a[1].length || collator.compare(a[0], b[0]));
  const list = document.getElementById("parties");
  const buttons = all.slice(0, most).map(([name, ids]) => {
    const button = make("button", { type: "button", "aria-pressed": String(Boolean(state.chosen && state.chosen.label === "Party: " + name)) }, make("span", { class: "label", text: name }), make("span", { class: "soft", text: String(ids.length) }));
    button.addEventListener("click", () => chooseParty(name));
    return button;
  });
  const focused = list.contains(document.activeElement) ? document.activeElement.firstChild.textContent : null;
  walk(buttons, "ArrowUp", "ArrowDown");
  list.replaceChildren(...buttons.map((button) => make("li", {}, button)));
  const again = focused === null ? undefined : buttons.find((button) => button.firstChild.textContent === focused);
  if (again) again.focus();
  document.getElementById("parties-note").textContent = all.length > most ? "The first " + most + " of " + all.length.toLocaleString("en") : "";
}

function showNetwork() {
  const stage = document.getElementById("stage");
  if (data.graph.nodes.length === 0) return stage.append(make("p", { class: "hint", text: "No parties with a deal between them" }));
  if (!globalThis.ententeGraph) return stage.append(make("p", { class: "hint", id: "no-graph", text: "This page was made by a build without npm, so it has no drawing of the network. Everything else is here: choose a party to see its deals." }));
  const graph = globalThis.ententeGraph(stage, { nodes: data.graph.nodes, edges: data.graph.edges }, {
    choose: chooseParty, code: document.getElementById("graph-code").textContent, describe: (node) => node.name + " · " + plural(node.count, "deal") });
  state.listeners.push(() => graph.highlight(state.chosen || state.search.trim() !== "" ? new Set(shownDeals().map((deal) => deal.id)) : null));
}

let waiting = 0;
document.getElementById("search").addEventListener("input", (event) => {
  state.search = event.target.value;
  clearTimeout(waiting);
  waiting = setTimeout(changed, 150);
});
document.getElementById("party-search").addEventListener("input", showParties);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.chosen) choose(null);
  if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { event.preventDefault(); document.getElementById("search").focus(); }
});
state.listeners.push(showChosen, () => showTable(), showParties);
showHead();
showTable();
showParties();
showTimeline();
showTotals();
showNetwork();
document.body.dataset.ready = "true";
