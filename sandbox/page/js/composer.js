// Where the citizen writes: a growing field, commands by «/» or by the menu, answering and editing, files.
import { api } from "./api.js";
import { attachMenu, filesFrom, offerFiles } from "./attach.js";
import { Suggestions } from "./commands.js";
import { h, icon, iconButton, replace } from "./dom.js";
import { t } from "./i18n.js";
import { plain } from "./markup.js";
import { town } from "./town.js";
import { failed } from "./ui.js";

const TALLEST = 168;
const MESSAGE_LIMIT = 4096;

export class Composer {
  #replyTo = null;
  #editing = null;
  #draft = "";

  constructor(conversation, { commands, onKeyboardToggle }) {
    this.conversation = conversation;
    this.field = h("textarea.field", {
      rows: "1",
      placeholder: t("message"),
      "aria-label": t("message"),
      maxlength: String(MESSAGE_LIMIT),
      autocomplete: "off",
    });
    this.suggestions = new Suggestions(this.field, conversation, {
      send: (command) => this.#send(command),
      clear: () => this.#set(""),
    });
    this.context = h("div.context", { hidden: true });
    this.menuButton = h("button.menu-button", { "aria-label": t("commands_label"), "aria-haspopup": "listbox" });
    this.menuButton.append(icon("menu", 20), h("span", t("commands")));
    this.keyboardButton = iconButton("keyboard", t("show_keyboard"), onKeyboardToggle, { hidden: true });
    this.sendButton = iconButton("send", t("send"), () => this.submit(), { disabled: true });
    this.sendButton.classList.add("send");
    this.element = this.#assemble();
    this.#listen();
    this.setCommands(commands);
  }

  #assemble() {
    const attach = iconButton("attach", t("attach"), () => attachMenu(attach, this.conversation), {
      "aria-haspopup": "menu",
    });
    const line = h("div.line", this.menuButton, attach, this.field, this.keyboardButton, this.sendButton);
    return h("form.composer", { onsubmit: (event) => event.preventDefault() }, this.suggestions.element, this.context, line);
  }

  #listen() {
    this.menuButton.addEventListener("click", () => this.suggestions.toggleAll());
    this.field.addEventListener("input", () => this.#changed());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("paste", (event) => {
      const files = filesFrom(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      offerFiles(this.conversation, files);
    });
  }

  setCommands(commands) {
    this.suggestions.commands = commands;
    this.menuButton.hidden = commands.length === 0;
  }

  #changed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
    this.sendButton.disabled = this.field.value.trim() === "";
    this.suggestions.update();
  }

  #key(event) {
    if (this.suggestions.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && (this.#replyTo || this.#editing)) {
      event.preventDefault();
      this.#leaveContext();
    } else if (event.key === "ArrowUp" && this.field.value === "") {
      event.preventDefault();
      this.#editLast();
    }
  }

  #editLast() {
    const own = this.conversation.messages.findLast((message) => !message.from?.is_bot && message.text && !message.via_bot);
    if (own) this.edit(own);
  }

  submit() {
    const text = this.field.value.trim();
    if (text === "") return;
    if (this.#editing) this.#saveEdit(text);
    else this.#send(text);
  }

  #send(text) {
    const replyTo = this.#replyTo?.message_id ?? null;
    this.#set("");
    this.#leaveContext();
    this.conversation.sendText(text, replyTo);
    this.field.focus();
  }

  async #saveEdit(text) {
    const message = this.#editing;
    this.#leaveContext();
    if (text === message.text) return;
    try {
      await api.edit(this.conversation.user.id, message.message_id, text);
      await this.conversation.refresh();
    } catch (error) {
      failed(error);
    }
  }

  #set(text) {
    this.field.value = text;
    this.#changed();
  }

  /** Begins a question to the bot inline; the citizen goes on typing it. */
  askInline(query) {
    this.#set(`@${town.bot.username} ${query}`);
    this.field.focus();
  }

  reply(message) {
    this.#leaveContext();
    this.#replyTo = message;
    this.#showContext("reply", t("reply_to"), message);
  }

  edit(message) {
    this.#leaveContext();
    this.#draft = this.field.value;
    this.#editing = message;
    this.#showContext("edit", t("editing"), message);
    this.#set(message.text);
  }

  #showContext(name, title, message) {
    const text = message.text || message.caption || (message.html && plain(message.html)) || t(message.media?.kind ?? "message");
    replace(
      this.context,
      icon(name, 20),
      h("div.context-words", h("b", title), h("span", text)),
      iconButton("close", t("cancel"), () => this.#leaveContext()),
    );
    this.context.hidden = false;
    this.field.focus();
  }

  #leaveContext() {
    if (this.#editing) this.#set(this.#draft);
    this.#editing = null;
    this.#replyTo = null;
    this.#draft = "";
    this.context.hidden = true;
  }

  setKeyboard({ available, open, placeholder }) {
    this.keyboardButton.hidden = !available;
    const label = t(open ? "hide_keyboard" : "show_keyboard");
    this.keyboardButton.setAttribute("aria-label", label);
    this.keyboardButton.setAttribute("aria-pressed", String(open));
    this.keyboardButton.title = label;
    this.field.placeholder = placeholder || t("message");
  }

  focus() {
    if (matchMedia("(hover: hover)").matches) this.field.focus({ preventScroll: true });
  }
}
