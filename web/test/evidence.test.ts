import assert from "node:assert/strict";
import { test } from "node:test";

import type { App } from "../src/app";
import { citation } from "../src/evidence";
import { setLanguage } from "../src/words";
import { small } from "./small";

/** The small network, its first claim read in a part of its sentence. */
const app = { model: small(({ claims, documents }) => { claims.from = [2, 0, 0, 0, 0]; documents.publisher[0] = "科技局"; }) } as App;

test("what is copied is the whole sentence, with publisher, title and day", () => {
  setLanguage("en");
  assert.equal(citation(app, 0), "“甲与乙签约” (signed). 科技局, 一, 2023-05-30, 1, c0");
  setLanguage("zh");
  assert.equal(citation(app, 0), "“甲与乙签约”（signed）——科技局：《一》，2023-05-30，1，c0");
});
