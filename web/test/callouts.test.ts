import assert from "node:assert/strict";
import { test } from "node:test";

import { Box, callout, crosses, Dots, meet } from "../src/callouts";

test("a rectangle is free of dots or it is not", () => {
  const dots = new Dots(400, 300);
  dots.put(100, 100, 3);

  assert.ok(dots.meets(90, 90, 110, 110));
  assert.ok(!dots.meets(120, 90, 160, 110));
  assert.ok(!dots.meets(90, 120, 110, 140));
});

test("a line crosses a rectangle that it runs through, and none beside it", () => {
  const box: Box = [10, 10, 20, 20];

  assert.ok(crosses(box, 0, 0, 30, 30));
  assert.ok(crosses(box, 15, 0, 15, 30));
  assert.ok(!crosses(box, 0, 0, 30, 5));
  assert.ok(!crosses(box, 0, 0, 5, 5));
  assert.ok(!crosses(box, 25, 0, 25, 30));
});

test("lines meet where they cross, not where they only point at each other", () => {
  assert.ok(meet([0, 0, 10, 10], [0, 10, 10, 0]));
  assert.ok(!meet([0, 0, 4, 4], [0, 10, 10, 0]));
  assert.ok(!meet([0, 0, 10, 0], [0, 5, 10, 5]));
});

test("names called out of a crowd cover no dot, no name and no line of another", () => {
  const dots = new Dots(900, 700);
  for (let x = 250; x < 650; x += 8) for (let y = 200; y < 500; y += 8) dots.put(x, y, 2);
  const boxes: Box[] = [];
  const leaders: Box[] = [];
  const free = ([x0, y0, x1, y1]: Box) => x0 > 0 && y0 > 0 && x1 < 900 && y1 < 700 && !dots.meets(x0, y0, x1, y1) &&
    !boxes.some((b) => b[0] < x1 && b[2] > x0 && b[1] < y1 && b[3] > y0);
  for (const [x, y] of [[300, 250], [320, 450], [600, 250], [600, 450], [450, 230]]) {
    const out = callout(x, y, 120, 16, free, boxes, leaders);
    assert.ok(out);
    boxes.push(out.box);
    leaders.push(out.leader);
  }

  boxes.forEach((box, i) => leaders.forEach((line, j) => assert.ok(i === j || !crosses(box, ...line))));
  leaders.forEach((one, i) => leaders.forEach((two, j) => assert.ok(i === j || !meet(one, two))));
});

test("where nothing is free there is no name", () => {
  assert.equal(callout(100, 100, 50, 16, () => false, [], []), null);
});
