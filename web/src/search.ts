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

const HAN = 0x3400;
const SIGNS = 0xa000 - HAN;
const NONE: string[] = [];
// So many matches are ranked; beyond them the most linked nodes have been seen.
const ENOUGH = 400;

export class Search {
  /** Every name as it is compared (see `plain`), a line each, those of the most linked nodes first. */
  private readonly text: string;
  private readonly lineAt: Int32Array;
  private readonly nodeOf: Int32Array;
  /** Readings of each Chinese sign, by its code. */
  private readonly readings: string[][] = [];
  /** Places of the signs with a reading that begins with a letter: those of letter i from `firstHeard[i]` on. */
  private readonly heardAt: Int32Array;
  private readonly firstHeard = new Int32Array(27);
  private tieOfSentence: Int32Array | null = null;
  private readonly traditional: RegExp | null;

  constructor(private readonly model: Model) {
    const { nodes, pinyin, simple } = model.island;
    const signs = Object.keys(simple).join("");
    this.traditional = signs ? new RegExp(`[${signs}]`, "g") : null;
    // For each Chinese sign the letters with which its readings begin, a bit each.
    const initials = new Int32Array(SIGNS);
    for (let i = 0; i < SIGNS; i++) this.readings.push(NONE);
    for (const [sign, read] of Object.entries(pinyin)) {
      const readings = read.split(" ");
      this.readings[sign.charCodeAt(0) - HAN] = readings;
      for (const reading of readings) initials[sign.charCodeAt(0) - HAN] |= 1 << (reading.charCodeAt(0) - 97);
    }
    const lines: string[] = [];
    const owners: number[] = [];
    for (let i = model.n - 1; i >= 0; i--) {
      const node = model.byDegree[i];
      for (const name of [nodes.name[node], ...(nodes.aliases[node] ?? [])]) {
        lines.push(unspaced(name).replace(/\n/g, " "));
        owners.push(node);
      }
    }
    const text = lines.join("\n");
    const lower = text.toLowerCase();
    // A few signs grow in lower case; then positions no longer hold, and case must be as written.
    this.text = this.plain(lower.length === text.length ? lower : text);
    this.nodeOf = Int32Array.from(owners);
    this.lineAt = new Int32Array(lines.length + 1);
    lines.forEach((line, i) => { this.lineAt[i + 1] = this.lineAt[i] + line.length + 1; });
    this.heardAt = this.places(initials);
  }

  /** Return a text in simplified characters and signs of plain width, of the same length. */
  private plain(text: string): string {
    const narrow = text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
    return this.traditional ? narrow.replace(this.traditional, (sign) => this.model.island.simple[sign]) : narrow;
  }

  /** Return the places of signs, sorted by the letters with which they may begin, and within one as they stand. */
  private places(initials: Int32Array): Int32Array {
    const { text, firstHeard } = this;
    const each = (visit: (letter: number, at: number) => void) => {
      for (let at = 0; at < text.length; at++) {
        const sign = text.charCodeAt(at) - HAN;
        if (sign < 0 || sign >= SIGNS) continue;
        for (let bits = initials[sign]; bits; bits &= bits - 1) visit(31 - Math.clz32(bits & -bits), at);
      }
    };
    each((letter) => { firstHeard[letter + 1]++; });
    for (let letter = 0; letter < 26; letter++) firstHeard[letter + 1] += firstHeard[letter];
    const next = firstHeard.slice();
    const found = new Int32Array(firstHeard[26]);
    each((letter, at) => { found[next[letter]++] = at; });
    return found;
  }

  /** Do once, while nobody waits, what the first search would wait for. */
  warm(): void {
    this.find("a");
    this.inSentences("aa");
    this.tieOf(0);
  }

  /** The name of a line as it is written. */
  private written(i: number): string {
    const { nodes } = this.model.island;
    const node = this.nodeOf[i];
    let first = i;
    while (first > 0 && this.nodeOf[first - 1] === node) first--;
    return i === first ? nodes.name[node] : nodes.aliases[node][i - first - 1];
  }

  /** Return the nodes whose names match, best first. */
  find(query: string, most = 30): Hit[] {
    const wanted = this.plain(unspaced(query.trim().toLowerCase()));
    if (!wanted) return [];
    const best = new Map<number, { line: number; rank: number }>();
    const keep = (line: number, rank: number) => {
      const had = best.get(this.nodeOf[line]);
      if (!had || rank < had.rank) best.set(this.nodeOf[line], { line, rank });
    };
    let line = 0;
    for (let at = this.text.indexOf(wanted); at >= 0 && best.size < ENOUGH; at = this.text.indexOf(wanted, at + 1)) {
      line = lineOf(this.lineAt, at, line);
      const start = this.lineAt[line];
      const whole = this.lineAt[line + 1] - 1 - start === wanted.length;
      keep(line, at === start ? (whole ? 0 : 1) : /[\s(（-]/.test(this.text[at - 1]) ? 2 : 3);
    }
    if (/^[a-zü' ]+$/.test(wanted)) {
      const letters = wanted.replace(/[' ]/g, "").replace(/ü/g, "v");
      const first = letters.charCodeAt(0) - 97;
      const { text, heardAt, firstHeard } = this;
      let line = 0;
      // A match begins with a Chinese sign: what is written in letters is found as written.
      for (let i = firstHeard[first]; i < firstHeard[first + 1] && best.size < ENOUGH; i++) {
        const at = heardAt[i];
        if (!this.heard(text, at, letters, 0)) continue;
        line = lineOf(this.lineAt, at, line);
        keep(line, at === this.lineAt[line] ? 4 : 5);
      }
    }
    const { degree } = this.model;
    return [...best]
      .sort(([a, x], [b, y]) => x.rank - y.rank || degree[b] - degree[a] || a - b)
      .slice(0, most)
      .map(([node, { line, rank }]) => ({ node, rank, through: this.written(line) }));
  }

  /** Return whether the letters are heard from sign `i` on, each sign by its whole reading or by its first letter. */
  private heard(signs: string, i: number, letters: string, at: number): boolean {
    if (at === letters.length) return true;
    if (i === signs.length) return false;
    const sign = signs.charCodeAt(i) - HAN;
    const readings = sign >= 0 && sign < SIGNS ? this.readings[sign] : NONE;
    if (!readings.length) return signs[i] !== "\n" && signs[i] === letters[at] && this.heard(signs, i + 1, letters, at + 1);
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
    const text = model.sentences;
    const hits: SentenceHit[] = [];
    // Chinese has no case: only letters need the slower way.
    const letters = /[a-z]/.test(wanted) ? new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "gi") : null;
    let from = 0;
    while (hits.length < most) {
      let at: number;
      if (letters) {
        letters.lastIndex = from;
        at = letters.exec(text)?.index ?? -1;
      } else at = text.indexOf(wanted, from);
      if (at < 0) break;
      const sentence = lineOf(model.sentenceAt, at, 0);
      from = model.sentenceAt[sentence + 1];
      if (at + wanted.length <= from) hits.push({ sentence, at: at - model.sentenceAt[sentence] });
      else from = at + 1;
    }
    return hits;
  }

  /** Return the first tie that a sentence proves, or -1. */
  tieOf(sentence: number): number {
    const { model } = this;
    if (!this.tieOfSentence) {
      const { claims, sentences } = model.island;
      this.tieOfSentence = new Int32Array(sentences.length.length).fill(-1);
      for (let t = model.m - 1; t >= 0; t--) for (let i = model.firstClaim[t]; i < model.firstClaim[t + 1]; i++) this.tieOfSentence[claims.sentence[model.claimItems[i]]] = t;
    }
    return this.tieOfSentence[sentence];
  }
}

/** Return a name without the blanks between Chinese signs, which none of them needs. */
function unspaced(name: string): string {
  return name.replace(/([\u3400-\u9fff])\s+(?=[\u3400-\u9fff])/g, "$1");
}

/** Return which of the parts that begin at `starts` holds the place `at`; `from` is a part not after it. */
function lineOf(starts: Int32Array, at: number, from: number): number {
  let low = from;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
