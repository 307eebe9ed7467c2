// The right-hand side: the evidence. A link's card holds every tie of its pair with every sentence that says it.

import type { App } from "./app";
import { address, fill, h, svg } from "./dom";
import { groupOf, lineSample, mark } from "./marks";
import { ACADEMICIAN, dayText, PLACEHOLDER } from "./model";
import { nameOf } from "./painter";
import { pathCard } from "./paths";
import { count, lang, pick, t } from "./words";

// Lists longer than this open on demand, a portion at a time.
const PORTION = 60;

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

function closeButton(app: App): HTMLElement {
  return h("button", { type: "button", class: "close", "aria-label": t("close"), title: t("close"), click: () => app.select(null) }, "×");
}

/** Items of a long list, the rest behind a button. */
export function portions<T>(items: ArrayLike<T>, draw: (item: T) => Node, list: HTMLElement): HTMLElement {
  let done = 0;
  const more = h("button", { type: "button", class: "more" });
  const next = () => {
    more.remove();
    for (const end = Math.min(items.length, done + PORTION); done < end; done++) list.append(draw(items[done]));
    if (done < items.length) {
      more.textContent = `+ ${count(items.length - done)}`;
      list.append(more);
    }
  };
  more.addEventListener("click", next);
  next();
  return list;
}

function overview(app: App): Node[] {
  const { model, view } = app;
  const { island } = model;
  const top = Array.from(model.byDegree).reverse().filter((node) => view.node[node]).slice(0, 8);
  const perStatus = new Map<number, number>();
  for (let i = 0; i < model.m; i++) if (view.tie[i]) perStatus.set(view.status[i], (perStatus.get(view.status[i]) ?? 0) + 1);
  const statuses = [...perStatus].sort((a, b) => statusRank(app, a[0]) - statusRank(app, b[0]));
  const newest = newestTies(app, 6);
  const parts: Node[] = [
    h("h2", {}, t("overview")),
    h("p", { class: "lead" }, t("overviewText", {
      n: count(model.n), m: count(model.m), d: count(island.documents.id.length), s: count(island.sentences.length.length),
    })),
  ];
  if (!model.n) return [...parts, h("p", { class: "note" }, t("emptyNetwork")), ...about(app)];
  parts.push(h("p", { class: "hint" }, t("clickHint")));
  if (statuses.length) {
    const most = Math.max(...statuses.map(([, n]) => n));
    parts.push(h("h3", {}, t("byStatus")), h("ul", { class: "bars" }, ...statuses.map(([status, n]) => {
      const meter = h("span", { class: "meter" });
      const bar = h("i", { "data-group": groupOf(model, status).key });
      bar.style.width = `${Math.max(2, (n / most) * 100)}%`;
      meter.append(bar);
      return h("li", {}, lineSample(groupOf(model, status), app.dark), h("span", { class: "what" }, pick(island.vocabulary.statuses[status].label)), meter, h("b", {}, count(n)));
    })));
  }
  if (top.length) {
    parts.push(h("h3", {}, t("mostTied")), h("ol", { class: "rows" }, ...top.map((node) =>
      h("li", {}, nodeButton(app, node), h("b", { title: t("partners", { n: model.degree[node] }) }, count(model.degree[node]))))));
  }
  if (newest.length) {
    parts.push(h("h3", {}, t("newestTies")), h("ul", { class: "rows" }, ...newest.map((tie) => h("li", {}, tieButton(app, tie, -1)))));
  }
  return [...parts, ...readings(app), ...about(app)];
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

/** What exists first, what has ended last. */
function statusRank(app: App, status: number): number {
  const word = app.model.island.vocabulary.statuses[status];
  return groupOf(app.model, status).key === "ended" ? 100 : -word.order;
}

function newestTies(app: App, most: number): number[] {
  const { model, view } = app;
  const { ties } = model.island;
  const best: number[] = [];
  const key = (tie: number) => model.word(ties.asserted[tie]);
  for (let tie = 0; tie < model.m; tie++) {
    if (!view.tie[tie] || !key(tie)) continue;
    if (best.length === most && key(best[most - 1]) >= key(tie)) continue;
    let at = best.length;
    while (at && key(best[at - 1]) < key(tie)) at--;
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
  const left = Object.entries(view.left_out).filter(([, n]) => n > 0);
  const undated = island.documents.published.filter((day) => !day).length;
  const damaged = Object.keys(island.documents.damage).length;
  const sources = h("ul", { class: "sources" });
  const list = island.documents.id.map((_, d) => d).sort((a, b) => (island.documents.published[b] || "0").localeCompare(island.documents.published[a] || "0"));
  portions(list, (d) => h("li", {}, documentLine(app, d), ...(island.documents.damage[d] ?? []).map((note) => h("p", { class: "note" }, `${t("damage")}: ${pick(note)}`))), sources);
  return [
    h("h3", {}, t("whatIsThis")),
    h("p", { class: "note" }, t("whatText")),
    h("dl", { class: "facts" }, ...rows.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    h("h4", {}, t("leftOut")),
    left.length || undated
      ? h("ul", { class: "plain" },
          ...left.map(([what, n]) => h("li", {}, `${leftOutWord(app, what)}: ${count(n)}`)),
          undated ? h("li", {}, `${t("undatedDocuments")}: ${count(undated)}`) : null)
      : h("p", { class: "note" }, t("nothingLeftOut")),
    h("details", { class: "list", ...(list.length <= 5 ? { open: true } : {}) }, h("summary", {}, t("sources", { n: count(list.length) }), damaged ? ` · ${t("damage")} ${damaged}` : ""), sources),
  ];
}

const LEFT_OUT: Record<string, string> = {
  "rejected claims": "经判断不成立的说法",
  "claims that name nobody": "没有提到任何名称的说法",
  "undated documents": "未载日期的文档",
  "later documents": "此日之后的文档",
  "ties of what was taken out": "随被排除者一同略去的联系",
  "entities without a tie": "没有联系的主体",
};

/** What was left out, in the reader's language; of a kind or status its label. */
function leftOutWord(app: App, what: string): string {
  const { vocabulary } = app.model.island;
  const label = (key: string) => pick([...vocabulary.statuses, ...vocabulary.kinds, ...vocabulary.ties].find((word) => word.key === key)?.label, key);
  const [, status] = /^ties (\w+)$/.exec(what) ?? [];
  if (status) return lang() === "zh" ? `${label(status)}的联系` : `ties ${label(status)}`;
  return lang() === "zh" ? (LEFT_OUT[what] ?? label(what)) : label(what);
}

function documentLine(app: App, d: number): HTMLElement {
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
    lineSample(groupOf(model, now), app.dark),
    h("span", { class: "kind" }, kind),
    h("span", { class: "name" }, text),
    pill(app, now),
  );
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
  const ties = Array.from(model.tiesOf(node));
  const order = (tie: number) => (app.view.tie[tie] ? 0 : 1000) + statusRank(app, model.island.ties.status[tie]);
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
    h("h3", {}, t("tiesOfNode", { n: count(ties.length) }), h("small", {}, t("partners", { n: count(model.degree[node]) }))),
    course(app, ties),
    ties.length ? portions(ties, (tie) => h("li", {}, tieButton(app, tie, node)), h("ul", { class: "rows ties" })) : h("p", { class: "note" }, t("noTies")),
    ...(figures.length ? [h("h3", {}, t("figures", { n: figures.length })), portions(figures, (q) => figure(app, q), h("ul", { class: "evidence" }))] : []),
  ].filter((part): part is HTMLElement => part !== null);
}

/** How many ties stand at each step, and when documents spoke of them. */
function course(app: App, ties: number[]): HTMLElement | null {
  const { model } = app;
  if (ties.length < 2) return null;
  const perStatus = new Map<number, number>();
  for (const tie of ties) {
    const status = app.view.status[tie] < 0 ? model.island.ties.status[tie] : app.view.status[tie];
    perStatus.set(status, (perStatus.get(status) ?? 0) + 1);
  }
  const steps = [...perStatus].sort(([a], [b]) => statusRank(app, a) - statusRank(app, b));
  const said = [...new Set(ties.flatMap((tie) => Array.from(model.claimsOf(tie))))].filter((c) => !Number.isNaN(model.claimDay[c]));
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
    h("blockquote", {}, app.model.sentence(quantities.sentence[q])),
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

export function tieSection(app: App, tie: number): HTMLElement {
  const { model, view } = app;
  const { ties, vocabulary } = model.island;
  const replayed = view.status[tie] < 0 ? ties.status[tie] : view.status[tie];
  const a = model.source[tie];
  const b = model.target[tie];
  const details = [
    ties.since[tie] >= 0 ? t("since", { d: model.word(ties.since[tie]) }) : "",
    ties.asserted[tie] >= 0 ? t("asserted", { d: model.word(ties.asserted[tie]) }) : "",
    ties.field[tie] >= 0 ? `${t("field")} ${model.word(ties.field[tie])}` : "",
  ].filter(Boolean);
  // Newest first; undated last.
  const said = [...model.claimsOf(tie)].reverse();
  return h("section", { class: "said-tie", "data-tie": model.id(ties.id, tie), "data-hidden": !view.tie[tie] },
    h("h3", {}, lineSample(groupOf(model, replayed), app.dark), h("span", { class: "kind" }, pick(vocabulary.ties[ties.kind[tie]].label)), pill(app, replayed),
      model.silent.has(tie) ? h("span", { class: "tag silent" }, t("silent")) : null,
      view.tie[tie] ? null : h("span", { class: "tag" }, t("hidden"))),
    ties.directed[tie] ? h("p", { class: "direction" }, nameOf(model, a), h("span", { "aria-label": "→" }, " → "), nameOf(model, b)) : null,
    details.length ? h("p", { class: "meta" }, details.join(" · ")) : null,
    said.length ? h("ol", { class: "evidence" }, ...said.map((c) => evidence(app, c))) : h("p", { class: "note" }, t("noEvidence")));
}

/** A sentence with its source, date and status: the proof. */
function evidence(app: App, c: number): HTMLElement {
  const { model } = app;
  const { claims, documents } = model.island;
  const d = claims.document[c];
  const extra = [
    claims.when[c] >= 0 ? `${t("when")} ${model.word(claims.when[c])}` : "",
    claims.position[c] ? `${t("position")} ${claims.position[c]}` : "",
    claims.amount[c] ? `${t("amount")} ${claims.amount[c]}` : "",
    claims.confidence[c] ? `${t("confidence")} ${Math.round(claims.confidence[c] * 100)}%` : "",
  ].filter(Boolean);
  const ends = model.endsOf(c);
  const copy = h("button", { type: "button", class: "copy", click: () => void cite(app, c, copy) }, t("cite"));
  return h("li", { "data-claim": model.id(claims.id, c) },
    h("p", { class: "said" }, pill(app, claims.status[c]), h("time", { class: "published" }, (d >= 0 && documents.published[d]) || t("undated")), extra.join(" · ")),
    h("blockquote", {}, ...quoted(model.sentence(claims.sentence[c]), ends)),
    ends.length > 8 ? parties(app, ends) : null,
    h("p", { class: "meta" }, d >= 0 ? documentLine(app, d) : t("undated"), copy));
}

/** The sentence, with those whom it ties together standing out. */
function quoted(text: string, ends: Int32Array): (Node | string)[] {
  const places: [number, number][] = [];
  for (let i = 0; i < ends.length; i += 4) if (ends[i + 2] >= 0) places.push([ends[i + 2], ends[i + 3]]);
  places.sort((a, b) => a[0] - b[0]);
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const [from, to] of places) {
    if (from < at || to > text.length) continue;
    parts.push(text.slice(at, from), h("mark", {}, text.slice(from, to)));
    at = to;
  }
  return [...parts, text.slice(at)];
}

/** Who takes which role in a claim of more than two. */
function parties(app: App, ends: Int32Array): HTMLElement {
  const { claims, vocabulary } = app.model.island;
  const byRole = new Map<string, HTMLElement[]>();
  for (let i = 0; i < ends.length; i += 4) {
    const role = claims.roles[ends[i]];
    const who = ends[i + 1] >= 0 ? nodeButton(app, ends[i + 1]) : h("span", { class: "node" }, claims.names[-1 - ends[i + 1]]);
    const had = byRole.get(role);
    if (had) had.push(who);
    else byRole.set(role, [who]);
  }
  return h("details", { class: "parties" }, h("summary", {}, t("parties", { n: ends.length / 4 })),
    ...[...byRole].map(([role, people]) => h("p", {}, h("b", {}, pick(vocabulary.roles[role], role)), ...people)));
}

function hubCard(app: App, number: number): Node[] {
  const hub = app.hubs[number];
  const { claims, vocabulary } = app.model.island;
  return [
    closeButton(app),
    h("p", { class: "over" }, t("agreementOfMany")),
    h("h2", { class: "title" }, `${pick(vocabulary.ties[claims.kind[hub.claims[0]]].label)} · ${t("parties", { n: hub.members.length })}`),
    h("ol", { class: "evidence" }, ...[...hub.claims].reverse().map((c) => evidence(app, c))),
    h("h3", {}, t("parties", { n: hub.members.length })),
    portions(hub.members, (node) => h("li", {}, nodeButton(app, node)), h("ul", { class: "rows" })),
  ];
}

/** What a footnote needs: the sentence, where it stands, and how to find it again. */
export function citation(app: App, c: number): string {
  const { model } = app;
  const { claims, documents, vocabulary } = model.island;
  const d = claims.document[c];
  const status = pick(vocabulary.statuses[claims.status[c]].label);
  const quote = model.sentence(claims.sentence[c]);
  if (d < 0) return `“${quote}”（${status}）`;
  const source = [documents.publisher[d], documents.title[d]].filter(Boolean);
  const date = documents.published[d] || t("undated");
  return lang() === "zh"
    ? `“${quote}”（${status}）——${source.join("：《")}${source.length > 1 ? "》" : ""}，${date}，${documents.address[d]}，${model.id(claims.id, c)}`
    : `“${quote}” (${status}). ${source.join(", ")}, ${date}, ${documents.address[d]}, ${model.id(claims.id, c)}`;
}

async function cite(app: App, c: number, button: HTMLElement): Promise<void> {
  const text = citation(app, c);
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = t("copied");
    app.say(t("copied"));
  } catch {
    // Pages opened from disk may not reach the clipboard: give the text to be copied by hand.
    const area = h("textarea", { class: "citation", readonly: true, rows: 4, "aria-label": t("cite") });
    area.value = text;
    button.replaceWith(area);
    area.select();
    if (document.execCommand("copy")) app.say(t("copied"));
  }
}
