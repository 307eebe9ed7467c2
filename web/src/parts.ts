// The pieces that cards, tables and lists are made of.

import type { App } from "./app";
import { address, h } from "./dom";
import { nameOf } from "./frame";
import { groupOf, hasEnded, lineSample, lookOf, mark } from "./marks";
import { PLACEHOLDER } from "./model";
import { count, pick, t } from "./words";

// Lists longer than this open on demand, a portion at a time.
const PORTION = 60;

export function kindOf(app: App, node: number) {
  const { nodes, vocabulary } = app.model.island;
  return vocabulary.kinds[nodes.kind[node]];
}

export function pill(app: App, status: number): HTMLElement {
  const word = app.model.island.vocabulary.statuses[status];
  return h("span", { class: "pill", "data-group": groupOf(app.model, status).key, "data-status": word.key }, pick(word.label));
}

/** A node's name as a button that opens its card. */
export function nodeButton(app: App, node: number): HTMLElement {
  return h(
    "button",
    { type: "button", class: "node", click: () => { app.select({ what: "node", node }); app.look([node]); } },
    mark(kindOf(app, node), app.dark, app.model.flag(node, PLACEHOLDER)),
    h("span", {}, nameOf(app.model, node)),
  );
}

export function closeButton(app: App): HTMLElement {
  return h("button", { type: "button", class: "close", "aria-label": t("close"), title: t("close"), click: () => app.select(null) }, "×");
}

/** Items of a long list, the rest behind a button. */
export function portions<T>(items: ArrayLike<T>, draw: (item: T) => HTMLElement, list: HTMLElement, first = PORTION, portion = PORTION): HTMLElement {
  let done = 0;
  const more = h("button", { type: "button", class: "more" });
  const next = () => {
    for (const end = Math.min(items.length, done ? done + portion : first); done < end; done++) list.insertBefore(draw(items[done]), more);
    more.textContent = `+ ${count(items.length - done)}`;
  };
  more.addEventListener("click", () => {
    const from = done;
    next();
    if (done < items.length) return;
    // The button goes; who pressed it goes on with what came.
    const came = list.children[from] as HTMLElement;
    came.tabIndex = -1;
    came.focus({ preventScroll: true });
    more.remove();
  });
  list.append(more);
  next();
  if (done === items.length) more.remove();
  return list;
}

/** What exists first, what has ended last. */
export function statusRank(app: App, status: number): number {
  const word = app.model.island.vocabulary.statuses[status];
  return hasEnded(app.model, status) ? 100 : -word.order;
}

export function documentLine(app: App, d: number): HTMLElement {
  const { documents } = app.model.island;
  const title = documents.title[d] || documents.address[d];
  const who = documents.publisher[d];
  return h("span", { class: "document" }, h("cite", {}, title), who ? ` · ${who}` : "", " · ", h("time", {}, documents.published[d] || t("undated")),
    documents.title[d] ? h("span", { class: "address" }, address(documents.address[d])) : null);
}

/** One tie as a line that opens its card; seen from `node` where that is given. */
export function tieButton(app: App, tie: number, node: number): HTMLElement {
  const { model, view } = app;
  const { ties, vocabulary } = model.island;
  const now = view.status[tie] < 0 ? ties.status[tie] : view.status[tie];
  const a = model.source[tie];
  const b = model.target[tie];
  const kind = pick(vocabulary.ties[ties.kind[tie]].label);
  const arrow = ties.directed[tie] ? "→" : "—";
  const text = node < 0 ? `${nameOf(model, a)} ${arrow} ${nameOf(model, b)}`
    : `${ties.directed[tie] ? (a === node ? "→ " : "← ") : ""}${nameOf(model, model.other(tie, node))}`;
  return h(
    "button",
    {
      type: "button", class: "tie", "data-hidden": !view.tie[tie],
      title: view.tie[tie] ? null : t("hidden"),
      click: () => { app.select({ what: "pair", pair: model.pairOf[tie], tie }); app.look([a, b]); },
    },
    lineSample(lookOf(model, now), app.dark),
    h("span", { class: "kind" }, kind),
    h("span", { class: "name" }, text),
    pill(app, now),
  );
}
