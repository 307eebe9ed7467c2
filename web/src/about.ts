// What the page is: the network at a glance, what it stands on, and what it leaves out.

import type { App } from "./app";
import { h } from "./dom";
import { isAlone, showOnly } from "./facets";
import { groupOf, lineSample, lookOf } from "./marks";
import { byNumber } from "./model";
import { closeButton, documentLine, nodeButton, portions, statusRank, tieButton } from "./parts";
import { assertedBy, muchBy } from "./told";
import { count, pick, pieces, t } from "./words";

export function overview(app: App): Node[] {
  const { model, view } = app;
  const { island } = model;
  const partners = view.partners();
  const top = Array.from(byNumber(partners)).reverse().filter((node) => view.node[node]);
  // As in the legend: what each would show under the other filters.
  const statuses = view.options.status.filter((option) => option.count > 0).sort((a, b) => statusRank(app, a.value) - statusRank(app, b.value));
  const newest = newestTies(app, 6);
  // On a wide screen the overview is always there; on a phone it comes up over the picture.
  const shut = closeButton(app);
  shut.classList.add("on-phone");
  const parts: Node[] = [
    shut,
    h("h2", {}, t("overview")),
    lead(app),
  ];
  if (!model.n) return [...parts, h("p", { class: "note" }, t("emptyNetwork")), ...about(app)];
  parts.push(h("p", { class: "hint" }, t("clickHint")));
  if (statuses.length) {
    const most = Math.max(...statuses.map((option) => option.count));
    parts.push(h("h3", {}, t("byStatus")), h("ul", { class: "bars" }, ...statuses.map(({ value: status, count: n }) => {
      const { key, label } = island.vocabulary.statuses[status];
      const meter = h("span", { class: "meter" });
      const bar = h("i", { "data-group": groupOf(model, status).key });
      bar.style.width = `${Math.max(2, (n / most) * 100)}%`;
      meter.append(bar);
      return h("li", {}, h("button", {
        type: "button", "data-status": key, "data-off": app.state.filters.off.status.has(status), "aria-pressed": String(isAlone(app, "status", status)),
        title: `${t("only")} ${pick(label)}`, click: () => showOnly(app, "status", status),
      }, lineSample(lookOf(model, status), app.dark), h("span", { class: "what" }, pick(label)), meter, h("b", {}, count(n))));
    })));
  }
  if (top.length) {
    parts.push(h("h3", { id: "most-tied", tabindex: -1 }, t("mostTied")), portions(top, (node) =>
      h("li", {}, nodeButton(app, node), h("b", { title: t("partners", { n: partners[node] }) }, count(partners[node]))), h("ol", { class: "rows" }), 8));
  }
  if (newest.length) {
    parts.push(h("h3", {}, t("newestTies")), h("ul", { class: "rows" }, ...newest.map((tie) => h("li", {}, tieButton(app, tie, -1)))));
  }
  return [...parts, ...readings(app), ...about(app)];
}

/** How much there is; each number opens what it counts. */
function lead(app: App): HTMLElement {
  const { model } = app;
  const panel = () => document.getElementById("card")!;
  const opens: Record<string, () => void> = {
    n: () => {
      panel().querySelector<HTMLElement>("#most-tied + ol > .more")?.click();
      bringUp(panel(), "#most-tied");
    },
    m: () => app.tabulate(),
    s: () => app.tabulate(),
    d: () => {
      panel().querySelector<HTMLDetailsElement>("#sources")!.open = true;
      bringUp(panel(), "#sources > summary");
    },
  };
  const { n, m, d, s } = muchBy(app);
  const values = { n: count(n), m: count(m), d: count(d), s: count(s) };
  return h("p", { class: "lead" }, ...pieces("overviewText", values).map(([text, name]) =>
    model.n && name ? h("button", { type: "button", "data-count": name, click: opens[name] }, text) : text));
}

/** Scroll a part of the panel to its top and give it the focus. */
export function bringUp(panel: HTMLElement, selector: string): void {
  const part = panel.querySelector<HTMLElement>(selector);
  if (!part) return;
  panel.scrollTop += part.getBoundingClientRect().top - panel.getBoundingClientRect().top - 12;
  part.focus({ preventScroll: true });
}

function readings(app: App): Node[] {
  const list = app.model.island.readings;
  if (!list.length) return [];
  return [
    h("h3", {}, t("readings")),
    h("ul", { class: "rows readings" }, ...list.map((reading) => {
      const entries = Object.entries(reading.state).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
      return h("li", {}, h("a", { href: `#${entries}` }, reading.name), reading.text ? h("p", { class: "note" }, reading.text) : null);
    })),
  ];
}

function newestTies(app: App, most: number): number[] {
  const { model, view } = app;
  const best: number[] = [];
  const key = (tie: number) => assertedBy(app, tie);
  for (let tie = 0; tie < model.m; tie++) {
    const day = view.tie[tie] ? key(tie) : "";
    if (!day || (best.length === most && key(best[most - 1]) >= day)) continue;
    let at = best.length;
    while (at && key(best[at - 1]) < day) at--;
    best.splice(at, 0, tie);
    if (best.length > most) best.pop();
  }
  return best;
}

/** What the page is, what it stands on and what it leaves out. */
export function about(app: App): Node[] {
  const { island } = app.model;
  const { view } = island;
  const rows: [string, string][] = [];
  const day = view.as_of ?? view.newest;
  rows.push([t("asOfWord"), day ?? t("noDay")]);
  if (view.revision) rows.push([t("revisionWord"), view.revision.slice(0, 12)]);
  if (view.statuses) rows.push([t("statuses"), view.statuses.map((key) => pick(island.vocabulary.statuses.find((s) => s.key === key)?.label, key)).join("、")]);
  if (view.kinds) rows.push([t("kinds"), view.kinds.map((key) => pick([...island.vocabulary.kinds, ...island.vocabulary.ties].find((k) => k.key === key)?.label, key)).join("、")]);
  if (view.without.length) rows.push([t("without"), view.without.join("、")]);
  if (view.cut) rows.push([t("confidence"), pick(view.cut)]);
  const left = view.left_out.filter(([, , n]) => n > 0);
  const few = island.documents.id.length <= 5;
  const sources = h("ul", { class: "sources" });
  // Days are written so that the later is the greater text.
  const { published } = island.documents;
  const list = island.documents.id.map((_, d) => d).sort((a, b) => (published[a] === published[b] ? a - b : published[a] < published[b] ? 1 : -1));
  const listed = () => { if (!sources.firstChild) portions(list, (d) => h("li", {}, documentLine(app, d)), sources); };
  // A closed list is written when it is opened: the overview is made anew with every filter.
  if (few) listed();
  const noted = list.filter((d) => island.documents.damage[d]?.length);
  return [
    h("h3", { id: "what-is-this", tabindex: -1 }, t("whatIsThis")),
    h("p", { class: "note" }, t("whatText")),
    h("dl", { class: "facts" }, ...rows.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    h("h4", {}, t("leftOut")),
    left.length
      ? h("ul", { class: "plain" }, ...left.map(([zh, en, n]) => h("li", {}, `${pick([zh, en])}: ${count(n)}`)))
      : h("p", { class: "note" }, t(noted.length ? "viewLeftNothing" : "nothingLeftOut")),
    ...(noted.length ? [
      h("h4", {}, t("damage", { n: count(noted.length) })),
      h("p", { class: "note" }, t("damageText")),
      portions(noted, (d) => h("li", {}, h("cite", {}, island.documents.title[d] || island.documents.address[d]),
        ...island.documents.damage[d].map((note) => h("p", { class: "note" }, pick(note)))), h("ul", { class: "notes" })),
    ] : []),
    h("details", { id: "sources", class: "list", open: few, toggle: listed }, h("summary", {}, t("sources", { n: count(list.length) })), sources),
  ];
}
