// Search over names, aliases, pinyin and the sentences themselves.

import type { Model } from "./model";

export interface Hit {
  node: number;
  /** The name that matched, where it is not the one shown. */
  through: string;
  /** Lower is better. */
  rank: number;
}

export interface SentenceHit {
  sentence: number;
  at: number;
}

const HAN = /[\u3400-\u9fff]/;

export class Search {
  private readonly names: { node: number; text: string; low: string }[] = [];
  private readonly readings = new Map<string, string[]>();
  private sentences = "";
  private claimsOf: Map<number, number[]> | null = null;
  private tiesOf: Map<number, number> | null = null;

  constructor(private readonly model: Model) {
    const { nodes, pinyin } = model.island;
    for (const [sign, read] of Object.entries(pinyin)) this.readings.set(sign, read.split(" "));
    for (let i = 0; i < model.n; i++) {
      this.names.push({ node: i, text: nodes.name[i], low: nodes.name[i].toLowerCase() });
      for (const alias of nodes.aliases[i] ?? []) this.names.push({ node: i, text: alias, low: alias.toLowerCase() });
    }
  }

  /** Return the nodes whose names match, best first. */
  find(query: string, most = 30): Hit[] {
    const wanted = query.trim().toLowerCase();
    if (!wanted) return [];
    const sounds = /^[a-zü' ]+$/.test(wanted) ? wanted.replace(/[' ]/g, "").replace(/ü/g, "v") : "";
    const best = new Map<number, Hit>();
    for (const { node, text, low } of this.names) {
      let rank = Infinity;
      const at = low.indexOf(wanted);
      if (at === 0) rank = low.length === wanted.length ? 0 : 1;
      else if (at > 0) rank = /[\s(-]/.test(low[at - 1]) ? 2 : 3;
      else if (sounds && HAN.test(low)) {
        const start = this.sounds(low, sounds);
        if (start >= 0) rank = start === 0 ? 4 : 5;
      }
      if (rank === Infinity) continue;
      const had = best.get(node);
      if (!had || rank < had.rank) best.set(node, { node, through: text, rank });
    }
    const { degree } = this.model;
    return [...best.values()].sort((a, b) => a.rank - b.rank || degree[b.node] - degree[a.node] || a.node - b.node).slice(0, most);
  }

  /** Return where in `name` the letters are heard, each sign by its whole reading or by its first letter; else -1. */
  sounds(name: string, letters: string): number {
    const signs = [...name];
    for (let start = 0; start < signs.length; start++) if (this.heard(signs, start, letters, 0)) return start;
    return -1;
  }

  private heard(signs: string[], i: number, letters: string, at: number): boolean {
    if (at === letters.length) return true;
    if (i === signs.length) return false;
    const readings = this.readings.get(signs[i]);
    if (!readings) return signs[i] === letters[at] && this.heard(signs, i + 1, letters, at + 1);
    for (const reading of readings) {
      if (reading[0] !== letters[at]) continue;
      if (this.heard(signs, i + 1, letters, at + 1)) return true;
      const rest = letters.slice(at, at + reading.length);
      // The last sign may be typed in part.
      if (reading.startsWith(rest) && (rest.length === reading.length || at + rest.length === letters.length)) {
        if (this.heard(signs, i + 1, letters, at + rest.length)) return true;
      }
    }
    return false;
  }

  /** Return sentences that contain the words, in the order of the data. */
  inSentences(query: string, most = 20): SentenceHit[] {
    const wanted = query.trim().toLowerCase();
    if (wanted.length < 2) return [];
    const { model } = this;
    if (!this.sentences) {
      const lower = model.island.sentences.text.toLowerCase();
      // A few signs grow in lower case; then positions no longer hold, and case must be as written.
      this.sentences = lower.length === model.island.sentences.text.length ? lower : model.island.sentences.text;
    }
    const hits: SentenceHit[] = [];
    let from = 0;
    while (hits.length < most) {
      const at = this.sentences.indexOf(wanted, from);
      if (at < 0) break;
      let low = 0;
      let high = model.sentenceAt.length - 2;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (model.sentenceAt[middle] <= at) low = middle;
        else high = middle - 1;
      }
      from = model.sentenceAt[low + 1];
      if (at + wanted.length <= from) hits.push({ sentence: low, at: at - model.sentenceAt[low] });
      else from = at + 1;
    }
    return hits;
  }

  /** Return the first tie that a sentence proves, or -1. */
  tieOf(sentence: number): number {
    const { claims, ties } = this.model.island;
    if (!this.claimsOf || !this.tiesOf) {
      this.claimsOf = new Map();
      claims.sentence.forEach((s, c) => {
        const had = this.claimsOf!.get(s);
        if (had) had.push(c);
        else this.claimsOf!.set(s, [c]);
      });
      this.tiesOf = new Map();
      for (let t = this.model.m - 1; t >= 0; t--) for (const c of ties.claims[t]) this.tiesOf.set(c, t);
    }
    for (const c of this.claimsOf.get(sentence) ?? []) {
      const tie = this.tiesOf.get(c);
      if (tie !== undefined) return tie;
    }
    return -1;
  }
}
