// Puts the page together: the top bar, the columns of chats, the drawers beside them.
import { h, icon, iconButton, replace } from "./dom.js";
import { Drawers } from "./drawers.js";
import { currentLanguage, setLanguage, t } from "./i18n.js";
import { Pane } from "./pane.js";
import { addFirstPerson } from "./person.js";
import { recall, remember } from "./prefs.js";
import { Tabs } from "./tabs.js";
import { town } from "./town.js";
import { failed, menu } from "./ui.js";

const RETRY_MS = 1000;
const wide = matchMedia("(min-width: 1200px)");

class Page {
  #panes = new Map();
  #stops = [];

  mount() {
    this.tabs = new Tabs();
    this.drawers = new Drawers();
    this.stage = h("main.stage");
    this.tools = h("div.tools", { role: "toolbar" });
    const brand = h("div.brand", h("img", { src: "/sim/page/icon.svg", alt: "", width: "28", height: "28" }), h("b", t("brand")), h("span", t("sandbox")));
    const bar = h("header.top-bar", brand, this.tabs.element, this.tools);
    document.body.replaceChildren(bar, h("div.town", this.drawers.phone.element, this.stage, this.drawers.world.element));
    this.#stops = [
      town.on("panes", () => this.drawPanes()),
      town.on("focus", () => this.#markFocus()),
      this.drawers.on("toggle", () => this.#drawTools()),
    ];
    this.#drawTools();
    this.drawPanes();
  }

  unmount() {
    for (const stop of this.#stops) stop();
    for (const pane of this.#panes.values()) pane.stop();
    this.#panes.clear();
    this.tabs.stop();
    this.drawers.stop();
  }

  #drawTools() {
    const dark = isDark();
    const drawer = (name) => {
      const open = this.drawers[name].isOpen;
      return h("button.tool", { "aria-pressed": String(open), "aria-label": t(name), title: t(name), onclick: () => this.drawers.toggle(name) }, icon(name), h("span", t(name)));
    };
    const split = iconButton("columns", t("side_by_side"), () => town.splitPanes(town.panes.length < 2), { "aria-pressed": String(town.panes.length > 1) });
    split.classList.add("split-tool");
    const theme = iconButton(dark ? "sun" : "moon", t(dark ? "theme_light" : "theme_dark"), () => this.#switchTheme(!dark));
    theme.classList.add("theme");
    const language = h("button.round.language", { "aria-label": t("language"), title: t("language"), onclick: () => this.#switchLanguage() }, currentLanguage() === "ru" ? "EN" : "RU");
    const more = iconButton("more", t("more"), () => this.#moreMenu(more, dark), { "aria-haspopup": "menu" });
    more.classList.add("more-tool");
    replace(this.tools, drawer("phone"), drawer("world"), split, theme, language, more);
  }

  /** What a narrow bar has no room for. */
  #moreMenu(anchor, dark) {
    const items = [
      { icon: dark ? "sun" : "moon", text: t(dark ? "theme_light" : "theme_dark"), action: () => this.#switchTheme(!dark) },
      { icon: "language", text: t("language"), action: () => this.#switchLanguage() },
    ];
    menu(items, { anchor, label: t("more") });
  }

  #switchTheme(dark) {
    const theme = dark ? "dark" : "light";
    document.documentElement.dataset.theme = theme;
    remember("theme", theme);
    this.#drawTools();
  }

  #switchLanguage() {
    setLanguage(currentLanguage() === "ru" ? "en" : "ru");
    this.unmount();
    this.mount();
  }

  drawPanes() {
    const ids = wide.matches ? town.panes : town.panes.slice(town.focus, town.focus + 1);
    const panes = ids.map((id) => this.#pane(id));
    const elements = panes.map((pane) => pane.element);
    if (elements.length !== this.stage.children.length || elements.some((node, i) => node !== this.stage.children[i])) {
      this.stage.replaceChildren(...elements);
      for (const pane of panes) pane.shown();
    }
    this.stage.classList.toggle("two", panes.length > 1);
    this.#markFocus();
    this.#drawTools();
  }

  #pane(id) {
    if (!this.#panes.has(id)) {
      const pane = new Pane(town.conversation(id));
      const focus = () => town.focusPane(Math.max(town.panes.indexOf(id), 0));
      pane.element.addEventListener("focusin", focus);
      pane.element.addEventListener("pointerdown", focus);
      this.#panes.set(id, pane);
    }
    return this.#panes.get(id);
  }

  #markFocus() {
    for (const [id, pane] of this.#panes) pane.element.classList.toggle("focused", id === town.activeId);
  }
}

function isDark() {
  const chosen = recall("theme", "");
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

async function begin() {
  try {
    await town.load();
    if (town.users.size === 0) await addFirstPerson();
  } catch {
    setTimeout(begin, RETRY_MS);
    return;
  }
  const page = new Page();
  page.mount();
  town.start();
  wide.addEventListener("change", () => page.drawPanes());
  addEventListener("unhandledrejection", (event) => failed(event.reason ?? new Error()));
}

begin();
