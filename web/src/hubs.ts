// Agreements of many: one hub with a spoke to each party instead of a line between every two.

import type { Hub } from "./frame";
import type { Model } from "./model";

/** From so many parties on, an agreement is drawn as a hub. */
const MANY = 4;

/** Return the hubs of the network, and for each tie the hub that says all of it (-1: none does). */
export function findHubs(model: Model): { hubs: Hub[]; hubOf: Int32Array } {
  const { claims } = model.island;
  const hubOf = new Int32Array(model.m).fill(-1);
  const hubs: Hub[] = [];
  const byParties = new Map<string, number>();
  const hubOfClaim = new Map<number, number>();
  for (let c = 0; c < claims.kind.length; c++) {
    if (model.endCount(c) < MANY) continue;
    const ends = model.endsOf(c);
    const members: number[] = [];
    let alike = true;
    for (let i = 0; i < ends.length; i += 4) {
      alike &&= ends[i] === ends[0];
      if (ends[i + 1] >= 0) members.push(ends[i + 1]);
    }
    const parties = [...new Set(members)].sort((a, b) => a - b);
    if (!alike || parties.length < MANY) continue;
    const key = `${claims.kind[c]} ${parties.join(" ")}`;
    let hub = byParties.get(key);
    if (hub === undefined) {
      hub = hubs.length;
      byParties.set(key, hub);
      hubs.push({ claims: [], members: parties, ties: [], x: 0, y: 0 });
    }
    hubs[hub].claims.push(c);
    hubOfClaim.set(c, hub);
  }
  if (!hubs.length) return { hubs, hubOf };
  for (let t = 0; t < model.m; t++) {
    const said = model.claimsOf(t);
    if (!said.length) continue;
    const hub = hubOfClaim.get(said[0]);
    // A tie that anything else says as well keeps its own line.
    if (hub === undefined || said.some((c: number) => hubOfClaim.get(c) !== hub)) continue;
    hubOf[t] = hub;
    hubs[hub].ties.push(t);
  }
  return { hubs, hubOf };
}

/** Put each hub amid its members. */
export function placeHubs(hubs: Hub[], x: Float32Array, y: Float32Array): void {
  for (const hub of hubs) {
    hub.x = hub.members.reduce((sum, node) => sum + x[node], 0) / hub.members.length;
    hub.y = hub.members.reduce((sum, node) => sum + y[node], 0) / hub.members.length;
  }
}
