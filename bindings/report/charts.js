// The timeline of status changes and the totals, as bars that choose their deals.
const statuses = ["agreed", "completed", "planned", "exploring", "rumoured", "denied", "ended"];

// Arrow keys walk along bars; only one of them is in the order of the tabulator.
function walk(bars, previous, next) {
  bars.forEach((bar, at) => {
    bar.setAttribute("tabindex", at === 0 ? "0" : "-1");
    bar.addEventListener("keydown", (event) => {
      const to = { [previous]: at - 1, [next]: at + 1, Home: 0, End: bars.length - 1 }[event.key];
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); bar.dispatchEvent(new MouseEvent("click")); }
      if (to === undefined || !bars[to]) return;
      event.preventDefault();
      bar.setAttribute("tabindex", "-1");
      bars[to].setAttribute("tabindex", "0");
      bars[to].focus();
    });
  });
}

const periods = {
  month: { of: (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1, name: (n) => Math.floor(n / 12) + "-" + String(n % 12 + 1).padStart(2, "0"), perYear: 12 },
  quarter: { of: (day) => Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3), name: (n) => Math.floor(n / 4) + " Q" + (n % 4 + 1), perYear: 4 },
  year: { of: (day) => Number(day.slice(0, 4)), name: String, perYear: 1 } };

function showTimeline() {
  const box = document.getElementById("timeline");
  const steps = data.timeline.timeline.filter((step) => step.day && dealById.has(step.deal));
  const undated = data.timeline.timeline.filter((step) => !step.day).length;
  const note = make("p", { class: "soft", text: plural(steps.length, "change") + " of status" + (undated ? ", " + undated.toLocaleString("en") + " without a day" : "") });
  if (steps.length === 0) return box.replaceChildren(make("p", { text: "No dated deals" }), note);
  const days = steps.map((step) => step.day).sort();
  const years = Number(days[days.length - 1].slice(0, 4)) - Number(days[0].slice(0, 4)) + 1;
  const period = years <= 5 ? periods.month : years <= 15 ? periods.quarter : periods.year;
  const first = period.of(days[0]), count = period.of(days[days.length - 1]) - first + 1;
  const slots = Array.from({ length: count }, () => new Map());
  for (const step of steps) {
    const slot = slots[period.of(step.day) - first];
    if (!slot.has(step.status)) slot.set(step.status, []);
    slot.get(step.status).push(step.deal);
  }
  const sizes = slots.map((slot) => [...slot.values()].reduce((sum, list) => sum + list.length, 0));
  const most = Math.max(...sizes);
  const width = 720, height = 400, left = 44, bottom = 24, top = 12;
  const wide = (width - left) / count, high = height - bottom - top;
  const svg = make("svg", { viewBox: "0 0 " + width + " " + height, role: "group", "aria-label": "Changes of status by time" });
  const marks = most >= 4 ? [0, Math.round(most / 2), most] : [0, most];
  for (const mark of marks) {
    const y = top + high * (1 - mark / most);
    svg.append(make("line", { class: "grid", x1: left, x2: width, y1: y, y2: y }), make("text", { class: "axis", x: left - 6, y: y + 4, "text-anchor": "end", text: mark.toLocaleString("en") }));
  }
  const every = Math.ceil(count / period.perYear / 12) * period.perYear;
  const bars = [];
  slots.forEach((slot, at) => {
    const x = left + at * wide;
    const number = first + at;
    if (count <= 12 || number % every === 0) svg.append(make("text", { class: "axis", x: x + wide / 2, y: height - 6, "text-anchor": "middle", text: count <= 12 ? period.name(number) : String(Math.floor(number / period.perYear)) }));
    if (sizes[at] === 0) return;
    const said = period.name(number) + ": " + statuses.filter((status) => slot.has(status)).map((status) => slot.get(status).length + " " + status).join(", ");
    const bar = make("g", { class: "bar-of", role: "button", "aria-label": said }, make("title", { text: said }));
    bar.append(make("rect", { class: "reach", x, y: top, width: wide, height: high }));
    let y = top + high;
    for (const status of statuses) {
      if (!slot.has(status)) continue;
      const part = high * slot.get(status).length / most;
      y -= part;
      bar.append(make("rect", { class: "fill-" + status, x: x + wide * 0.1, y, width: Math.min(wide * 0.8, 48), height: part }));
    }
    bar.addEventListener("click", () => choose("Time: " + period.name(number), [...slot.values()].flat()));
    bars.push(bar);
    svg.append(bar);
  });
  walk(bars, "ArrowLeft", "ArrowRight");
  const legend = make("p", { class: "legend" });
  for (const status of statuses.filter((one) => steps.some((step) => step.status === one))) legend.append(make("span", {}, make("i", { class: "swatch fill-" + status }), status));
  box.replaceChildren(svg, legend, note);
}

const totalsShown = { at: 0, all: false };

function showTotals() {
  const box = document.getElementById("totals");
  const { by, answer } = data.totals[totalsShown.at];
  const picker = make("select", { id: "totals-by" });
  data.totals.forEach((one, at) => picker.append(make("option", { value: at, text: "by " + one.by })));
  picker.value = String(totalsShown.at);
  picker.addEventListener("change", () => { totalsShown.at = Number(picker.value); totalsShown.all = false; showTotals(); document.getElementById("totals-by").focus(); });
  const bar = make("div", { class: "bar" }, make("label", { for: "totals-by", text: "Sums in " + answer.currency }), picker);
  const rows = totalsShown.all ? answer.totals : answer.totals.slice(by === "year" ? -15 : 0, by === "year" ? undefined : 15);
  const most = Math.max(1, ...answer.totals.map((row) => Number(row.high)));
  const list = make("ul", { class: "totals" });
  const buttons = rows.map((row) => {
    const name = row.group.map((part) => part === null ? "not known" : part).join(", ");
    const fill = make("span", { class: "fill" });
    fill.style.width = 100 * Number(row.low) / most + "%";
    const reach = make("span", { class: "fill range" });
    reach.style.width = 100 * (Number(row.high) - Number(row.low)) / most + "%";
    const button = make("button", { type: "button", title: exactSum(row, answer.currency) }, make("span", { class: "label", text: by === "kind" ? words(name) : name }), make("span", { class: "track" }, fill, reach),
      make("span", { class: "number", text: shortSum(row) }), make("span", { class: "soft number", text: plural(row.counted, "deal") }));
    button.addEventListener("click", () => choose("Totals by " + by + ": " + name, row.deals.map((deal) => deal.id)));
    list.append(make("li", {}, button));
    return button;
  });
  walk(buttons, "ArrowUp", "ArrowDown");
  const notes = make("div", { class: "notes" });
  if (answer.total) notes.append(make("p", { text: "Each deal once: " + exactSum(answer.total, answer.currency) + ", " + plural(answer.total.counted, "deal") }));
  for (const out of answer.left_out) {
    const button = make("button", { type: "button", class: "name", text: "left out, " + words(out.reason) + ": " + out.count.toLocaleString("en") });
    button.addEventListener("click", () => choose("Left out: " + words(out.reason), out.deals));
    notes.append(button);
  }
  const more = answer.totals.length > rows.length ? make("button", { type: "button", class: "step", text: "All " + answer.totals.length.toLocaleString("en") }) : null;
  if (more) more.addEventListener("click", () => { totalsShown.all = true; showTotals(); });
  box.replaceChildren(...[bar, rows.length ? list : make("p", { text: "No sums" }), more, notes].filter(Boolean));
}
