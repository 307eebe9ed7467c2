// Opens a page in Firefox, clicks a node as a person would, and prints what it saw as JSON:
//     node firefox.mjs FIREFOX PAGE NAME PICTURE
// The tools are those of web/ (npm ci there).

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const puppeteer = createRequire(new URL("../../../web/package.json", import.meta.url))("puppeteer-core");
const [executablePath, page, name, picture] = process.argv.slice(2);

const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true, args: ["--width=1280", "--height=900"] });
try {
  const opened = await browser.newPage();
  await opened.setViewport({ width: 1280, height: 800 });
  const errors = [];
  const requests = [];
  opened.on("pageerror", (error) => errors.push(String(error)));
  opened.on("console", (said) => said.type() === "error" && errors.push(said.text()));
  opened.on("request", (request) => request.url().startsWith("http") && requests.push(request.url()));
  const until = async (holds, ...values) => {
    for (const end = Date.now() + 60000; Date.now() < end; await new Promise((done) => setTimeout(done, 50)))
      if (await opened.evaluate(holds, ...values)) return;
    throw new Error(`not true within a minute: ${holds}`);
  };
  await opened.goto(pathToFileURL(page).href);
  await until(() => document.querySelector("canvas")?.dataset.drawn === "true" && !!window.innonet);
  const colours = await opened.evaluate(() => {
    const canvas = document.querySelector("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    return seen.size;
  });
  const counts = await opened.evaluate(() => window.innonet.counts());
  const at = await opened.evaluate((wanted) => window.innonet.nodes().find((node) => node.name === wanted), name);
  await opened.mouse.click(at.x, at.y);
  await until((wanted) => document.querySelector("#card h2").textContent.includes(wanted), name);
  const card = await opened.evaluate(() => document.querySelector("#card").innerText);
  await opened.keyboard.press("Escape");
  await opened.keyboard.press("/");
  await opened.keyboard.type("qinghe");
  await until(() => !document.querySelector("#hits").hidden);
  const hits = await opened.evaluate(() => document.querySelector("#hits").innerText);
  await opened.screenshot({ path: picture });
  console.log(JSON.stringify({ colours, counts, card, hits, errors, requests }));
} finally {
  await browser.close();
}
