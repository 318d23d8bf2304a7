// The active citizen as the world knows them: the level the staff gave, and whether the bot may write.
import { api } from "./api.js";
import { face } from "./faces.js";
import { h, replace } from "./dom.js";
import { fullName, phoneNumber } from "./format.js";
import { t } from "./i18n.js";
import { town } from "./town.js";
import { failed, toast } from "./ui.js";

const LEVELS = ["standard", "confirmed"];

export class CitizenPanel {
  #stop = null;

  constructor() {
    this.element = h("div.section");
  }

  refresh() {
    const user = town.active;
    this.#stop?.();
    if (!user) return void replace(this.element, h("p.empty", t("no_one")));
    const conversation = town.conversation(user.id);
    this.#stop = conversation.on("status", () => this.#draw(user, conversation));
    return this.#draw(user, conversation);
  }

  #draw(user, conversation) {
    const focused = this.element.contains(document.activeElement) && document.activeElement.dataset.name;
    replace(this.element, card(user), levels(user), access(user, conversation));
    if (focused) this.element.querySelector(`[data-name="${focused}"]`)?.focus();
  }
}

function card(user) {
  return h(
    "div.person-card",
    face(user, 48),
    h("div", h("b", fullName(user)), h("span", phoneNumber(user.phone)), h("small", `${t("id")}: ${user.id}`)),
  );
}

function levels(user) {
  const set = async (level) => {
    try {
      await api.setLevel(user.id, level);
      toast(`${t("level_set")}: ${t(`level_${level}`)}`);
    } catch (error) {
      failed(error);
    }
  };
  const buttons = LEVELS.map((level) =>
    h("button.action", { dataset: { name: level }, onclick: () => set(level) }, t(`level_${level}`)),
  );
  return h("section.block", h("h3", t("level")), h("p.hint", t("level_note")), h("div.choices", buttons));
}

function access(user, conversation) {
  const { blocked } = conversation;
  const change = async () => {
    try {
      await (blocked ? api.unblock(user.id) : api.block(user.id));
      await conversation.refresh();
    } catch (error) {
      failed(error);
    }
  };
  return h(
    "section.block",
    h("h3", t("bot_access")),
    h("p.hint", t(blocked ? "is_blocked" : "is_open")),
    h(`button.action.wide${blocked ? ".primary" : ".danger"}`, { dataset: { name: "block" }, onclick: change }, t(blocked ? "unblock" : "block")),
  );
}
