// What the page knows, and what its parts share. Everything shown goes through textContent; nothing of the data becomes markup.
const data = JSON.parse(document.getElementById("data").textContent);
const deals = data.deals.deals;
const dealById = new Map(deals.map((deal) => [deal.id, deal]));

// An element with attributes (`text` is its content) and children.
function make(tag, attributes = {}, ...children) {
  const svg = ["svg", "g", "rect", "line", "text", "title"].includes(tag) && attributes.svg !== false;
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || name === "svg") continue;
    if (name === "text") element.textContent = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const plural = (count, one, many = one + "s") => count.toLocaleString("en") + " " + (count === 1 ? one : many);
const words = (name) => String(name).replaceAll("_", " ");

// 1200000000 as "1.2B". The exact digits are in the details.
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });
function shortSum(sum, currency) {
  const low = compact.format(Number(sum.low)), high = compact.format(Number(sum.high));
  return (currency ? currency + " " : "") + (low === high ? low : low + " – " + high);
}
// Digits in groups, exact.
function exactSum(sum, currency) {
  const grouped = (text) => { const [whole, rest] = text.split("."); return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? "." + rest : ""); };
  return (currency ? currency + " " : "") + grouped(sum.low) + (sum.high === sum.low ? "" : " – " + grouped(sum.high));
}

function dayOf(deal) {
  if (!deal.date) return "";
  const length = { year: 4, month: 7 }[deal.date.precision] || 10;
  return deal.date.from.slice(0, length);
}

const partiesOf = (deal) => [...new Set(deal.parties.map((party) => party.name))];

// What the user has chosen: a set of deals with a name, and words to search.
const state = { chosen: null, search: "", listeners: [] };
function changed() { for (const listener of state.listeners) listener(); }
function choose(label, ids) {
  state.chosen = label === null || (state.chosen && state.chosen.label === label) ? null : { label, ids: new Set(ids) };
  changed();
}

const dealsOfParty = new Map();
for (const deal of deals) for (const name of partiesOf(deal)) {
  if (!dealsOfParty.has(name)) dealsOfParty.set(name, []);
  dealsOfParty.get(name).push(deal.id);
}
const chooseParty = (name) => choose("Party: " + name, dealsOfParty.get(name) || []);

const fold = (text) => text.normalize("NFKC").toLowerCase();
const searched = new Map();
function searchText(deal) {
  if (!searched.has(deal.id)) {
    const parts = [deal.id, deal.kind, deal.form, deal.status, deal.subject || "", deal.amount ? deal.amount.text : "", ...partiesOf(deal)];
    for (const report of deal.reports) parts.push(report.title || "", report.article, ...report.evidence.map((one) => one.text || ""));
    searched.set(deal.id, fold(parts.join("\n")));
  }
  return searched.get(deal.id);
}

// The deals that are chosen and found.
function shownDeals() {
  const wanted = fold(state.search.trim());
  return deals.filter((deal) => (!state.chosen || state.chosen.ids.has(deal.id)) && (wanted === "" || searchText(deal).includes(wanted)));
}
