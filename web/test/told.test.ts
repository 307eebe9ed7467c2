import assert from "node:assert/strict";
import { test } from "node:test";

import type { App } from "../src/app";
import { csvText, gexfText, stampOf } from "../src/exporting";
import { dayOf } from "../src/island";
import { assertedBy, claimsBy, fieldBy, muchBy, partnersBy, sinceBy, tiesBy, weightBy } from "../src/told";
import { noFilters, Time, View } from "../src/view";
import { setLanguage } from "../src/words";
import { small } from "./small";

/** The small network, looked at in a time; 重庆大学 – 蒙草集团 was signed on 2023-05-30 and operates by a word of 2024-09-01. */
function looked(time: Partial<Time>): App {
  const model = small(({ ties, claims, words }) => {
    const word = (text: string) => words.push(text) - 1;
    ties.asserted = [word("2024-09-01"), -1, -1, -1];
    claims.when = [word("2023-05"), word("2024-08"), -1, -1, -1];
    ties.since = [word("2024-08"), -1, -1, -1];
    claims.field = [word("草业"), word("种业"), -1, -1, -1];
    ties.field = [word("种业"), -1, -1, -1];
  });
  const view = new View(model);
  const filters = noFilters();
  filters.time = { mode: "all", from: NaN, to: NaN, ...time };
  view.update(filters);
  return { model, view } as App;
}
const until = (day: string) => looked({ mode: "until", to: dayOf(day) });
const told = (app: App, tie: number) => [claimsBy(app, tie).length, sinceBy(app, tie), assertedBy(app, tie), weightBy(app, tie), fieldBy(app, tie)];

test("today a tie is told by all that was said of it", () => {
  assert.deepEqual(told(looked({}), 0), [2, "2024-08", "2024-09-01", 2, "种业"]);
});

test("on a past day a tie is told by what had been said by then", () => {
  assert.deepEqual(told(until("2023-07-01"), 0), [1, "2023-05", "2023-05-30", 1, "草业"]);
});

test("on the day of a document it has spoken", () => {
  assert.deepEqual(told(until("2024-09-01"), 0), [2, "2024-08", "2024-09-01", 2, "种业"]);
});

test("a window tells what had been said by its end", () => {
  assert.deepEqual(told(looked({ mode: "window", from: dayOf("2023-01-01"), to: dayOf("2023-12-31") }), 0), [1, "2023-05", "2023-05-30", 1, "草业"]);
});

test("a tie that a day does not show is told as it stands today", () => {
  assert.deepEqual(told(until("2023-01-01"), 0), [2, "2024-08", "2024-09-01", 2, "种业"]);
});

test("a node has the ties and partners of which the time looked at speaks", () => {
  const of = (app: App) => [0, 1, 2, 3, 4].map((node) => [tiesBy(app, node).length, partnersBy(app, node)]);

  assert.deepEqual(of(looked({})), [[2, 1], [3, 2], [2, 2], [1, 1], [0, 0]]);
  // Of 重庆大学 – 蒙草集团 one of two ties; the tie 平台A – 云岭研究所 has no day.
  assert.deepEqual(of(until("2023-07-01")), [[1, 1], [2, 2], [1, 1], [0, 0], [0, 0]]);
});

test("since when is the first day that a claim of the status names, one without a day last", () => {
  const app = until("2023-07-01");
  const { claims, ties, words } = app.model.island;
  // The tie 重庆大学 – 蒙草集团 has two words of one status on one day.
  claims.document = [0, 0, 1, 0, 2];
  app.model.claimDay[1] = app.model.claimDay[0];
  claims.status = [2, 2, 5, 3, 1];
  claims.when = [words.push("近年") - 1, words.push("2022-11") - 1, -1, -1, -1];

  assert.equal(sinceBy(app, 0), "2022-11");
  assert.equal(weightBy(app, 0), 1);
  assert.notEqual(ties.weight[0], 1);
});

test("how much there is on a past day is what had been said by then", () => {
  assert.deepEqual(muchBy(until("2023-07-01")), { n: 3, m: 2, d: 1, s: 2 });
  assert.deepEqual(muchBy(looked({})), { n: 5, m: 4, d: 3, s: 5 });
});

test("what is taken along says of which day it is", () => {
  setLanguage("en");
  const first = (app: App) => stampOf(app, "").lines[0];

  assert.equal(first(looked({})), "As of 2024-09-01");
  assert.equal(first(until("2023-07-01")), "as said up to 2023-07-01");
  assert.equal(first(looked({ mode: "window", from: dayOf("2023-01-01"), to: dayOf("2023-12-31") })), "reported 2023-01-01 to 2023-12-31");
  setLanguage("zh");
  assert.equal(first(until("2023-07-01")), "截至 2023-07-01 的说法");
});

test("a table of a past day holds nothing said later", () => {
  const now = csvText(looked({}));
  const then = csvText(until("2023-07-01"));

  for (const later of ["2024-09-01", "2024-08", "甲与乙的合作运行", "种业"]) {
    assert.ok(now.includes(later));
    assert.ok(!then.includes(later));
  }
  assert.match(then, /,signed,2023-05,2023-05-30,1,草业,/);
});

test("a graph file of a past day holds nothing said later", () => {
  const gexf = (app: App) => gexfText(app, { title: "", lines: [] }, new Float32Array(5), new Float32Array(5));
  const now = gexf(looked({}));
  const then = gexf(until("2023-07-01"));

  assert.match(now, /lastmodifieddate="2024-09-01"/);
  assert.doesNotMatch(then, /lastmodifieddate|2024/);
  assert.match(then, /id="t0"[^>]* weight="1".*for="since" value="2023-05".*for="asserted" value="2023-05-30"/);
});
