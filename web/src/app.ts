// What the parts of the page know of the whole.

import type { Hub } from "./frame";
import type { Model } from "./model";
import type { Search } from "./search";
import type { Selection, State } from "./state";
import type { View } from "./view";

export interface App {
  readonly model: Model;
  readonly view: View;
  readonly state: State;
  readonly search: Search;
  readonly hubs: Hub[];
  readonly dark: boolean;
  /** Change the state and show it; `step` makes it one step of the browser's back and forward. */
  change(alter: (state: State) => void, step?: boolean): void;
  select(selection: Selection | null): void;
  /** Open the table twin. */
  tabulate(): void;
  /** Bring nodes into sight. */
  look(nodes: number[]): void;
  /** Say something to those who hear the page. */
  say(text: string): void;
}
