// Shortest paths between two nodes, each step with its evidence.

import type { App } from "./app";
import { h } from "./dom";
import { tieSection } from "./evidence";
import type { Model } from "./model";
import { nodeButton } from "./parts";
import type { Selection } from "./state";
import { count, t } from "./words";

export interface Paths {
  /** Steps; -1 if nothing joins the two. */
  length: number;
  /** How many shortest paths there are. */
  count: number;
  /** One of them: the nodes in order. */
  nodes: number[];
  /** Ties on any shortest path. */
  ties: number[];
}

/** Return the shortest paths over the ties that `open` allows, read without direction. */
export function shortestPaths(model: Model, from: number, to: number, open: (tie: number) => boolean): Paths {
  const none = { length: -1, count: 0, nodes: [], ties: [] };
  const steps = new Int32Array(model.n).fill(-1);
  steps[from] = 0;
  let front = [from];
  while (front.length && steps[to] < 0) {
    const next: number[] = [];
    for (const node of front)
      for (const tie of model.tiesOf(node)) {
        if (!open(tie)) continue;
        const other = model.other(tie, node);
        if (steps[other] < 0) {
          steps[other] = steps[node] + 1;
          next.push(other);
        }
      }
    front = next;
  }
  if (steps[to] < 0) return none;
  // Back from the end: only steps that come nearer to the start.
  const ties: number[] = [];
  const before = new Map<number, Set<number>>();
  let back = new Set([to]);
  for (let step = steps[to]; step > 0; step--) {
    const nearer = new Set<number>();
    for (const node of back) {
      const from = new Set<number>();
      for (const tie of model.tiesOf(node)) {
        const other = model.other(tie, node);
        if (!open(tie) || steps[other] !== step - 1) continue;
        ties.push(tie);
        from.add(other);
        nearer.add(other);
      }
      before.set(node, from);
    }
    back = nearer;
  }
  const ways = new Map<number, number>([[from, 1]]);
  const waysTo = (node: number): number => {
    let sum = ways.get(node);
    if (sum === undefined) {
      sum = 0;
      for (const other of before.get(node) ?? []) sum += waysTo(other);
      ways.set(node, sum);
    }
    return sum;
  };
  const nodes = [to];
  while (nodes[nodes.length - 1] !== from) nodes.push(Math.min(...before.get(nodes[nodes.length - 1])!));
  return { length: steps[to], count: waysTo(to), nodes: nodes.reverse(), ties };
}

type Path = Extract<Selection, { what: "path" }>;

/** What a path may use: what is shown, and by default only what is more than an intention. */
export function openTies(app: App, path: Path): (tie: number) => boolean {
  const { statuses, groups } = app.model.island.vocabulary;
  const real = statuses.map(({ group }) => ["agreed", "under way", "existing"].includes(groups[group].key));
  return (tie) => app.view.tie[tie] === 1 && (!path.existing || real[app.view.status[tie]]);
}

export function pathCard(app: App, path: Path): Node[] {
  const { model } = app;
  const found = shortestPaths(model, path.from, path.to, openTies(app, path));
  const choice = (existing: boolean, word: string) => h("button", {
    type: "button", "aria-pressed": path.existing === existing ? "true" : "false",
    click: () => app.change((state) => { state.selection = { ...path, existing }; }),
  }, word);
  const parts: Node[] = [
    h("button", { type: "button", class: "close", "aria-label": t("close"), click: () => app.select(null) }, "×"),
    h("p", { class: "over" }, t("path")),
    h("h2", { class: "ends" }, nodeButton(app, path.from), h("span", { class: "dash", "aria-hidden": "true" }, "→"), nodeButton(app, path.to)),
    h("div", { class: "segment", role: "group" }, choice(true, t("pathExisting")), choice(false, t("pathAll"))),
  ];
  if (found.length < 0) return [...parts, h("p", { class: "note" }, t("pathNone"))];
  parts.push(h("p", { class: "lead" }, t("pathLength", { n: found.length, k: count(found.count) })));
  if (found.count > 1) parts.push(h("p", { class: "note" }, t("pathFirst")));
  for (let i = 0; i + 1 < found.nodes.length; i++) {
    const [a, b] = [found.nodes[i], found.nodes[i + 1]];
    const open = openTies(app, path);
    const ties = Array.from(model.tiesOfPair(model.pairBetween(a, b))).filter(open);
    parts.push(h("h3", { class: "step" }, `${i + 1}`, nodeButton(app, a), nodeButton(app, b)), ...ties.map((tie) => tieSection(app, tie)));
  }
  return parts;
}
