// The network of the page: columns of the island, and what is computed from them once.

import { dayOf, Ids, Island, Numbers } from "./island";

export const PLACEHOLDER = 1;

export const ACADEMICIAN = 2;

const UTF16 = new TextDecoder("utf-16le");

/** Return 0 … n - 1 ordered by their numbers, least first, of equal ones the last first. */
export function byNumber(numbers: Int32Array): Int32Array {
  const most = numbers.reduce((a, b) => Math.max(a, b), 0);
  const from = new Int32Array(most + 2);
  for (const number of numbers) from[number + 1]++;
  for (let i = 0; i <= most; i++) from[i + 1] += from[i];
  const order = new Int32Array(numbers.length);
  for (let i = numbers.length - 1; i >= 0; i--) order[from[numbers[i]]++] = i;
  return order;
}

/** Where each of many lists begins in the one that holds them all. */
function starts(lengths: Numbers): Int32Array {
  const at = new Int32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) at[i + 1] = at[i] + lengths[i];
  return at;
}

/** The region by which each node is grouped: that of a named region is itself, whether or not it lies in another. */
function regionsOf({ nodes, vocabulary, words }: Island): Int32Array {
  const region = new Int32Array(nodes.region);
  const kind = vocabulary.kinds.findIndex(({ key }) => key === "Region");
  const numbers = new Map(words.map((word, number) => [word, number]));
  for (let i = 0; i < region.length; i++) {
    if (nodes.kind[i] !== kind || nodes.flags[i] & PLACEHOLDER) continue;
    const name = nodes.name[i];
    if (!numbers.has(name)) numbers.set(name, words.push(name) - 1);
    region[i] = numbers.get(name)!;
  }
  return region;
}

/** The network of the page: columns, and what is computed from them once. */
export class Model {
  readonly n: number;
  readonly m: number;
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly degree: Int32Array;
  /** Numbers of the nodes, least linked first: the order of drawing. */
  readonly byDegree: Int32Array;
  readonly radius: Float32Array;
  /** Ties at node i: tieAt[firstTie[i] … firstTie[i + 1]]. */
  readonly firstTie: Int32Array;
  readonly tieAt: Int32Array;
  /** The pair that a tie joins, and the ties of a pair, as above. */
  readonly pairOf: Int32Array;
  readonly firstOfPair: Int32Array;
  readonly tieOfPair: Int32Array;
  readonly sentenceAt: Int32Array;
  readonly claimItems: Int32Array;
  readonly firstClaim: Int32Array;
  /** Day on which each claim was published; NaN if no document says. */
  readonly claimDay: Float64Array;
  private readonly endItems: Int32Array;
  private readonly firstEnd: Int32Array;
  readonly published: Float64Array;
  /** Number of the word for the region that each node is grouped by; -1 if none is stated. */
  readonly region: Int32Array;
  readonly silent: Set<number>;
  readonly communities: { members: number[]; top: number[] }[] = [];

  constructor(readonly island: Island) {
    const { nodes, ties } = island;
    this.n = nodes.name.length;
    this.m = ties.kind.length;
    this.source = new Int32Array(ties.source);
    this.target = new Int32Array(ties.target);
    this.silent = new Set(ties.silent);
    this.region = regionsOf(island);
    const { n, m } = this;
    this.degree = new Int32Array(n);
    this.firstTie = new Int32Array(n + 1);
    for (let t = 0; t < m; t++) {
      this.firstTie[this.source[t] + 1]++;
      if (this.target[t] !== this.source[t]) this.firstTie[this.target[t] + 1]++;
    }
    for (let i = 0; i < n; i++) this.firstTie[i + 1] += this.firstTie[i];
    const next = this.firstTie.slice();
    this.tieAt = new Int32Array(this.firstTie[n]);
    for (let t = 0; t < m; t++) {
      this.tieAt[next[this.source[t]]++] = t;
      if (this.target[t] !== this.source[t]) this.tieAt[next[this.target[t]]++] = t;
    }
    // A pair is met at its smaller end; `at` says the pair of each other end, as long as `met` names the node at hand.
    this.pairOf = new Int32Array(m);
    const met = new Int32Array(n).fill(-1);
    const at = new Int32Array(n);
    let pairs = 0;
    for (let a = 0; a < n; a++)
      for (let i = this.firstTie[a]; i < this.firstTie[a + 1]; i++) {
        const t = this.tieAt[i];
        const b = this.source[t] === a ? this.target[t] : this.source[t];
        if (b < a) continue;
        if (met[b] !== a) {
          met[b] = a;
          at[b] = pairs++;
          this.degree[a]++;
          if (a !== b) this.degree[b]++;
        }
        this.pairOf[t] = at[b];
      }
    this.firstOfPair = new Int32Array(pairs + 1);
    for (let t = 0; t < m; t++) this.firstOfPair[this.pairOf[t] + 1]++;
    for (let p = 0; p < pairs; p++) this.firstOfPair[p + 1] += this.firstOfPair[p];
    const place = this.firstOfPair.slice();
    this.tieOfPair = new Int32Array(m);
    for (let t = 0; t < m; t++) this.tieOfPair[place[this.pairOf[t]]++] = t;
    this.byDegree = byNumber(this.degree);
    this.radius = new Float32Array(n);
    for (let i = 0; i < n; i++) {
      this.radius[i] = 11 * Math.min(2.5, Math.max(1, 0.7 + 0.3 * Math.sqrt(this.degree[i])));
    }
    this.sentenceAt = starts(island.sentences.length);
    this.claimItems = new Int32Array(ties.claims.items);
    this.firstClaim = starts(ties.claims.length);
    this.endItems = new Int32Array(island.claims.ends.items);
    this.firstEnd = starts(island.claims.ends.length);
    // Both are kept above, in less room.
    ties.claims = island.claims.ends = { items: [], length: [] };
    this.published = Float64Array.from(island.documents.published, dayOf);
    this.claimDay = Float64Array.from(island.claims.document, (d) => (d < 0 ? NaN : this.published[d]));
    for (let i = n - 1; i >= 0; i--) {
      const node = this.byDegree[i];
      const number = nodes.community[node];
      if (number < 0) continue;
      const community = (this.communities[number] ??= { members: [], top: [] });
      community.members.push(node);
      if (community.top.length < 2 && !(nodes.flags[node] & PLACEHOLDER)) community.top.push(node);
    }
  }

  get pairs(): number {
    return this.firstOfPair.length - 1;
  }
  tiesOf(node: number): Int32Array {
    return this.tieAt.subarray(this.firstTie[node], this.firstTie[node + 1]);
  }
  tiesOfPair(pair: number): Int32Array {
    return this.tieOfPair.subarray(this.firstOfPair[pair], this.firstOfPair[pair + 1]);
  }
  endsOfPair(pair: number): [number, number] {
    const tie = this.tieOfPair[this.firstOfPair[pair]];
    return [this.source[tie], this.target[tie]];
  }
  other(tie: number, node: number): number {
    return this.source[tie] === node ? this.target[tie] : this.source[tie];
  }
  /** The claims that say a tie, oldest first. */
  claimsOf(tie: number): Int32Array {
    return this.claimItems.subarray(this.firstClaim[tie], this.firstClaim[tie + 1]);
  }
  /** Who takes part in a claim: role, node, from, to by turns; a node below 0 is the name -1 - node, a place of -1 is none. */
  endsOf(claim: number): Int32Array {
    return this.endItems.subarray(this.firstEnd[claim], this.firstEnd[claim + 1]);
  }
  endCount(claim: number): number {
    return (this.firstEnd[claim + 1] - this.firstEnd[claim]) / 4;
  }
  sentence(s: number): string {
    const { text } = this.island.sentences;
    if (typeof text === "string") return text.slice(this.sentenceAt[s], this.sentenceAt[s + 1]);
    return UTF16.decode(text.utf16.subarray(this.sentenceAt[s], this.sentenceAt[s + 1]));
  }
  private said = -1;
  /** Number of sentences that say the ties; others are those of figures. */
  get sentencesOfTies(): number {
    if (this.said < 0) {
      const { claims, sentences } = this.island;
      const met = new Uint8Array(sentences.length.length);
      for (const claim of this.claimItems) met[claims.sentence[claim]] = 1;
      this.said = met.reduce((sum, one) => sum + one, 0);
    }
    return this.said;
  }
  /** All sentences as one text; of a large page made when first asked for. */
  get sentences(): string {
    const { sentences } = this.island;
    if (typeof sentences.text !== "string") sentences.text = UTF16.decode(sentences.text.utf16);
    return sentences.text;
  }
  word(number: number): string {
    return number < 0 ? "" : this.island.words[number];
  }
  id(ids: Ids, number: number): string {
    if (Array.isArray(ids)) return ids[number];
    if ("text" in ids) return ids.prefix + ids.text.slice(number * ids.width, (number + 1) * ids.width);
    let id = ids.prefix;
    for (let i = number * 8; i < number * 8 + 8; i++) id += (ids.hex[i] & 255).toString(16).padStart(2, "0");
    return id;
  }
  nodeId(node: number): string {
    return this.id(this.island.nodes.id, node);
  }
  private places: Map<string, number> | null = null;
  /** Return the number of the node with this id, or -1. */
  node(id: string): number {
    if (!id) return -1;
    if (!this.places) {
      this.places = new Map();
      for (let i = 0; i < this.n; i++) this.places.set(this.nodeId(i), i);
    }
    return this.places.get(id) ?? -1;
  }
  pairBetween(a: number, b: number): number {
    const few = this.degree[a] <= this.degree[b] ? a : b;
    const wanted = few === a ? b : a;
    for (const tie of this.tiesOf(few)) if (this.other(tie, few) === wanted) return this.pairOf[tie];
    return -1;
  }
  flag(node: number, flag: number): boolean {
    return (this.island.nodes.flags[node] & flag) !== 0;
  }
}
