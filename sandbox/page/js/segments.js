// A row of choices of which one is shown: the sections of a drawer. Arrow keys move, as in any tab list.
import { h, icon, replace } from "./dom.js";

export class Segments {
  /** sections: [{name, title, icon, element}]; onShow(name) after a switch. */
  constructor(label, sections, onShow) {
    this.sections = sections;
    this.onShow = onShow;
    this.current = sections[0].name;
    this.bar = h("div.segments", { role: "tablist", "aria-label": label });
    this.bar.addEventListener("keydown", (event) => this.#move(event));
    this.element = h("div.segmented", this.bar, sections.map(({ element }) => element));
    this.draw();
  }

  draw() {
    replace(this.bar, this.sections.map((section) => this.#button(section)));
    for (const { name, element } of this.sections) {
      element.hidden = name !== this.current;
      element.setAttribute("role", "tabpanel");
    }
  }

  #button({ name, title, icon: sign, count }) {
    const chosen = name === this.current;
    return h(
      "button.segment",
      { role: "tab", "aria-selected": String(chosen), tabindex: chosen ? "0" : "-1", onclick: () => this.show(name) },
      icon(sign, 18),
      h("span", title),
      count > 0 && h("span.badge", count),
    );
  }

  count(name, count) {
    const section = this.sections.find((one) => one.name === name);
    if (section.count === count) return;
    section.count = count;
    const focused = this.bar.contains(document.activeElement);
    this.draw();
    if (focused) this.bar.querySelector("[aria-selected=true]").focus();
  }

  show(name) {
    this.current = name;
    this.draw();
    this.onShow?.(name);
  }

  #move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const names = this.sections.map((section) => section.name);
    this.show(names[(names.indexOf(this.current) + step + names.length) % names.length]);
    this.bar.querySelector("[aria-selected=true]").focus();
  }
}
