// The two drawers beside the chat: the citizen's phone and the world outside. Wide screens keep both open
// beside the column; others show one at a time.
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { PhoneDrawer } from "./phone.js";
import { recall, remember } from "./prefs.js";
import { Signal } from "./signal.js";
import { town } from "./town.js";
import { closeButton } from "./ui.js";
import { WorldDrawer } from "./world.js";

const roomy = matchMedia("(min-width: 1200px)");

class Drawer {
  constructor(name, content, toggle) {
    this.content = content;
    this.isOpen = roomy.matches && recall(`drawer.${name}`, false);
    this.element = h(
      `aside.drawer.${name}`,
      { "aria-label": t(name) },
      h("header.drawer-header", h("h2", t(name)), closeButton(toggle)),
      content.element,
    );
    this.draw();
  }

  draw() {
    this.element.hidden = !this.isOpen;
    if (this.isOpen) this.content.refresh();
  }
}

export class Drawers extends Signal {
  #stops;

  constructor() {
    super();
    this.phone = new Drawer("phone", new PhoneDrawer(), () => this.toggle("phone"));
    this.world = new Drawer("world", new WorldDrawer(), () => this.toggle("world"));
    const refresh = (event) => this.#refreshOpen(event);
    this.#stops = [
      ...["panes", "focus", "users"].map((name) => town.on(name, () => refresh({ type: "citizen" }))),
      town.on("world", refresh),
    ];
    this.onKey = (event) => event.key === "Escape" && this.#escape(event);
    document.addEventListener("keydown", this.onKey);
  }

  stop() {
    for (const stop of this.#stops) stop();
    document.removeEventListener("keydown", this.onKey);
  }

  #refreshOpen(event) {
    for (const drawer of [this.phone, this.world]) if (drawer.isOpen) drawer.content.refresh(event);
  }

  toggle(name) {
    const drawer = this[name];
    const other = name === "phone" ? this.world : this.phone;
    drawer.isOpen = !drawer.isOpen;
    if (drawer.isOpen && !roomy.matches) this.#set("phone world".replace(name, "").trim(), other, false);
    this.#set(name, drawer, drawer.isOpen);
    if (drawer.isOpen) drawer.element.querySelector(".drawer-body button, .drawer-body input")?.focus();
    this.emit("toggle");
  }

  #set(name, drawer, open) {
    drawer.isOpen = open;
    remember(`drawer.${name}`, open);
    drawer.draw();
  }

  #escape(event) {
    for (const name of ["phone", "world"])
      if (this[name].isOpen && this[name].element.contains(event.target)) this.toggle(name);
  }
}
