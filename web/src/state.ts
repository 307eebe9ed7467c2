// What the reader has chosen; all of it fits into the address after `#`, so that a link shows the same view.

import type { Camera } from "./frame";
import { dayOf, dayText } from "./island";
import type { Model } from "./model";
import { Facet, Filters, noFilters, View } from "./view";
import type { Language } from "./words";

export type Selection =
  | { what: "node"; node: number }
  | { what: "pair"; pair: number; tie?: number }
  | { what: "hub"; hub: number }
  | { what: "path"; from: number; to: number; existing: boolean };

export type Arrangement = "network" | "region" | "kind" | "time";

export interface State {
  filters: Filters;
  selection: Selection | null;
  hops: number;
  arrangement: Arrangement;
  hubsAs: "hub" | "hull" | "lines";
  colours: "kind" | "community";
  language: Language;
  theme: "auto" | "light" | "dark";
  camera: Camera | null;
  table: boolean;
}

export function firstState(language: Language): State {
  return {
    filters: noFilters(), selection: null, hops: 1, arrangement: "network", hubsAs: "hub", colours: "kind",
    language, theme: "auto", camera: null, table: false,
  };
}

/** The name of a facet's value that stays the same when the page is made anew. */
function keyOf(model: Model, facet: Facet, value: number): string {
  const { vocabulary } = model.island;
  if (value < 0) return "-";
  if (facet === "kind") return vocabulary.kinds[value].key;
  if (facet === "tie") return vocabulary.ties[value].key;
  if (facet === "status") return vocabulary.statuses[value].key;
  if (facet === "region") return model.word(value);
  return model.nodeId(model.communities[value].members[0]);
}

/** Return the state as keys and values, the usual left out. */
export function toEntries(model: Model, state: State): [string, string][] {
  const entries: [string, string][] = [];
  const { filters, selection, camera } = state;
  for (const facet of Object.keys(filters.off) as Facet[]) {
    const off = [...filters.off[facet]].map((value) => keyOf(model, facet, value)).sort();
    if (off.length) entries.push([`no-${facet}`, off.join("~")]);
  }
  if (!filters.placeholders) entries.push(["unnamed", "0"]);
  if (filters.time.mode === "until") entries.push(["until", dayText(filters.time.to)]);
  if (filters.time.mode === "window") entries.push(["window", `${dayText(filters.time.from)}~${dayText(filters.time.to)}`]);
  if (selection?.what === "node") entries.push(["node", model.nodeId(selection.node)]);
  if (selection?.what === "pair") entries.push(["tie", model.endsOfPair(selection.pair).map((node) => model.nodeId(node)).join("~")]);
  if (selection?.what === "path")
    entries.push(["path", `${model.nodeId(selection.from)}~${model.nodeId(selection.to)}~${selection.existing ? "existing" : "all"}`]);
  if (selection?.what === "hub") entries.push(["hub", String(selection.hub)]);
  if (state.hops !== 1) entries.push(["hops", String(state.hops)]);
  if (state.arrangement !== "network") entries.push(["layout", state.arrangement]);
  if (state.hubsAs !== "hub") entries.push(["many", state.hubsAs]);
  if (state.colours !== "kind") entries.push(["colour", state.colours]);
  if (state.language !== model.island.language) entries.push(["lang", state.language]);
  if (state.theme !== "auto") entries.push(["theme", state.theme]);
  if (state.table) entries.push(["table", "1"]);
  if (camera) entries.push(["at", [camera.x.toFixed(0), camera.y.toFixed(0), camera.k.toPrecision(4)].join("~")]);
  return entries;
}

export function toHash(model: Model, state: State): string {
  return toEntries(model, state).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
}

export function parseHash(hash: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [key, value = ""] = part.split("=", 2);
    if (!key) continue;
    try {
      found.set(key, decodeURIComponent(value));
    } catch {
      // An address that was cut in the middle of a sign: the rest still holds.
    }
  }
  return found;
}

/** Return the state that an address means; what it does not know stays as usual. */
export function fromEntries(model: Model, view: View, entries: Map<string, string>): State {
  const state = firstState(model.island.language === "en" ? "en" : "zh");
  const { filters } = state;
  for (const facet of Object.keys(filters.off) as Facet[]) {
    const wanted = new Set((entries.get(`no-${facet}`) ?? "").split("~").filter(Boolean));
    if (wanted.size) for (const { value } of view.options[facet]) if (wanted.has(keyOf(model, facet, value))) filters.off[facet].add(value);
  }
  filters.placeholders = entries.get("unnamed") !== "0";
  const until = dayOf(entries.get("until") ?? "");
  const [from, to] = (entries.get("window") ?? "").split("~").map(dayOf);
  if (!Number.isNaN(until)) filters.time = { mode: "until", from: NaN, to: until };
  else if (!Number.isNaN(from) && !Number.isNaN(to)) filters.time = { mode: "window", from, to };
  const node = model.node(entries.get("node") ?? "");
  if (node >= 0) state.selection = { what: "node", node };
  const ends = (entries.get("tie") ?? "").split("~").map((id) => model.node(id));
  if (ends.length === 2 && ends[0] >= 0 && ends[1] >= 0) {
    const pair = model.pairBetween(ends[0], ends[1]);
    if (pair >= 0) state.selection = { what: "pair", pair };
  }
  const path = (entries.get("path") ?? "").split("~");
  if (path.length === 3 && model.node(path[0]) >= 0 && model.node(path[1]) >= 0)
    state.selection = { what: "path", from: model.node(path[0]), to: model.node(path[1]), existing: path[2] === "existing" };
  if (/^\d+$/.test(entries.get("hub") ?? "")) state.selection = { what: "hub", hub: Number(entries.get("hub")) };
  const hops = Number(entries.get("hops") ?? 1);
  state.hops = hops >= 1 && hops <= 3 ? Math.round(hops) : 1;
  const one = <T extends string>(key: string, known: readonly T[], usual: T): T => {
    const value = entries.get(key) as T;
    return known.includes(value) ? value : usual;
  };
  state.arrangement = one("layout", ["network", "region", "kind", "time"] as const, "network");
  state.hubsAs = one("many", ["hub", "hull", "lines"] as const, "hub");
  state.colours = one("colour", ["kind", "community"] as const, "kind");
  state.language = one("lang", ["zh", "en"] as const, state.language);
  state.theme = one("theme", ["auto", "light", "dark"] as const, "auto");
  state.table = entries.get("table") === "1";
  const at = (entries.get("at") ?? "").split("~").map(Number);
  if (at.length === 3 && at.every(Number.isFinite) && at[2] > 0) state.camera = { x: at[0], y: at[1], k: at[2] };
  return state;
}
