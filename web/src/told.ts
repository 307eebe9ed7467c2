// What had been said of a tie by the day looked at. Of a tie that this day does not show, what is said today.

import type { App } from "./app";
import { dayOf } from "./island";

type Looked = Pick<App, "model" | "view">;

function today({ view }: Looked, tie: number): boolean {
  return view.time.mode === "all" || view.status[tie] < 0;
}

/** Whether a claim belongs to what had been said: an undated one belongs to no day. */
export function saidByThen({ model, view }: Looked, claim: number): boolean {
  return view.time.mode === "all" || model.claimDay[claim] <= view.time.to;
}

/** The ties of a node that the time looked at speaks of. */
export function tiesBy({ model, view }: Looked, node: number): number[] {
  return Array.from(model.tiesOf(node)).filter((tie) => view.status[tie] >= 0);
}

/** The number of those whom these ties join it to. */
export function partnersBy(looked: Looked, node: number): number {
  const { model, view } = looked;
  return view.time.mode === "all" ? model.degree[node] : new Set(tiesBy(looked, node).map((tie) => model.pairOf[tie])).size;
}

/** The claims that say a tie, oldest first. */
export function claimsBy(looked: Looked, tie: number): Int32Array {
  const claims = looked.model.claimsOf(tie);
  return today(looked, tie) ? claims : claims.filter((claim) => saidByThen(looked, claim));
}

/** The day on which the last of them was published; empty if none has one. */
export function assertedBy(looked: Looked, tie: number): string {
  const { model } = looked;
  const { ties, claims, documents } = model.island;
  if (today(looked, tie)) return model.word(ties.asserted[tie]);
  // Every overview asks this of every tie: from the end it is found at once.
  const said = model.claimsOf(tie);
  for (let i = said.length - 1; i >= 0; i--) if (saidByThen(looked, said[i])) return documents.published[claims.document[said[i]]];
  return "";
}

/** Since when the tie has its status, as the claims of this status put it: of an ended tie its end; empty if none does. */
export function sinceBy(looked: Looked, tie: number): string {
  const { model, view } = looked;
  const { ties, claims } = model.island;
  if (today(looked, tie)) return model.word(ties.since[tie]);
  const whens = Array.from(claimsBy(looked, tie)).filter((c) => claims.status[c] === view.status[tie]).map((c) => model.word(claims.when[c])).filter(Boolean);
  const day = (when: string) => (Number.isNaN(dayOf(when)) ? Infinity : dayOf(when));
  return whens.reduce((first, when) => (first && day(first) <= day(when) ? first : when), "");
}

/** The number of documents that say a tie. */
export function weightBy(looked: Looked, tie: number): number {
  const { ties, claims } = looked.model.island;
  return today(looked, tie) ? ties.weight[tie] : new Set(Array.from(claimsBy(looked, tie), (c) => claims.document[c])).size;
}

/** The field of cooperation that was named last; empty if none was. */
export function fieldBy(looked: Looked, tie: number): string {
  const { model } = looked;
  const { ties, claims } = model.island;
  const field = today(looked, tie) ? ties.field[tie] : Array.from(claimsBy(looked, tie)).reverse().map((c) => claims.field[c]).find((f) => f >= 0);
  return model.word(field ?? -1);
}

/** How much there is: nodes, ties, and the sentences and documents that say them; on a past day what had been said by then. */
export function muchBy(looked: Looked): { n: number; m: number; d: number; s: number } {
  const { model, view } = looked;
  const { claims, documents } = model.island;
  if (view.time.mode === "all") return { n: model.n, m: model.m, d: documents.id.length, s: model.sentencesOfTies };
  const [nodes, sentences, sources] = [new Set<number>(), new Set<number>(), new Set<number>()];
  let m = 0;
  for (let tie = 0; tie < model.m; tie++) {
    if (view.status[tie] < 0) continue;
    m++;
    nodes.add(model.source[tie]).add(model.target[tie]);
    for (const claim of claimsBy(looked, tie)) {
      sentences.add(claims.sentence[claim]);
      sources.add(claims.document[claim]);
    }
  }
  return { n: nodes.size, m, d: sources.size, s: sentences.size };
}
