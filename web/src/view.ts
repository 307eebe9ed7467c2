// Which nodes and ties are shown: facets, placeholders and time put together, with live counts.

import { ACADEMICIAN, Model, PLACEHOLDER } from "./model";

export type Facet = "kind" | "region" | "community" | "tie" | "status";
export const NODE_FACETS: Facet[] = ["kind", "region", "community"];
export const TIE_FACETS: Facet[] = ["tie", "status"];

export interface Time {
  /** all: as the data stand; until: replayed to the day `to`; window: said between `from` and `to`. */
  mode: "all" | "until" | "window";
  from: number;
  to: number;
}

export interface Filters {
  off: Record<Facet, Set<number>>;
  placeholders: boolean;
  time: Time;
}

export function noFilters(): Filters {
  return {
    off: { kind: new Set(), region: new Set(), community: new Set(), tie: new Set(), status: new Set() },
    placeholders: true,
    time: { mode: "all", from: NaN, to: NaN },
  };
}

export interface Option {
  value: number;
  /** Of the whole network. */
  total: number;
  /** Under the other filters. */
  count: number;
}

/** The day on which each claim was published, and what the network says on a day. */
export class View {
  readonly node: Uint8Array;
  readonly tie: Uint8Array;
  /** Status of each tie on the day looked at; -1 where nothing had been said yet. */
  status: Int8Array;
  nodes = 0;
  ties = 0;
  /** Ties that no dated document says: left out where a day is looked at, and counted. */
  undated = 0;
  readonly options: Record<Facet, Option[]> = { kind: [], region: [], community: [], tie: [], status: [] };
  private readonly present: Int8Array;
  /** Value of a node or tie under each facet. */
  private readonly values: Record<Facet, ArrayLike<number>>;

  constructor(private readonly model: Model) {
    const { nodes, ties } = model.island;
    this.node = new Uint8Array(model.n);
    this.tie = new Uint8Array(model.m);
    this.present = new Int8Array(ties.status);
    this.status = this.present;
    const named = model.communities.map((c) => c && c.members.length >= 3);
    this.values = {
      kind: nodes.kind,
      region: nodes.region,
      community: new Int32Array(nodes.community).map((c) => (c >= 0 && named[c] ? c : -1)),
      tie: ties.kind,
      status: this.status,
    };
    for (const facet of [...NODE_FACETS, ...TIE_FACETS]) {
      const total = new Map<number, number>();
      const values = this.values[facet];
      for (let i = 0; i < values.length; i++) total.set(values[i], (total.get(values[i]) ?? 0) + 1);
      this.options[facet] = [...total].map(([value, n]) => ({ value, total: n, count: n }));
      if (facet === "status") {
        for (let s = 0; s < model.island.vocabulary.statuses.length; s++)
          if (!total.has(s)) this.options.status.push({ value: s, total: 0, count: 0 });
        const order = model.island.vocabulary.statuses;
        this.options.status.sort((a, b) => order[a.value].order - order[b.value].order);
      } else if (facet === "community") this.options[facet].sort((a, b) => (a.value < 0 ? 1 : b.value < 0 ? -1 : a.value - b.value));
      else this.options[facet].sort((a, b) => (a.value < 0 ? 1 : b.value < 0 ? -1 : b.total - a.total || a.value - b.value));
    }
  }

  value(facet: Facet, item: number): number {
    return this.values[facet][item];
  }

  update(filters: Filters): void {
    const { model } = this;
    const { n, m } = model;
    this.replay(filters.time);
    this.values.status = this.status;
    const offs = (facets: Facet[]) => facets.map((facet) => ({ values: this.values[facet], off: filters.off[facet] }));
    const nodeFacets = offs(NODE_FACETS);
    const tieFacets = offs(TIE_FACETS);
    // How many facets refuse a thing, and which: a thing counts for an option if no other facet refuses it.
    const refuses = (facets: { values: ArrayLike<number>; off: Set<number> }[], i: number): number => {
      let bits = 0;
      for (let f = 0; f < facets.length; f++) if (facets[f].off.size && facets[f].off.has(facets[f].values[i])) bits |= 1 << f;
      return bits;
    };
    const nodeBits = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      nodeBits[i] = refuses(nodeFacets, i) | (!filters.placeholders && model.flag(i, PLACEHOLDER) ? 128 : 0);
    }
    const count: Record<Facet, Map<number, number>> = {
      kind: new Map(), region: new Map(), community: new Map(), tie: new Map(), status: new Map(),
    };
    const add = (facet: Facet, i: number) => {
      const value = this.values[facet][i];
      count[facet].set(value, (count[facet].get(value) ?? 0) + 1);
    };
    const narrowed = filters.time.mode !== "all" || TIE_FACETS.some((facet) => filters.off[facet].size > 0);
    const touched = new Uint8Array(n);
    this.ties = 0;
    for (let t = 0; t < m; t++) {
      this.tie[t] = 0;
      if (this.status[t] < 0) continue;
      const bits = refuses(tieFacets, t);
      const a = model.source[t];
      const b = model.target[t];
      if (bits === 0) touched[a] = touched[b] = 1;
      if (nodeBits[a] || nodeBits[b]) continue;
      if (bits === 0) {
        this.tie[t] = 1;
        this.ties++;
      }
      for (let f = 0; f < TIE_FACETS.length; f++) if ((bits & ~(1 << f)) === 0) add(TIE_FACETS[f], t);
    }
    this.nodes = 0;
    for (let i = 0; i < n; i++) {
      const linked = !narrowed || touched[i];
      this.node[i] = nodeBits[i] === 0 && linked ? 1 : 0;
      this.nodes += this.node[i];
      if (linked) for (let f = 0; f < NODE_FACETS.length; f++) if ((nodeBits[i] & ~(1 << f)) === 0) add(NODE_FACETS[f], i);
    }
    for (const facet of [...NODE_FACETS, ...TIE_FACETS])
      for (const option of this.options[facet]) option.count = count[facet].get(option.value) ?? 0;
  }

  /** Set each tie's status to what had been said by the day; a later step of the lifecycle wins within one day. */
  private replay(time: Time): void {
    this.undated = 0;
    if (time.mode === "all") {
      this.status = this.present;
      return;
    }
    const { model } = this;
    const { claims, vocabulary } = model.island;
    const { firstClaim, claimItems, claimDay } = model;
    const order = vocabulary.statuses.map((status) => status.order);
    const status = new Int8Array(model.m).fill(-1);
    for (let t = 0; t < model.m; t++) {
      let latest = -Infinity;
      let dated = false;
      let inside = false;
      for (let i = firstClaim[t]; i < firstClaim[t + 1]; i++) {
        const c = claimItems[i];
        const day = claimDay[c];
        if (day !== day) continue;
        dated = true;
        if (day > time.to) continue;
        if (day >= time.from) inside = true;
        if (day > latest || (day === latest && order[claims.status[c]] > order[status[t]])) {
          latest = day;
          status[t] = claims.status[c];
        }
      }
      if (!dated) this.undated++;
      if (time.mode === "window" && !inside) status[t] = -1;
    }
    this.status = status;
  }
}

export { ACADEMICIAN, PLACEHOLDER };
