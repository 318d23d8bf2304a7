// A list of choices above the field, moved through with the arrows while typing goes on. A combobox to the ear.
import { h, replace } from "./dom.js";

let count = 0;

export class Choices {
  #items = [];
  #index = 0;

  /**
   * Items are {title, detail, tall?, take(), complete()?}: the detail of a tall one stands under its title;
   * complete is what Tab does, where it differs.
   */
  constructor(field, label) {
    this.field = field;
    this.element = h("div.suggestions", { role: "listbox", "aria-label": label, hidden: true });
    this.element.id = `choices-${(count += 1)}`;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-controls", this.element.id);
    field.setAttribute("aria-expanded", "false");
    document.addEventListener("pointerdown", (event) => {
      if (!this.element.parentElement?.contains(event.target)) this.hide();
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  hide() {
    this.element.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  show(items) {
    if (items.length === 0) return this.hide();
    this.#items = items;
    this.#index = 0;
    this.element.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    return this.#draw();
  }

  #draw() {
    const items = this.#items.map(({ title, detail, tall }, index) =>
      h(
        tall ? "div.suggestion.tall" : "div.suggestion",
        { role: "option", "aria-selected": String(index === this.#index), onclick: () => this.#take(index) },
        h("b", title),
        h("span", detail),
      ),
    );
    items.forEach((item, index) => (item.id = `${this.element.id}-${index}`));
    replace(this.element, items);
    this.field.setAttribute("aria-activedescendant", items[this.#index].id);
    items[this.#index].scrollIntoView({ block: "nearest" });
  }

  /** True when the key belonged to the list. */
  key(event) {
    if (!this.isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#index = (this.#index + step + this.#items.length) % this.#items.length;
    else if (event.key === "Escape") this.hide();
    else if (event.key === "Enter" && !event.shiftKey) this.#take(this.#index);
    else if (event.key === "Tab" && !event.shiftKey) this.#take(this.#index, "complete");
    else return false;
    event.preventDefault();
    if (step) this.#draw();
    return true;
  }

  #take(index, how = "take") {
    const item = this.#items[index];
    this.hide();
    (item[how] ?? item.take)();
  }
}
