import assert from "node:assert/strict";
import { test } from "node:test";

import { arrange } from "../src/arrange";
import { dayOf } from "../src/island";
import { shortestPaths } from "../src/paths";
import { noFilters, View } from "../src/view";
import { small } from "./small";

test("parallel ties are one pair, and each partner counts once", () => {
  const model = small();

  assert.equal(model.pairs, 3);
  assert.deepEqual([...model.degree], [1, 2, 2, 1, 0]);
  assert.deepEqual([...model.tiesOfPair(model.pairBetween(1, 0))], [0, 1]);
});

test("of those who are shown the partners by the ties that are shown count", () => {
  const view = new View(small());
  const filters = noFilters();
  view.update(filters);
  assert.deepEqual([...view.partners()], [1, 2, 2, 1, 0]);

  filters.time = { mode: "until", from: NaN, to: dayOf("2023-12-31") };
  filters.off.tie.add(1);
  view.update(filters);
  assert.deepEqual([...view.partners()], [1, 1, 0, 0, 0]);
});

test("sentences of figures say no tie", () => {
  const model = small(({ sentences }) => {
    sentences.text += "建设院士工作站三家";
    (sentences.length as number[]).push(9);
  });

  assert.equal(model.sentencesOfTies, 5);
});

test("with no filter everything is shown", () => {
  const view = new View(small());

  view.update(noFilters());

  assert.deepEqual([view.nodes, view.ties], [5, 4]);
});

test("an option's count says what it would show under the other filters", () => {
  const view = new View(small());
  const filters = noFilters();
  filters.off.status.add(5);

  view.update(filters);

  assert.equal(view.ties, 2);
  const operating = view.options.status.find((option) => option.value === 5)!;
  assert.deepEqual([operating.count, operating.total], [2, 2]);
  assert.equal(view.options.tie.find((option) => option.value === 0)!.count, 1);
  // Who has lost all ties to a filter of ties is not shown, nor is who never had any.
  assert.deepEqual([...view.node], [0, 1, 1, 1, 0]);
});

test("on a day a tie has the status last said by then, and undated ones are left out and counted", () => {
  const view = new View(small());
  const filters = noFilters();
  filters.time = { mode: "until", from: NaN, to: dayOf("2023-12-31") };

  view.update(filters);

  assert.deepEqual([...view.status], [2, -1, 3, -1]);
  assert.deepEqual([view.ties, view.undated], [2, 1]);
});

test("a window shows only what was said in it, with the status at its end", () => {
  const view = new View(small());
  const filters = noFilters();
  filters.time = { mode: "window", from: dayOf("2024-01-01"), to: dayOf("2024-12-31") };

  view.update(filters);

  assert.deepEqual([...view.status], [5, 5, -1, -1]);
});

test("shortest paths are counted over partners, and give all their ties", () => {
  const model = small();

  const found = shortestPaths(model, 0, 3, () => true);

  assert.equal(found.length, 3);
  assert.equal(found.count, 1);
  assert.deepEqual(found.nodes, [0, 1, 2, 3]);
  assert.deepEqual(found.ties.sort(), [0, 1, 2, 3]);
});

test("no path leads over a tie that is closed, or to who has none", () => {
  const model = small();

  assert.equal(shortestPaths(model, 0, 3, (tie) => tie !== 3).length, -1);
  assert.equal(shortestPaths(model, 0, 4, () => true).length, -1);
});

test("a region is grouped by its own name, whatever it lies in, and an unnamed one by nothing", () => {
  const model = small(({ nodes, vocabulary }) => {
    vocabulary.kinds.push({ key: "Region", label: ["地区", "Region"], colour: "#000000", dark: "#ffffff", shape: "down" });
    // 重庆市 stands in no other; 海岸区 lies in 云岭省; 平台A's place has no name; 云岭研究所 is of 云岭省.
    nodes.name = ["重庆市", "海岸区", "平台A的所在地", "云岭研究所", "孤岛公司"];
    nodes.kind = [3, 3, 3, 0, 1];
    nodes.region = [-1, 1, -1, 1, -1];
    nodes.flags = [0, 0, 1, 0, 0];
  });

  assert.deepEqual(Array.from(model.region, (value) => model.word(value)), ["重庆市", "海岸区", "", "云岭省", ""]);
  assert.deepEqual(arrange(model, "region").captions.map(({ text }) => text), ["重庆市 1", "云岭省 1", "海岸区 1", "未载明 2"]);
  const shown = new View(model).options.region.map(({ value }) => model.word(value));
  assert.deepEqual(shown, ["重庆市", "云岭省", "海岸区", ""]);
});
