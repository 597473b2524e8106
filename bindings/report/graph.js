// The network graph on a canvas: layout in a worker, zoom and pan by mouse, touch and keys. The same script is the worker's.
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { makeLayout, serve } from "./layout.js";

const kinds = ["partnership", "joint_venture", "investment", "acquisition", "contract"];

// Links that go the same way between two nodes bend, so that each kind is seen.
function bent(edges, indexOf) {
  const seen = new Map();
  return edges.map((edge) => {
    const from = indexOf.get(edge.from), to = indexOf.get(edge.to);
    const pair = Math.min(from, to) + " " + Math.max(from, to);
    const number = seen.get(pair) || 0;
    seen.set(pair, number + 1);
    const bend = (number % 2 ? -1 : 1) * Math.ceil(number / 2) * 0.18;
    return { from, to, bend: from < to ? bend : -bend, kind: edge.kind, directed: edge.directed, deals: edge.deals };
  });
}

// `model`: nodes and edges of an answer of the library. `page.choose(name)` is called for a node; `page.code` is this script.
function show(stage, model, page) {
  const nodes = model.nodes, indexOf = new Map(nodes.map((node, at) => [node.id, at]));
  const edges = bent(model.edges, indexOf).filter((edge) => edge.from !== undefined && edge.to !== undefined);
  const radii = nodes.map((node) => 3 + 1.7 * Math.sqrt(node.count));
  const names = nodes.map(({ name }) => name.length > 24 ? name.slice(0, 23) + "…" : name), widths = [];
  const byCount = nodes.map((_, at) => at).sort((a, b) => nodes[b].count - nodes[a].count);
  const canvas = document.createElement("canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", "Network of " + nodes.length + " parties and " + edges.length + " ties. Arrow keys move, plus and minus zoom, 0 shows all. The list of parties beside it chooses.");
  canvas.dataset.nodes = nodes.length;
  canvas.dataset.edges = edges.length;
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  const legend = document.createElement("p");
  legend.className = "legend";
  for (const kind of kinds.filter((one) => edges.some((edge) => edge.kind === one))) {
    const entry = document.createElement("span"), swatch = document.createElement("i");
    swatch.className = "swatch line-" + kind;
    entry.append(swatch, kind.replaceAll("_", " "));
    legend.append(entry);
  }
  const hint = document.createElement("span");
  hint.textContent = "A click chooses a party. Drag, arrow keys, + and − and 0 move the picture; so does the wheel, once it was clicked.";
  legend.append(hint);
  stage.append(canvas, tip, legend);

  const context = canvas.getContext("2d");
  let places = null, transform = zoomIdentity, moved = false, width = 0, height = 0, lit = null, hovered = -1, planned = false, colours = {}, font = "sans-serif";

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["text", "soft", "card", "node", ...kinds]) colours[name] = style.getPropertyValue("--" + name).trim();
    font = getComputedStyle(document.body).fontFamily;
  }
  function plan() {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => { planned = false; draw(); });
  }
  const visible = (x, y, margin) => x > -margin && y > -margin && x < width + margin && y < height + margin;

  function drawEdges(xs, ys, k) {
    const arrows = edges.length < 2500 || k > 1.5;
    for (const bright of lit ? [false, true] : [true]) {
      context.globalAlpha = bright ? (lit ? 0.7 : Math.min(0.7, Math.max(0.15, 1200 / edges.length))) : 0.06;
      context.lineWidth = Math.max(edges.length < 1000 ? 1.2 : 0.6, Math.min(2, k * 1.2));
      for (const kind of kinds) {
        context.strokeStyle = context.fillStyle = colours[kind];
        context.beginPath();
        const heads = new Path2D();
        for (const edge of edges) {
          if (edge.kind !== kind || (lit && lit.edges.has(edge) !== bright)) continue;
          const x1 = xs[edge.from], y1 = ys[edge.from], x2 = xs[edge.to], y2 = ys[edge.to];
          if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > width || Math.max(y1, y2) < 0 || Math.min(y1, y2) > height) continue;
          const cx = (x1 + x2) / 2 + (y2 - y1) * edge.bend, cy = (y1 + y2) / 2 - (x2 - x1) * edge.bend;
          context.moveTo(x1, y1);
          if (edge.bend === 0) context.lineTo(x2, y2);
          else context.quadraticCurveTo(cx, cy, x2, y2);
          if (!edge.directed || !arrows) continue;
          const dx = x2 - cx, dy = y2 - cy, length = Math.hypot(dx, dy) || 1, size = 3 + 3 * Math.min(k, 1.5);
          const tx = x2 - dx / length * radii[edge.to] * k, ty = y2 - dy / length * radii[edge.to] * k, bx = tx - dx / length * size, by = ty - dy / length * size;
          heads.moveTo(tx, ty);
          heads.lineTo(bx - dy / length * size / 2, by + dx / length * size / 2);
          heads.lineTo(bx + dy / length * size / 2, by - dx / length * size / 2);
          heads.closePath();
        }
        context.stroke();
        context.fill(heads);
      }
    }
  }

  function drawNodes(xs, ys, k) {
    for (const bright of lit ? [false, true] : [true]) {
      context.globalAlpha = bright ? 1 : 0.15;
      context.fillStyle = colours.node;
      context.strokeStyle = colours.card;
      context.lineWidth = 1;
      context.beginPath();
      for (let at = 0; at < nodes.length; ++at) {
        if ((lit && lit.nodes.has(at) !== bright) || !visible(xs[at], ys[at], 40)) continue;
        const radius = Math.max(1.5, radii[at] * k);
        if (radius < 2.5 && nodes.length > 1500) {  // hardly seen as not round, and many times faster
          context.fillRect(xs[at] - radius, ys[at] - radius, 2 * radius, 2 * radius);
          continue;
        }
        context.moveTo(xs[at] + radius, ys[at]);
        context.arc(xs[at], ys[at], radius, 0, 2 * Math.PI);
      }
      context.fill();
      context.stroke();
    }
  }

  // Names where there is room, the most important first.
  function drawNames(xs, ys, k) {
    const taken = [];
    context.font = "12px " + font;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = colours.card;
    context.fillStyle = colours.text;
    context.globalAlpha = 1;
    for (const at of hovered < 0 ? byCount : [hovered, ...byCount]) {
      if (taken.length >= 90) break;
      if ((lit && at !== hovered && !lit.nodes.has(at)) || !visible(xs[at], ys[at], 0)) continue;
      const x = xs[at] + Math.max(1.5, radii[at] * k) + 3, y = ys[at];
      const name = names[at], wide = widths[at] ??= context.measureText(name).width;
      if (taken.some((box) => x < box[2] + 4 && x + wide + 4 > box[0] && y - 8 < box[3] && y + 8 > box[1])) continue;
      taken.push([x, y - 8, x + wide, y + 8]);
      context.strokeText(name, x, y);
      context.fillText(name, x, y);
    }
  }

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    if (!places || width === 0) return;
    const xs = new Float32Array(nodes.length), ys = new Float32Array(nodes.length);
    for (let at = 0; at < nodes.length; ++at) { xs[at] = transform.applyX(places[2 * at]); ys[at] = transform.applyY(places[2 * at + 1]); }
    drawEdges(xs, ys, transform.k);
    drawNodes(xs, ys, transform.k);
    drawNames(xs, ys, transform.k);
    canvas.dataset.drawn = "true";
  }

  const zooming = zoom().scaleExtent([0.02, 12]).filter((event) => event.type !== "wheel" || event.ctrlKey || document.activeElement === canvas).on("zoom", (event) => {
    transform = event.transform;
    if (event.sourceEvent) moved = true;
    plan();
  });
  const target = select(canvas).call(zooming);

  // Everything in sight, but for the outermost nodes of a large graph.
  function fit() {
    if (!places || width === 0) return;
    const among = (offset) => Float32Array.from({ length: nodes.length }, (_, at) => places[2 * at + offset]).sort();
    const cut = nodes.length > 300 ? Math.floor(nodes.length * 0.005) : 0;
    const xs = among(0), ys = among(1), last = nodes.length - 1 - cut;
    const k = Math.min(2, 0.9 * Math.min(width / (xs[last] - xs[cut] + 60), height / (ys[last] - ys[cut] + 60)));
    target.call(zooming.transform, zoomIdentity.translate(width / 2, height / 2).scale(k).translate(-(xs[cut] + xs[last]) / 2, -(ys[cut] + ys[last]) / 2));
  }
  function resize() {
    width = canvas.clientWidth;
    height = canvas.clientHeight;
    canvas.width = Math.round(width * (window.devicePixelRatio || 1));
    canvas.height = Math.round(height * (window.devicePixelRatio || 1));
    if (!moved) fit();
    draw();
  }
  function under(event) {
    if (!places) return -1;
    let best = -1, nearest = 64;
    for (let at = 0; at < nodes.length; ++at) {
      const dx = transform.applyX(places[2 * at]) - event.offsetX, dy = transform.applyY(places[2 * at + 1]) - event.offsetY;
      const distance = dx * dx + dy * dy - (radii[at] * transform.k) ** 2;
      if (distance < nearest) { nearest = distance; best = at; }
    }
    return best;
  }
  canvas.addEventListener("mousemove", (event) => {
    const at = under(event);
    tip.hidden = at < 0;
    if (at >= 0) {
      tip.textContent = page.describe(nodes[at]);
      tip.style.left = Math.min(event.offsetX + 12, width - 160) + "px";
      tip.style.top = event.offsetY + 12 + "px";
    }
    canvas.style.cursor = at < 0 ? "grab" : "pointer";
    if (at !== hovered) { hovered = at; plan(); }
  });
  canvas.addEventListener("pointerdown", () => canvas.focus({ preventScroll: true }));
  canvas.addEventListener("mouseleave", () => { tip.hidden = true; hovered = -1; plan(); });
  canvas.addEventListener("click", (event) => { const at = under(event); if (at >= 0) page.choose(nodes[at].name); });
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    const scale = { "+": 1.3, "=": 1.3, "-": 1 / 1.3 }[event.key];
    if (!step && !scale && event.key !== "0") return;
    event.preventDefault();
    moved = event.key !== "0";
    if (step) target.call(zooming.translateBy, step[0] / transform.k, step[1] / transform.k);
    else if (scale) target.call(zooming.scaleBy, scale);
    else fit();
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); plan(); });
  new ResizeObserver(resize).observe(canvas);
  readColours();

  function take(found, done) {
    places = found;
    if (!moved) fit();
    plan();
    if (done) canvas.dataset.settled = "true";
  }
  const links = edges.map((edge) => [edge.from, edge.to]);
  const layout = makeLayout(radii, links);
  take(layout.places(), false);  // something to see at once
  function layoutHere() {
    const run = () => {
      const until = performance.now() + 8;
      let more = true;
      while (more && performance.now() < until) more = layout.step();
      take(layout.places(), !more);
      if (more) requestAnimationFrame(run);
    };
    run();
  }
  try {
    const address = URL.createObjectURL(new Blob([page.code], { type: "text/javascript" }));
    const worker = new Worker(address);
    worker.onmessage = (event) => { take(event.data.places, event.data.done); if (event.data.done) { worker.terminate(); URL.revokeObjectURL(address); } };
    worker.onerror = (event) => { event.preventDefault(); worker.terminate(); layoutHere(); };
    worker.postMessage({ radii, links });
  } catch {
    layoutHere();
  }
  return {
    // `ids`: deals to stand out, or null for all.
    highlight(ids) {
      lit = null;
      if (ids) {
        lit = { nodes: new Set(), edges: new Set(edges.filter((edge) => edge.deals.some((deal) => ids.has(deal)))) };
        for (const edge of lit.edges) lit.nodes.add(edge.from).add(edge.to);
      }
      plan();
    },
  };
}

if (typeof document === "undefined") serve();
else globalThis.ententeGraph = show;
