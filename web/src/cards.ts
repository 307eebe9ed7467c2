// The right-hand side: the evidence. A link's card holds every tie of its pair with every sentence that says it.

import { overview } from "./about";
import type { App } from "./app";
import { fill, h, svg } from "./dom";
import { evidence, quotation, tieSection } from "./evidence";
import { nameOf } from "./frame";
import { dayText } from "./island";
import { groupOf, mark } from "./marks";
import { ACADEMICIAN, PLACEHOLDER } from "./model";
import { closeButton, documentLine, kindOf, nodeButton, pill, portions, statusRank, tieButton } from "./parts";
import { pathCard } from "./paths";
import { claimsBy, partnersBy, saidByThen, tiesBy } from "./told";
import { count, lang, pick, t } from "./words";

export function showCard(app: App, panel: HTMLElement): void {
  const { selection } = app.state;
  const content =
    selection?.what === "node" ? nodeCard(app, selection.node)
    : selection?.what === "pair" ? pairCard(app, selection.pair, selection.tie)
    : selection?.what === "hub" && app.hubs[selection.hub] ? hubCard(app, selection.hub)
    : selection?.what === "path" ? pathCard(app, selection)
    : overview(app);
  fill(panel, ...content);
  panel.scrollTop = 0;
}

function nodeCard(app: App, node: number): Node[] {
  const { model } = app;
  const { nodes, vocabulary, quantities } = model.island;
  const kind = kindOf(app, node);
  const facts: [string, string][] = [];
  const shown = nameOf(model, node);
  const names = [nodes.name[node], ...(nodes.aliases[node] ?? [])].filter((name) => name !== shown);
  const subkind = model.word(nodes.subkind[node]);
  if (subkind) facts.push([t("subkind"), pick(vocabulary.subkinds[subkind], subkind)]);
  if (names.length) facts.push([t("aliases"), names.join(lang() === "zh" ? "、" : ", ")]);
  const region = model.word(nodes.region[node]);
  if (region) facts.push([t("region"), region + (nodes.basis[node] >= 0 ? `（${basisWord(model.word(nodes.basis[node]))}）` : "")]);
  const sector = model.word(nodes.sector[node]);
  if (sector && sector !== "X") facts.push([t("sector"), pick(vocabulary.sectors[sector], sector)]);
  if (nodes.identifiers[node]) facts.push([t("identifiers"), nodes.identifiers[node].join(", ")]);
  const ties = tiesBy(app, node);
  const later = model.tiesOf(node).length - ties.length;
  const order = (tie: number) => (app.view.tie[tie] ? 0 : 1000) + statusRank(app, app.view.status[tie]);
  ties.sort((a, b) => order(a) - order(b) || model.island.ties.kind[a] - model.island.ties.kind[b] || a - b);
  const figures: number[] = [];
  quantities.scope.forEach((scope, q) => scope === node && figures.push(q));
  return [
    closeButton(app),
    h("p", { class: "over" }, mark(kind, app.dark, model.flag(node, PLACEHOLDER)), pick(kind.label),
      model.flag(node, ACADEMICIAN) ? h("span", { class: "tag" }, t("academician")) : null,
      model.flag(node, PLACEHOLDER) ? h("span", { class: "tag hollow" }, t("placeholder")) : null),
    h("h2", { class: "title" }, shown),
    model.flag(node, PLACEHOLDER) ? h("p", { class: "note" }, t("placeholderText")) : null,
    facts.length ? h("dl", { class: "facts" }, ...facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])) : null,
    h("div", { class: "acts" }, hopsControl(app), h("button", {
      type: "button", class: "quiet", click: () => window.dispatchEvent(new CustomEvent("innonet:path", { detail: node })),
    }, t("pathFrom"))),
    h("h3", {}, t("tiesOfNode", { n: count(ties.length) }), h("small", {}, t("partners", { n: count(partnersBy(app, node)) }))),
    course(app, ties),
    ties.length ? portions(ties, (tie) => h("li", {}, tieButton(app, tie, node)), h("ul", { class: "rows ties" })) : later ? null : h("p", { class: "note" }, t("noTies")),
    later ? h("p", { class: "note" }, t("notThen", { n: count(later) })) : null,
    ...(figures.length ? [h("h3", {}, t("figures", { n: figures.length })), portions(figures, (q) => figure(app, q), h("ul", { class: "evidence" }))] : []),
  ].filter((part): part is HTMLElement => part !== null);
}

/** How many ties stand at each step, and when documents spoke of them. */
function course(app: App, ties: number[]): HTMLElement | null {
  const { model } = app;
  if (ties.length < 2) return null;
  const perStatus = new Map<number, number>();
  for (const tie of ties) {
    const status = app.view.status[tie];
    perStatus.set(status, (perStatus.get(status) ?? 0) + 1);
  }
  const steps = [...perStatus].sort(([a], [b]) => statusRank(app, a) - statusRank(app, b));
  const said = [...new Set(ties.flatMap((tie) => Array.from(claimsBy(app, tie))))].filter((c) => !Number.isNaN(model.claimDay[c]));
  const days = said.map((c) => model.claimDay[c]);
  const [first, last] = [days.reduce((a, b) => Math.min(a, b), Infinity), days.reduce((a, b) => Math.max(a, b), -Infinity)];
  const summary = h("p", { class: "course" }, ...steps.map(([status, n]) => h("span", {}, pill(app, status), h("b", {}, count(n)))));
  if (!(last > first)) return h("div", {}, summary);
  const ticks = said.map((c) => {
    const group = groupOf(model, model.island.claims.status[c]);
    const x = 4 + ((model.claimDay[c] - first) / (last - first)) * 292;
    const tick = svg("line", { x1: x, x2: x, y1: 3, y2: 17, stroke: app.dark ? group.dark : group.colour, "stroke-width": 2.5, "stroke-opacity": said.length > 50 ? 0.35 : 0.75,
      ...(group.dash.length ? { "stroke-dasharray": "2.5 1.5" } : {}) });
    return tick;
  });
  const line = svg("svg", { class: "timeline", viewBox: "0 0 300 20", role: "img", "aria-label": t("timeline", { a: dayText(first), b: dayText(last), n: said.length }) },
    svg("line", { x1: 0, x2: 300, y1: 17.5, y2: 17.5, class: "axis" }), ...ticks);
  return h("div", {}, summary, line, h("p", { class: "span" }, h("time", {}, dayText(first)), h("time", {}, dayText(last))));
}

function basisWord(basis: string): string {
  if (lang() === "en") return basis;
  return { register: "登记", "leading place name": "名称冠地名", stated: "原文载明" }[basis] ?? basis;
}

function hopsControl(app: App): HTMLElement {
  return h("div", { class: "segment", role: "group", "aria-label": t("focus") },
    h("span", {}, t("focus")),
    ...[1, 2, 3].map((n) => h("button", {
      type: "button", "aria-pressed": app.state.hops === n ? "true" : "false",
      click: () => app.change((state) => { state.hops = n; }),
    }, n === 1 ? t("hop") : t("hops", { n }))));
}

function figure(app: App, q: number): HTMLElement {
  const { quantities, vocabulary } = app.model.island;
  const { low, high } = { low: quantities.low[q], high: quantities.high[q] };
  const number = low !== null && high !== null && low !== high ? `${low}–${high}` : String(low ?? high ?? "?");
  const relation = quantities.relation[q];
  const around = relation === "equal" || relation === "range" ? "" : ` ${pick(vocabulary.relations[relation], relation)}`;
  return h("li", {},
    h("p", { class: "said" }, h("b", {}, `${quantities.indicator[q]} ${number}${quantities.unit[q]}${around}`),
      h("span", { class: "tag" }, pick(vocabulary.modalities[quantities.modality[q]], quantities.modality[q])), quantities.period[q]),
    quotation(app.model.sentence(quantities.sentence[q]), quantities.from[q], quantities.to[q]),
    quantities.document[q] >= 0 ? h("p", { class: "meta" }, documentLine(app, quantities.document[q])) : null);
}

function pairCard(app: App, pair: number, first?: number): Node[] {
  const { model } = app;
  const [a, b] = model.endsOfPair(pair);
  const ties = Array.from(model.tiesOfPair(pair));
  const order = (tie: number) => (tie === first ? -100 : 0) + (app.view.tie[tie] ? 0 : 1000) + statusRank(app, model.island.ties.status[tie]);
  ties.sort((one, two) => order(one) - order(two) || one - two);
  return [
    closeButton(app),
    h("p", { class: "over" }, ties.length === 1 ? t("one") : t("between", { n: ties.length })),
    h("h2", { class: "ends" }, nodeButton(app, a), h("span", { class: "dash", "aria-hidden": "true" }, "↔"), nodeButton(app, b)),
    ...ties.map((tie) => tieSection(app, tie)),
  ];
}

function hubCard(app: App, number: number): Node[] {
  const hub = app.hubs[number];
  const { claims, vocabulary } = app.model.island;
  return [
    closeButton(app),
    h("p", { class: "over" }, t("agreementOfMany")),
    h("h2", { class: "title" }, `${pick(vocabulary.ties[claims.kind[hub.claims[0]]].label)} · ${t("parties", { n: hub.members.length })}`),
    h("ol", { class: "evidence" }, ...hub.claims.filter((c) => saidByThen(app, c)).reverse().map((c) => evidence(app, c))),
    h("h3", {}, t("parties", { n: hub.members.length })),
    portions(hub.members, (node) => h("li", {}, nodeButton(app, node)), h("ul", { class: "rows" })),
  ];
}
