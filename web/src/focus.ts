// What stands out: the neighbourhood of a node, a pair, an agreement, a path.

import type { App } from "./app";
import type { Focus } from "./frame";
import { openTies, shortestPaths } from "./paths";

/** Return what the selection makes stand out; null where nothing is selected. */
export function focusOf(app: App): Focus | null {
  const { selection, hops } = app.state;
  if (!selection) return null;
  const { model, view } = app;
  const nodes = new Uint8Array(model.n);
  const ties = new Uint8Array(model.m);
  let first: number[] = [];
  if (selection.what === "node") {
    nodes[selection.node] = 1;
    first = [selection.node];
    let front = [selection.node];
    for (let hop = 0; hop < hops; hop++) {
      const next: number[] = [];
      for (const node of front)
        for (const tie of model.tiesOf(node)) {
          if (!view.tie[tie]) continue;
          ties[tie] = 1;
          const other = model.other(tie, node);
          if (!nodes[other]) {
            nodes[other] = 1;
            next.push(other);
          }
        }
      front = next;
    }
  } else if (selection.what === "pair") {
    first = [...new Set(model.endsOfPair(selection.pair))];
    for (const node of first) nodes[node] = 1;
    for (const tie of model.tiesOfPair(selection.pair)) ties[tie] = 1;
  } else if (selection.what === "hub") {
    const hub = app.hubs[selection.hub];
    if (!hub) return null;
    for (const node of hub.members) nodes[node] = 1;
    for (const tie of hub.ties) ties[tie] = 1;
  } else {
    const found = shortestPaths(model, selection.from, selection.to, openTies(app, selection));
    first = found.length < 0 ? [selection.from, selection.to] : found.nodes;
    for (const node of [selection.from, selection.to]) nodes[node] = 1;
    for (const tie of found.ties) ties[tie] = nodes[model.source[tie]] = nodes[model.target[tie]] = 1;
  }
  return { nodes, ties, first };
}
