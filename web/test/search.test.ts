import assert from "node:assert/strict";
import { test } from "node:test";

import { Search } from "../src/search";
import { small } from "./small";

const search = new Search(small());
const found = (query: string) => search.find(query).map((hit) => hit.node);

for (const [query, node] of [["重庆", 0], ["大学", 0], ["chongqing u", 0], ["mengcao", 1], ["MENGCAO GROUP", 1], ["cqdx", 0], ["zqdx", 0], ["chongqingdaxue", 0], ["mcjt", 1], ["mengcaoji", 1], ["ylyjs", undefined], ["yunl", 3], ["蒙草集團", 1], ["重慶大學", 0], ["ＭＥＮＧＣＡＯ", 1], ["蒙草 集團", 1], ["重 慶  大學", 0]] as const)
  test(`${query} finds ${node}`, () => {
    assert.equal(found(query)[0], node);
  });

test("a name that is written with blanks between its signs is found without them", () => {
  const spaced = new Search(small((island) => { island.nodes.name[1] = "蒙 草 集团 Group"; }));
  for (const query of ["蒙草集团", "蒙草 集团 group"]) assert.deepEqual(spaced.find(query).map((hit) => hit.through), ["蒙 草 集团 Group"]);
  assert.deepEqual(spaced.find("集团group"), []);
});

test("a whole name comes before a part of one", () => {
  assert.equal(search.find("蒙草集团")[0].rank, 0);
  assert.equal(search.find("蒙草")[0].rank, 1);
});

test("nobody answers to nothing, nor to what is not there", () => {
  assert.deepEqual(found("  "), []);
  assert.deepEqual(found("不存在"), []);
  assert.deepEqual(found("xyz"), []);
});

test("a name does not run on into the next", () => {
  assert.deepEqual(found("大学蒙草"), []);
});

test("sentences are found, with the tie they prove, and never across two", () => {
  assert.deepEqual(search.inSentences("签约"), [{ sentence: 0, at: 3 }]);
  assert.equal(search.tieOf(0), 0);
  assert.deepEqual(search.inSentences("签约甲"), []);
  assert.deepEqual(search.inSentences("平台a").map((hit) => hit.sentence), [3]);
});
