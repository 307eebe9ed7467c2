import assert from "node:assert/strict";
import { test } from "node:test";

import { SvgBrush } from "../src/exporting";
import { dayOf } from "../src/island";
import { fromEntries, parseHash, toHash } from "../src/state";
import { View } from "../src/view";
import { small } from "./small";

const model = small();
const view = new View(model);
const round = (hash: string) => toHash(model, fromEntries(model, view, parseHash(hash)));

for (const hash of [
  "", "no-kind=Enterprise", "no-region=-~%E9%87%8D%E5%BA%86%E5%B8%82", "no-status=operating~signed&unnamed=0", "until=2023-12-31", "window=2023-01-01~2024-01-01",
  "node=b&hops=3", "tie=a~b", "path=a~d~all", "layout=region&many=hull&colour=community", "lang=en&theme=dark&table=1", "at=12~-30~0.5000",
])
  test(`the address #${hash} means the view that gives it`, () => {
    assert.equal(round(hash), hash);
  });

for (const hash of ["node=nobody", "tie=a~e", "no-kind=Nothing", "layout=sideways", "until=never", "at=a~b~c", "hops=9", "%=%", "path=a"])
  test(`an address that means nothing, #${hash}, gives the usual view`, () => {
    assert.equal(round(hash), "");
  });

test("half a date is its first day", () => {
  assert.equal(dayOf("2023"), dayOf("2023-01-01"));
  assert.equal(dayOf("2023-05"), dayOf("2023-05-01"));
  assert.ok(Number.isNaN(dayOf("")));
});

test("text in a drawing is text", () => {
  const pen = new SvgBrush();
  pen.font = "12px x";

  pen.fillText('<script>&"', 1, 2);

  assert.match(pen.parts[0], />&#60;script&#62;&#38;&#34;<\/text>$/);
});
