// The data island of the page: its form, and how it is read.

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
  dash: number[];
  width: number;
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

export type Ids = string[] | { prefix: string; width: number; text: string } | { prefix: string; hex: Int8Array };

/** A column: a plain list in a readable page, bytes in a compressed one. */
export type Numbers = number[] | Int8Array | Int16Array | Int32Array;

interface Flat {
  items: Numbers;
  length: Numbers;
}

type Sparse<T> = Record<string, T>;

/** The island as `viz/scene.py` fills it. */
export interface Island {
  form: number;
  title: Pair;
  language: string;
  view: {
    as_of: string | null;
    newest: string | null;
    revision: string;
    statuses: string[] | null;
    kinds: string[] | null;
    without: string[];
    /** Which claims are shown, where they are not the usual ones. */
    cut: Pair | null;
    /** What the view left out, in Chinese and English, and how much of it. */
    left_out: [string, string, number][];
    silent_after: number;
  };
  nodes: {
    id: Ids;
    name: string[];
    en: Sparse<string>;
    aliases: Sparse<string[]>;
    kind: Numbers;
    subkind: Numbers;
    region: Numbers;
    basis: Numbers;
    sector: Numbers;
    identifiers: Sparse<string[]>;
    flags: Numbers;
    x: Numbers;
    y: Numbers;
    community: Numbers;
  };
  ties: {
    id: Ids;
    kind: Numbers;
    source: Numbers;
    target: Numbers;
    directed: Numbers;
    status: Numbers;
    since: Numbers;
    asserted: Numbers;
    weight: Numbers;
    silent: Numbers;
    field: Numbers;
    claims: Flat;
  };
  claims: {
    id: Ids;
    kind: Numbers;
    status: Numbers;
    document: Numbers;
    when: Numbers;
    start: Numbers;
    sentence: Numbers;
    /** From where to where in the sentence the quote stands. */
    from: Numbers;
    to: Numbers;
    ends: Flat;
    roles: string[];
    names: string[];
    field: Numbers;
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
    scope: Numbers;
    document: Numbers;
    sentence: Numbers;
    /** From where to where in the sentence the quote stands. */
    from: Numbers;
    to: Numbers;
  };
  documents: {
    id: string[];
    title: string[];
    address: string[];
    publisher: string[];
    published: string[];
    language: string[];
    damage: Sparse<Pair[]>;
  };
  sentences: { text: string | { utf16: Int16Array }; length: Numbers };
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
  /** Traditional characters that may be typed for those in names → the simplified ones. */
  simple: Record<string, string>;
  readings: Reading[];
}

export const FORM = 2;

/** Why an island could not be read: "damaged" (cut short or altered) or "form" (of another version). */
export class IslandError extends Error {
  constructor(readonly reason: "damaged" | "form") {
    super(reason);
  }
}

function unpacked(text: string): Uint8Array {
  const native = (Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array }).fromBase64;
  if (native) return native.call(Uint8Array, text);
  const raw = atob(text.trim());
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

async function stream(bytes: Uint8Array): Promise<Uint8Array> {
  // Written straight into the stream: a Blob would take the bytes through another process.
  const { writable, readable } = new DecompressionStream("deflate");
  const pen = writable.getWriter();
  const written = pen.write(bytes as BufferSource).then(() => pen.close());
  const [content] = await Promise.all([new Response(readable).arrayBuffer(), written]);
  return new Uint8Array(content);
}

interface Column {
  bits: 8 | 16 | 32;
  at: number;
  n: number;
}

/** Put columns, which stand as bytes after the JSON part, where the JSON part names them. */
function withNumbers(value: unknown, buffer: ArrayBuffer, base: number): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { bits, at, n } = value as Column;
  if (bits === 8) return new Int8Array(buffer, base + at, n);
  if (bits === 16) return new Int16Array(buffer, base + at, n);
  if (bits === 32) return new Int32Array(buffer, base + at, n);
  for (const [key, item] of Object.entries(value)) (value as Record<string, unknown>)[key] = withNumbers(item, buffer, base);
  return value;
}

/** Return the island that bytes hold: see `Scene.to_bytes` in viz/island.py. */
export function fromBytes(bytes: Uint8Array): Island {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(4, 4 + length)));
  return withNumbers(json, bytes.buffer as ArrayBuffer, bytes.byteOffset + 4 + length) as Island;
}

/** Return the island of the page; throws IslandError if it is damaged or of another form. */
export async function readIsland(element: HTMLElement): Promise<Island> {
  let island: Island;
  try {
    const text = element.textContent || "";
    if (element.dataset.form === "deflate") {
      const raw = unpacked(text);
      // Both ways check the sum that stands at the end of the data.
      island = fromBytes(typeof DecompressionStream === "undefined" ? inflate(raw) : await stream(raw));
    } else island = JSON.parse(text);
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
