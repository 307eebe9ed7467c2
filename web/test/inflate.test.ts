import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";

import { inflate } from "../src/inflate";
import { fromBytes } from "../src/island";

const texts: [string, string][] = [
  ["nothing", ""],
  ["one sign", "a"],
  ["what repeats", "联系".repeat(5000)],
  ["what does not", Array.from({ length: 3000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20000))).join("")],
];

for (const [name, text] of texts)
  for (const level of [0, 1, 9])
    test(`inflate gives back ${name}, packed at level ${level}`, () => {
      const bytes = new TextEncoder().encode(text);

      const back = inflate(new Uint8Array(deflateSync(bytes, { level })));

      assert.equal(new TextDecoder().decode(back), text);
    });

test("data cut short are refused", () => {
  const packed = new Uint8Array(deflateSync("网络".repeat(300)));

  for (const keep of [3, 10, packed.length - 5, packed.length - 1]) assert.throws(() => inflate(packed.slice(0, keep)));
});

test("data altered on the way are refused", () => {
  const packed = new Uint8Array(deflateSync("网络与证据".repeat(300)));
  packed[packed.length - 2] ^= 1;

  assert.throws(() => inflate(packed));
});

test("columns of numbers stand where the JSON part names them", () => {
  const json = new TextEncoder().encode('{"form":1,"a":{"bits":8,"at":0,"n":3},"b":{"bits":32,"at":4,"n":2}}');
  const padded = json.length + ((4 - (json.length % 4)) % 4);
  const bytes = new Uint8Array(4 + padded + 12).fill(32, 4, 4 + padded);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, padded, true);
  bytes.set(json, 4);
  bytes.set([1, 255, 3], 4 + padded);
  view.setInt32(8 + padded, 70000, true);
  view.setInt32(12 + padded, -2, true);

  const island = fromBytes(bytes) as unknown as { a: Int8Array; b: Int32Array };

  assert.deepEqual([...island.a], [1, -1, 3]);
  assert.deepEqual([...island.b], [70000, -2]);
});
