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
  /** What `update` last looked at. */
  time: Time = noFilters().time;
  /** Status of each tie on the day looked at; -1 where nothing had been said yet. */
  status: Int8Array;
  nodes = 0;
  ties = 0;
  /** Ties that no dated document says: left out where a day is looked at, and counted. */
  undated = 0;
  readonly options: Record<Facet, Option[]> = { kind: [], region: [], community: [], tie: [], status: [] };
  private readonly present: Int8Array;
  /** Value of a node or tie under each facet; -1 for none. */
  private readonly values: Record<Facet, Int32Array | Int8Array>;
  /** How many values a facet has, none included. */
  private readonly sizes: Record<Facet, number> = { kind: 0, region: 0, community: 0, tie: 0, status: 0 };

  constructor(private readonly model: Model) {
    const { nodes, ties } = model.island;
    this.node = new Uint8Array(model.n);
    this.tie = new Uint8Array(model.m);
    this.present = new Int8Array(ties.status);
    this.status = this.present;
    const named = model.communities.map((c) => c && c.members.length >= 3);
    this.values = {
      kind: new Int32Array(nodes.kind),
      region: model.region,
      community: new Int32Array(nodes.community).map((c) => (c >= 0 && named[c] ? c : -1)),
      tie: new Int32Array(ties.kind),
      status: this.status,
    };
    for (const facet of [...NODE_FACETS, ...TIE_FACETS]) {
      const values = this.values[facet];
      let most = facet === "status" ? model.island.vocabulary.statuses.length - 1 : -1;
      for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i];
      this.sizes[facet] = most + 2;
      const tally = new Int32Array(most + 2);
      for (let i = 0; i < values.length; i++) tally[values[i] + 1]++;
      const total = new Map<number, number>();
      tally.forEach((n, at) => { if (n) total.set(at - 1, n); });
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
    this.time = { ...filters.time };
    this.replay(filters.time);
    this.values.status = this.status;
    // What each facet refuses and how many it would show, by value; the value -1 stands first.
    const refused = (facet: Facet) => {
      const off = new Uint8Array(this.sizes[facet]);
      for (const value of filters.off[facet]) off[value + 1] = 1;
      return off;
    };
    const { kind, region, community, tie } = this.values;
    const { status } = this;
    const off = { kind: refused("kind"), region: refused("region"), community: refused("community"), tie: refused("tie"), status: refused("status") };
    const count = {
      kind: new Int32Array(off.kind.length), region: new Int32Array(off.region.length), community: new Int32Array(off.community.length),
      tie: new Int32Array(off.tie.length), status: new Int32Array(off.status.length),
    };
    // How many facets refuse a thing, and which: a thing counts for an option if no other facet refuses it.
    const nodeBits = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      nodeBits[i] = off.kind[kind[i] + 1] | (off.region[region[i] + 1] << 1) | (off.community[community[i] + 1] << 2) |
        (!filters.placeholders && model.flag(i, PLACEHOLDER) ? 128 : 0);
    }
    const narrowed = filters.time.mode !== "all" || TIE_FACETS.some((facet) => filters.off[facet].size > 0);
    const touched = new Uint8Array(n);
    const { source, target } = model;
    const shown = this.tie;
    this.ties = 0;
    for (let t = 0; t < m; t++) {
      shown[t] = 0;
      const now = status[t];
      if (now < 0) continue;
      const refusedKind = off.tie[tie[t] + 1];
      const refusedStatus = off.status[now + 1];
      const a = source[t];
      const b = target[t];
      if (!refusedKind && !refusedStatus) touched[a] = touched[b] = 1;
      if (nodeBits[a] || nodeBits[b]) continue;
      if (!refusedKind && !refusedStatus) {
        shown[t] = 1;
        this.ties++;
      }
      if (!refusedStatus) count.tie[tie[t] + 1]++;
      if (!refusedKind) count.status[now + 1]++;
    }
    this.nodes = 0;
    for (let i = 0; i < n; i++) {
      const linked = !narrowed || touched[i];
      const bits = nodeBits[i];
      this.node[i] = bits === 0 && linked ? 1 : 0;
      this.nodes += this.node[i];
      if (!linked) continue;
      if ((bits & ~1) === 0) count.kind[kind[i] + 1]++;
      if ((bits & ~2) === 0) count.region[region[i] + 1]++;
      if ((bits & ~4) === 0) count.community[community[i] + 1]++;
    }
    for (const facet of [...NODE_FACETS, ...TIE_FACETS])
      for (const option of this.options[facet]) option.count = count[facet][option.value + 1];
  }

  /** How many partners each node has by the ties that are shown. */
  partners(): Int32Array {
    const { model } = this;
    const { source, target, pairOf } = model;
    const found = new Int32Array(model.n);
    const met = new Uint8Array(model.pairs);
    for (let t = 0; t < model.m; t++) {
      if (!this.tie[t] || met[pairOf[t]]) continue;
      met[pairOf[t]] = 1;
      found[source[t]]++;
      if (target[t] !== source[t]) found[target[t]]++;
    }
    return found;
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
    const said = claims.status;
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
        if (day > latest || (day === latest && order[said[c]] > order[status[t]])) {
          latest = day;
          status[t] = said[c];
        }
      }
      if (!dated) this.undated++;
      if (time.mode === "window" && !inside) status[t] = -1;
    }
    this.status = status;
  }
}

export { ACADEMICIAN, PLACEHOLDER };
