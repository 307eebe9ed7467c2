// Starts the page: read the island, show the network, or say in one sentence why not.

import { fill, h } from "./dom";
import { IslandError, readIsland } from "./island";
import { Model } from "./model";
import { Page } from "./page";
import { setLanguage, t } from "./words";

declare global {
  interface Window {
    innonet?: unknown;
  }
}

async function start(): Promise<void> {
  const root = document.getElementById("app")!;
  setLanguage(document.documentElement.lang.startsWith("en") ? "en" : "zh");
  try {
    const element = document.getElementById("data")!;
    const island = await readIsland(element);
    element.textContent = "";
    const page = new Page(new Model(island), root);
    window.innonet = page.reading;
  } catch (error) {
    const text = error instanceof IslandError ? t(error.reason === "form" ? "otherForm" : "damaged") : t("failed", { e: String(error) });
    fill(root, h("p", { class: "wait", role: "alert" }, text));
  }
}

void start();
