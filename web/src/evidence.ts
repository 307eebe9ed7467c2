// The proof of a tie: every sentence that says it, with source, date, status and a citation.

import type { App } from "./app";
import { h } from "./dom";
import { nameOf } from "./frame";
import { hasEnded, lineSample, lookOf } from "./marks";
import { documentLine, nodeButton, pill } from "./parts";
import { assertedBy, claimsBy, fieldBy, sinceBy } from "./told";
import { lang, pick, t } from "./words";

export function tieSection(app: App, tie: number): HTMLElement {
  const { model, view } = app;
  const { ties, vocabulary } = model.island;
  const replayed = view.status[tie] < 0 ? ties.status[tie] : view.status[tie];
  const a = model.source[tie];
  const b = model.target[tie];
  const [since, asserted, field] = [sinceBy(app, tie), assertedBy(app, tie), fieldBy(app, tie)];
  const details = [
    since ? t(hasEnded(model, replayed) ? "endedOn" : "since", { d: since }) : "",
    asserted ? t("asserted", { d: asserted }) : "",
    field ? `${t("field")} ${field}` : "",
  ].filter(Boolean);
  // Newest first; undated last.
  const said = [...claimsBy(app, tie)].reverse();
  return h("section", { class: "said-tie", "data-tie": model.id(ties.id, tie), "data-hidden": !view.tie[tie] },
    h("h3", {}, lineSample(lookOf(model, replayed), app.dark), h("span", { class: "kind" }, pick(vocabulary.ties[ties.kind[tie]].label)), pill(app, replayed),
      // Silence is counted to the day of the data.
      view.time.mode === "all" && model.silent.has(tie) ? h("span", { class: "tag silent" }, t("silent")) : null,
      view.tie[tie] ? null : h("span", { class: "tag" }, t("hidden"))),
    ties.directed[tie] ? h("p", { class: "direction" }, nameOf(model, a), h("span", { "aria-label": "→" }, " → "), nameOf(model, b)) : null,
    details.length ? h("p", { class: "meta" }, details.join(" · ")) : null,
    said.length ? h("ol", { class: "evidence" }, ...said.map((c) => evidence(app, c))) : h("p", { class: "note" }, t("noEvidence")));
}

/** A sentence with its source, date and status: the proof. */
export function evidence(app: App, c: number): HTMLElement {
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
    quotation(model.sentence(claims.sentence[c]), claims.from[c], claims.to[c], ends),
    ends.length > 8 ? parties(app, ends) : null,
    h("p", { class: "meta" }, d >= 0 ? documentLine(app, d) : t("undated"), copy));
}

/** The whole sentence: what was read in it stands out where it is a part of it, and those whom it ties together do. */
export function quotation(text: string, from: number, to: number, ends: ArrayLike<number> = []): HTMLElement {
  const piece = (start: number, end: number) => named(text, start, end, ends);
  if (from <= 0 && to >= text.length) return h("blockquote", {}, ...piece(0, text.length));
  return h("blockquote", {}, ...piece(0, from), h("b", {}, ...piece(from, to)), ...piece(to, text.length));
}

/** A piece of a sentence, with the names in it marked. */
function named(text: string, start: number, end: number, ends: ArrayLike<number>): (Node | string)[] {
  const places: [number, number][] = [];
  for (let i = 0; i < ends.length; i += 4) if (ends[i + 2] >= 0) places.push([ends[i + 2], ends[i + 3]]);
  places.sort((a, b) => a[0] - b[0]);
  const parts: (Node | string)[] = [];
  let at = start;
  for (const [first, last] of places) {
    const [left, right] = [Math.max(first, at), Math.min(last, end)];
    if (left >= right) continue;
    parts.push(text.slice(at, left), h("mark", {}, text.slice(left, right)));
    at = right;
  }
  return [...parts, text.slice(at, end)];
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
