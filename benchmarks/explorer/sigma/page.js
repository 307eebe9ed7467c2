// The network in sigma 3, which without a graphics card takes a third of what sigma 4 takes, as its manual shows: positions
// given, colours, sizes and names from attributes, edges hidden while the camera moves (its quickest way), the sentences of
// a node's ties on a click.

import { MultiGraph } from "graphology";
import Sigma from "sigma";

const { nodes, ties } = JSON.parse(document.getElementById("data").textContent);
const graph = new MultiGraph();
for (const { id, ...attributes } of nodes) graph.addNode(id, attributes);
for (const { source, target, ...attributes } of ties) graph.addDirectedEdge(source, target, attributes);
const renderer = new Sigma(graph, document.getElementById("graph"), { hideEdgesOnMove: true, hideLabelsOnMove: true });
renderer.on("afterRender", () => { window.drawn_ = true; });
renderer.on("clickNode", ({ node }) => {
  document.getElementById("card").textContent = graph.mapEdges(node, (_, attributes) => attributes.said).join("\n");
});
renderer.refresh();
