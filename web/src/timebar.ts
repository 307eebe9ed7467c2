// The foot of the page: when documents spoke, and the network as it had been said by a day or between two.

import type { App } from "./app";
import { fill, h, svg } from "./dom";
import { dayText } from "./island";
import { Model } from "./model";
import type { Time } from "./view";
import { count, t, Word } from "./words";

const MOST_BARS = 120;

export class TimeBar {
  private readonly start: number = NaN;
  private readonly end: number = NaN;
  private readonly bars: number[] = [];
  private readonly undated: number = 0;
  private playing: ReturnType<typeof setInterval> | undefined;
  private asked = 0;

  constructor(private readonly app: App, private readonly panel: HTMLElement, private readonly preview: () => void) {
    const { model } = app;
    const days = spoken(model);
    this.undated = days.undated;
    if (days.days.length < 2) return;
    this.start = days.days[0];
    this.end = days.days[days.days.length - 1];
    if (this.start === this.end) return;
    const bars = Math.min(MOST_BARS, Math.max(12, Math.ceil((this.end - this.start) / 31)));
    this.bars = new Array(bars).fill(0);
    for (const day of days.days) this.bars[Math.min(bars - 1, Math.floor(((day - this.start) / (this.end - this.start)) * bars))]++;
  }

  build(): void {
    const { app, panel } = this;
    // With one date, or none, there is no time to travel in.
    panel.hidden = !this.bars.length;
    if (panel.hidden) return;
    const { time } = app.state.filters;
    const mode = (value: Time["mode"], word: Word) => h("button", {
      type: "button", "aria-pressed": time.mode === value ? "true" : "false", title: t(`${word}Text` as Word), click: () => this.switch(value),
    }, t(word));
    const most = Math.max(...this.bars);
    const n = this.bars.length;
    const from = time.mode === "window" ? time.from : this.start;
    const to = time.mode === "all" ? this.end : time.to;
    const chart = svg("svg", { class: "histogram", viewBox: `0 0 ${n} 30`, preserveAspectRatio: "none", "aria-hidden": "true" },
      ...this.bars.map((bar, i) => {
        const day = this.start + ((i + 0.5) / n) * (this.end - this.start);
        const height = bar ? Math.max(1.5, (bar / most) * 29) : 0;
        return svg("rect", { x: i + 0.08, y: 30 - height, width: 0.84, height, class: day >= from && day <= to ? "in" : "" });
      }));
    const slider = (which: "from" | "to", value: number) => {
      const input: HTMLInputElement = h("input", {
        type: "range", min: this.start, max: this.end, step: 1, value: Math.min(this.end, Math.max(this.start, value)), class: which,
        "aria-label": t(which === "from" ? "timeFrom" : "timeTo"), "aria-valuetext": dayText(value),
        input: () => this.drag(which, Number(input.value)), change: () => { this.drag(which, Number(input.value)); this.app.change(() => {}); },
      });
      return input;
    };
    const words = time.mode === "until" ? t("timeUntil", { d: dayText(time.to) })
      : time.mode === "window" ? t("timeWindow", { a: dayText(time.from), b: dayText(time.to) })
      : t("timeAll", { a: dayText(this.start), b: dayText(this.end) });
    const undated = time.mode === "all" ? this.undated : app.view.undated;
    fill(panel,
      h("div", { class: "segment", role: "group", "aria-label": t("time") }, mode("all", "timeModeAll"), mode("until", "timeModeUntil"), mode("window", "timeModeWindow")),
      h("button", { type: "button", class: "play", "aria-label": t("play"), title: t("play"), click: () => this.play() }, this.playing ? "❚❚" : "▶"),
      h("div", { class: "track" }, chart, time.mode === "window" ? slider("from", time.from) : null, time.mode !== "all" ? slider("to", time.to) : null),
      h("p", { class: "when" }, h("b", {}, words),
        undated ? h("span", {}, t(time.mode === "all" ? "timeUndated" : "timeUndatedLeft", { n: count(undated) })) : null));
  }

  private switch(mode: Time["mode"]): void {
    this.stop();
    this.app.change(({ filters }) => {
      const to = Number.isNaN(filters.time.to) ? this.end : filters.time.to;
      filters.time = { mode, to: mode === "all" ? NaN : to, from: mode === "window" ? Math.max(this.start, to - 365) : NaN };
    });
  }

  private drag(which: "from" | "to", day: number): void {
    const { time } = this.app.state.filters;
    if (which === "from") time.from = Math.min(day, time.to);
    else time.to = time.mode === "window" ? Math.max(day, time.from) : day;
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      this.preview();
      this.show();
    });
  }

  /** The words and the bars while a slider moves. */
  private show(): void {
    const { time } = this.app.state.filters;
    const words = this.panel.querySelector(".when b");
    if (words) words.textContent = time.mode === "window" ? t("timeWindow", { a: dayText(time.from), b: dayText(time.to) }) : t("timeUntil", { d: dayText(time.to) });
    this.panel.querySelectorAll("rect").forEach((bar, i) => {
      const day = this.start + ((i + 0.5) / this.bars.length) * (this.end - this.start);
      bar.setAttribute("class", day <= time.to && (time.mode !== "window" || day >= time.from) ? "in" : "");
    });
  }

  private stop(): void {
    clearInterval(this.playing);
    this.playing = undefined;
  }

  private play(): void {
    if (this.playing) {
      this.stop();
      this.app.change(() => {});
      return;
    }
    const { filters } = this.app.state;
    const step = Math.max(1, Math.round((this.end - this.start) / 60));
    if (filters.time.mode === "all") filters.time = { mode: "until", from: NaN, to: this.start };
    else if (filters.time.to >= this.end) {
      const span = filters.time.to - filters.time.from;
      filters.time.to = this.start + (filters.time.mode === "window" ? span : 0);
      if (filters.time.mode === "window") filters.time.from = this.start;
    }
    this.playing = setInterval(() => {
      const { time } = this.app.state.filters;
      if (time.mode === "all" || time.to >= this.end) {
        this.stop();
        this.app.change(() => {});
        return;
      }
      // Both ends go the same way, the last step too: a window keeps its width.
      const by = Math.min(step, this.end - time.to);
      time.to += by;
      if (time.mode === "window") time.from += by;
      this.preview();
      const slider = this.panel.querySelector<HTMLInputElement>("input.to");
      if (slider) slider.value = String(time.to);
      this.show();
    }, 350);
    this.app.change(() => {}, false);
  }
}

/** The days on which a document says something of a tie, in order, and how many ties no dated document says. */
function spoken(model: Model): { days: number[]; undated: number } {
  const days: number[] = [];
  let undated = 0;
  for (let tie = 0; tie < model.m; tie++) {
    let dated = false;
    for (let i = model.firstClaim[tie]; i < model.firstClaim[tie + 1]; i++) {
      const day = model.claimDay[model.claimItems[i]];
      if (Number.isNaN(day)) continue;
      dated = true;
      days.push(day);
    }
    if (!dated) undated++;
  }
  return { days: Float64Array.from(days).sort() as unknown as number[], undated };
}
