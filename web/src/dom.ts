// Elements from code. Text from outside enters as text nodes only: nothing in the page parses markup.

type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: never) => void);

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value as EventListener);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  put(element, ...children);
  return element;
}

export function put(element: Element, ...children: Child[]): void {
  for (const child of children) if (child !== null && child !== undefined && child !== false) element.append(child);
}

/** Replace what an element holds. The focus stays inside: on what now stands at its place, else on the element. */
export function fill(element: HTMLElement, ...children: Child[]): void {
  const focused = document.activeElement;
  const way = wayTo(focused, element);
  element.replaceChildren();
  put(element, ...children);
  if (!focused || !way) return;
  let now: Element | undefined = element;
  for (const at of way) now = now?.children[at];
  if (now instanceof HTMLElement && now.tagName === focused.tagName && now.id === focused.id && now.className === focused.className)
    now.focus({ preventScroll: true });
  // What is hidden or disabled takes no focus.
  if (document.activeElement !== now) element.focus({ preventScroll: true });
}

/** The numbers of the children on the way from `root` down to an element; null unless it stands inside. */
function wayTo(element: Element | null, root: Element): number[] | null {
  if (!element || element === root || !root.contains(element)) return null;
  const way: number[] = [];
  for (let at = element; at !== root; at = at.parentElement!) way.unshift([...at.parentElement!.children].indexOf(at));
  return way;
}

/** A link out of the page if the address is one of the web; else the bare text. */
export function address(text: string): Node {
  if (!/^https?:\/\//i.test(text)) return document.createTextNode(text);
  return h("a", { href: text, target: "_blank", rel: "noopener noreferrer" }, text);
}

export function svg(tag: string, attributes: Record<string, string | number>, ...children: Node[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
