// The places of nodes by forces. Random starts of d3 are seeded, so the same data give the same picture.
import { forceSimulation, forceManyBody, forceLink, forceX, forceY, forceCollide } from "d3-force";

// `links` are pairs of indices, `radii` the nodes' sizes. Each step() is one tick; false after the last.
export function makeLayout(radii, links) {
  const nodes = Array.from(radii, () => ({}));
  const large = nodes.length > 1500;
  const simulation = forceSimulation(nodes).stop()
    .force("charge", forceManyBody().strength(large ? -30 : nodes.length < 100 ? -300 : -90).theta(large ? 1.3 : 0.9))
    .force("link", forceLink(links.map(([source, target]) => ({ source, target }))).distance((link) => 24 + radii[link.source.index] + radii[link.target.index]))
    .force("x", forceX().strength(0.04)).force("y", forceY().strength(0.08))  // the canvas is wide
    .alphaDecay(large ? 0.03 : 0.0228);
  if (!large) simulation.force("collide", forceCollide((node) => radii[node.index] + 3));
  return {
    step() { simulation.tick(); return simulation.alpha() >= simulation.alphaMin(); },
    places() { const places = new Float32Array(nodes.length * 2); nodes.forEach((node, at) => { places[2 * at] = node.x; places[2 * at + 1] = node.y; }); return places; },
  };
}

// In a worker, so that the page stays quick: answers with the places every few ticks.
export function serve() {
  globalThis.onmessage = (event) => {
    const layout = makeLayout(event.data.radii, event.data.links), large = event.data.radii.length > 1500;
    const run = () => {
      const until = performance.now() + (large ? 200 : 40);  // drawing a large graph takes time of its own
      let more = true;
      while (more && performance.now() < until) more = layout.step();
      const places = layout.places();
      globalThis.postMessage({ places, done: !more }, [places.buffer]);
      if (more) setTimeout(run, 0);
    };
    run();
  };
}
