// The strip of citizens: who is open, who has unread messages, «+» for one more.
import { h, icon, iconButton, replace } from "./dom.js";
import { face } from "./faces.js";
import { fullName } from "./format.js";
import { t } from "./i18n.js";
import { addPerson } from "./person.js";
import { town } from "./town.js";

export class Tabs {
  #stops = [];

  constructor() {
    this.strip = h("div.strip", { role: "tablist", "aria-label": t("people") });
    this.element = h("nav.tabs", this.strip, iconButton("plus", t("add_person"), addPerson));
    this.strip.addEventListener("keydown", (event) => this.#move(event));
    this.#stops = ["panes", "users", "focus", "unread"].map((name) => town.on(name, () => this.draw()));
    this.draw();
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  draw() {
    const focused = this.strip.contains(document.activeElement);
    replace(this.strip, town.tabs.map((id) => this.#tab(town.users.get(id))));
    if (focused) this.strip.querySelector("[aria-selected=true]")?.focus();
    this.strip.querySelector(".active")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    const unread = town.unreadElsewhere();
    document.title = `${unread ? `(${unread}) ` : ""}${town.bot.first_name || t("brand")}`;
  }

  #tab(user) {
    const active = user.id === town.activeId;
    const shown = town.panes.includes(user.id);
    const { unread } = town.conversation(user.id);
    const tab = h(
      "button.tab",
      {
        role: "tab",
        "aria-selected": String(active),
        tabindex: active ? "0" : "-1",
        title: fullName(user),
        onclick: () => town.open(user.id),
      },
      face(user, 26),
      h("span.tab-name", user.first_name),
      unread > 0 && h("span.badge", { "aria-label": t("unread", { n: unread }) }, unread > 99 ? "99+" : unread),
    );
    const close = h(
      "button.tab-close",
      { "aria-label": t("close_tab", { name: user.first_name }), tabindex: "-1", onclick: () => town.closeTab(user.id) },
      icon("close", 14),
    );
    return h(`div.tab-frame${active ? ".active" : ""}${shown ? ".shown" : ""}`, { role: "presentation" }, tab, town.tabs.length > 1 && close);
  }

  #move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Delete" && town.tabs.length > 1) return town.closeTab(town.activeId);
    if (!step) return undefined;
    event.preventDefault();
    const { tabs } = town;
    return town.open(tabs[(tabs.indexOf(town.activeId) + step + tabs.length) % tabs.length]);
  }
}
