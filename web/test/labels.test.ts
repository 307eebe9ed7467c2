import assert from "node:assert/strict";
import { test } from "node:test";

import { place, Room, short } from "../src/labels";
import { briefOf } from "../src/names";
import { hull } from "../src/painter";
import { setLanguage } from "../src/words";
import { small } from "./small";

test("a place that is taken is not given twice", () => {
  const room = new Room();
  const boxes: [number, number, number, number][] = [];
  for (let i = 0; i < 40; i++) {
    const box = place(room, 200 + (i % 5) * 12, 200 + Math.floor(i / 5) * 9, 5, 60, 14, -1, 500, 500);
    if (!box) continue;
    room.take(...box);
    boxes.push(box);
  }

  assert.ok(boxes.length > 3);
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => assert.ok(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1])));
});

test("no label leaves the picture", () => {
  assert.equal(place(new Room(), 5, 5, 3, 600, 14, -1, 500, 500), null);
});

test("a Chinese sign is as wide as two letters, about", () => {
  assert.equal(short("中国农业科学院", 5), "中国农业科…");
  assert.equal(short("innovation", 6), "innovation");
});

test("a hull goes around its points and leaves out those inside", () => {
  const found = hull([[0, 0], [4, 0], [4, 4], [0, 4], [2, 2], [2, 0]]);

  assert.deepEqual(found.map(String).sort(), ["0,0", "0,4", "4,0", "4,4"]);
});

test("where room is short a node goes by the short name that the reader's language has for it", () => {
  const model = small();
  Object.assign(model.island.nodes.name, { 0: "中国农业科学院草原研究所", 1: "蒙草集团", 2: "草业国家技术创新中心" });
  Object.assign(model.island.nodes.en, { 0: "Chinese Academy of Agricultural Sciences" });
  Object.assign(model.island.nodes.aliases, { 0: ["Chinese Academy", "CAAS", "农科院草原所"], 1: ["蒙草生态"] });

  assert.deepEqual([0, 1, 2].map((node) => briefOf(model, node)), ["农科院草原所", "蒙草集团", "草业国家技术创新…"]);
  setLanguage("en");
  assert.equal(briefOf(model, 0), "CAAS");
  setLanguage("zh");
});
