// The data island, read into columns.

import { inflate } from "./inflate";

export type Pair = [string, string];

export interface Kind {
  key: string;
  label: Pair;
  colour: string;
  dark: string;
  shape: string;
}
export interface TieKind {
  key: string;
  label: Pair;
  collaboration: boolean;
}
export interface Status {
  key: string;
  label: Pair;
  group: number;
  order: number;
}
export interface Group {
  key: string;
  label: Pair;
  colour: string;
  dark: string;
  dash: number[];
  width: number;
}
export interface Reading {
  name: string;
  text: string;
  state: Record<string, string>;
}
type Ids = string[] | { prefix: string; width: number; text: string };
type Sparse<T> = Record<string, T>;

/** The island as `viz/scene.py` writes it. */
export interface Island {
  form: number;
  title: string;
  language: string;
  view: {
    as_of: string | null;
    newest: string | null;
    revision: string;
    statuses: string[] | null;
    kinds: string[] | null;
    without: string[];
    left_out: Record<string, number>;
    silent_after: number;
  };
  nodes: {
    id: Ids;
    name: string[];
    en: string[];
    aliases: Sparse<string[]>;
    kind: number[];
    subkind: number[];
    region: number[];
    basis: number[];
    sector: number[];
    identifiers: Sparse<string[]>;
    flags: number[];
    x: number[];
    y: number[];
    community: number[];
  };
  ties: {
    id: Ids;
    kind: number[];
    source: number[];
    target: number[];
    directed: number[];
    status: number[];
    since: number[];
    asserted: number[];
    weight: number[];
    silent: number[];
    field: number[];
    claims: number[][];
  };
  claims: {
    id: Ids;
    kind: number[];
    status: number[];
    document: number[];
    when: number[];
    start: number[];
    sentence: number[];
    ends: number[][];
    roles: string[];
    names: string[];
    field: Sparse<string>;
    position: Sparse<string>;
    amount: Sparse<string>;
    confidence: Sparse<number>;
  };
  quantities: {
    indicator: string[];
    low: (number | null)[];
    high: (number | null)[];
    unit: string[];
    relation: string[];
    modality: string[];
    period: string[];
    scope: number[];
    document: number[];
    sentence: number[];
  };
  documents: {
    id: string[];
    title: string[];
    address: string[];
    publisher: string[];
    published: string[];
    language: string[];
    damage: Sparse<string[]>;
  };
  sentences: { text: string; length: number[] };
  words: string[];
  vocabulary: {
    kinds: Kind[];
    ties: TieKind[];
    statuses: Status[];
    groups: Group[];
    relations: Record<string, Pair>;
    modalities: Record<string, Pair>;
    sectors: Record<string, Pair>;
    subkinds: Record<string, Pair>;
    roles: Record<string, Pair>;
  };
  pinyin: Record<string, string>;
  readings: Reading[];
}

export const FORM = 1;
export const PLACEHOLDER = 1;
export const ACADEMICIAN = 2;

/** Why an island could not be read: "damaged" (cut short or altered) or "form" (of another version). */
export class IslandError extends Error {
  constructor(readonly reason: "damaged" | "form") {
    super(reason);
  }
}

function adler(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let i = 0; i < bytes.length; ) {
    const end = Math.min(i + 3800, bytes.length);
    for (; i < end; i++) {
      a += bytes[i];
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}

function unpacked(text: string): Uint8Array {
  const raw = atob(text.trim());
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

async function stream(bytes: Uint8Array): Promise<Uint8Array> {
  const unpacking = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(unpacking).arrayBuffer());
}

/** Return the island of the page; throws IslandError if it is damaged or of another form. */
export async function readIsland(element: HTMLElement): Promise<Island> {
  let island: Island;
  try {
    const text = element.textContent || "";
    let bytes: Uint8Array;
    if (element.dataset.form === "deflate") {
      const raw = unpacked(text);
      bytes = typeof DecompressionStream === "undefined" ? inflate(raw) : await stream(raw);
    } else bytes = new TextEncoder().encode(text);
    const json = new TextDecoder().decode(bytes);
    // A plain island is escaped, so its sum is that of the text it stands for.
    island = JSON.parse(json);
    if (element.dataset.form === "deflate" && adler(bytes) !== Number(element.dataset.sum)) throw new Error("sum");
  } catch {
    throw new IslandError("damaged");
  }
  if (island.form !== FORM) throw new IslandError("form");
  return island;
}

/** "2023-05-30" as a day number; NaN if it is no date. Of "2023" and "2023-05" the first day. */
export function dayOf(text: string): number {
  if (!text) return NaN;
  const [y, m = "01", d = "01"] = text.split("-");
  return Math.round(Date.UTC(+y, +m - 1, +d) / 86400000);
}

export function dayText(day: number): string {
  return new Date(day * 86400000).toISOString().slice(0, 10);
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
  readonly published: Float64Array;
  readonly silent: Set<number>;
  readonly communities: { members: number[]; top: number[] }[] = [];

  constructor(readonly island: Island) {
    const { nodes, ties } = island;
    this.n = nodes.name.length;
    this.m = ties.kind.length;
    this.source = Int32Array.from(ties.source);
    this.target = Int32Array.from(ties.target);
    this.silent = new Set(ties.silent);
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
    const seen = new Map<number, number>();
    this.pairOf = new Int32Array(m);
    for (let t = 0; t < m; t++) {
      const a = Math.min(this.source[t], this.target[t]);
      const b = Math.max(this.source[t], this.target[t]);
      const key = a * n + b;
      let pair = seen.get(key);
      if (pair === undefined) {
        pair = seen.size;
        seen.set(key, pair);
        this.degree[a]++;
        if (a !== b) this.degree[b]++;
      }
      this.pairOf[t] = pair;
    }
    this.firstOfPair = new Int32Array(seen.size + 1);
    for (let t = 0; t < m; t++) this.firstOfPair[this.pairOf[t] + 1]++;
    for (let p = 0; p < seen.size; p++) this.firstOfPair[p + 1] += this.firstOfPair[p];
    const place = this.firstOfPair.slice();
    this.tieOfPair = new Int32Array(m);
    for (let t = 0; t < m; t++) this.tieOfPair[place[this.pairOf[t]]++] = t;
    this.byDegree = Int32Array.from({ length: n }, (_, i) => i).sort(
      (a, b) => this.degree[a] - this.degree[b] || b - a,
    );
    this.radius = new Float32Array(n);
    for (let i = 0; i < n; i++) {
      this.radius[i] = 11 * Math.min(2.5, Math.max(1, 0.7 + 0.3 * Math.sqrt(this.degree[i])));
    }
    const lengths = island.sentences.length;
    this.sentenceAt = new Int32Array(lengths.length + 1);
    for (let s = 0; s < lengths.length; s++) this.sentenceAt[s + 1] = this.sentenceAt[s] + lengths[s];
    this.published = Float64Array.from(island.documents.published, dayOf);
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
  sentence(s: number): string {
    return this.island.sentences.text.slice(this.sentenceAt[s], this.sentenceAt[s + 1]);
  }
  word(number: number): string {
    return number < 0 ? "" : this.island.words[number];
  }
  id(ids: Ids, number: number): string {
    if (Array.isArray(ids)) return ids[number];
    return ids.prefix + ids.text.slice(number * ids.width, (number + 1) * ids.width);
  }
  nodeId(node: number): string {
    return this.id(this.island.nodes.id, node);
  }
  private places: Map<string, number> | null = null;
  /** Return the number of the node with this id, or -1. */
  node(id: string): number {
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
