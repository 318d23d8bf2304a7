// One column: a citizen's chat with its header, its messages, what to write with, and its own toasts.
import { api } from "./api.js";
import { dropTarget } from "./attach.js";
import { Composer } from "./composer.js";
import { botFace } from "./faces.js";
import { Feed } from "./feed.js";
import { h, icon, replace } from "./dom.js";
import { fullName } from "./format.js";
import { t } from "./i18n.js";
import { follow } from "./inline.js";
import { listenForWords } from "./words.js";
import { messageMenu } from "./message_menu.js";
import { payInvoice } from "./payment.js";
import { ReplyKeyboard } from "./reply.js";
import { town } from "./town.js";
import { alertBox, failed, toast } from "./ui.js";
import { viewPictures } from "./viewer.js";

export class Pane {
  #stops = [];

  constructor(conversation) {
    this.conversation = conversation;
    this.feed = new Feed(conversation, this.#actions());
    this.keyboard = new ReplyKeyboard(conversation, (state) => this.composer.setKeyboard(state));
    this.composer = new Composer(conversation, {
      commands: this.#commands(),
      onKeyboardToggle: () => this.keyboard.toggle(),
    });
    this.toasts = h("div.toasts", { "aria-live": "polite" });
    this.pinned = h("button.pinned", { hidden: true });
    this.header = h("header.chat-header");
    this.welcome = h("div.welcome");
    this.bottom = h("footer.bottom");
    this.element = this.#assemble();
    this.#listen();
    this.#drawAll();
  }

  #assemble() {
    const middle = h("div.middle", this.feed.element, this.welcome, this.feed.downButton, this.toasts);
    const element = h("section.chat", this.header, this.pinned, middle, this.bottom);
    dropTarget(element, this.conversation);
    listenForWords(this.feed.element, this.#actions());
    return element;
  }

  #listen() {
    const { conversation } = this;
    this.#stops = [
      conversation.on("messages", (change) => this.#messages(change)),
      conversation.on("pressed", () => this.feed.paintPressed()),
      conversation.on("status", () => this.#status()),
      conversation.on("toast", ({ text, alert }) => this.#say(text, alert)),
      town.on("bot", () => this.#drawAll()),
      town.on("live", () => this.#header()),
      town.on("users", () => this.#drawAll()),
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  #actions() {
    const { conversation } = this;
    return {
      conversation,
      botName: () => town.bot.first_name,
      note: (text) => toast(text, this.toasts),
      follow: (url, own = false) => follow(url, { bot: town.bot, own, sendStart: (payload) => this.#start(payload) }),
      sendCommand: (command) => conversation.sendText(command),
      askInline: (query) => this.composer.askInline(query),
      reveal: (messageId) => this.feed.reveal(messageId),
      view: (message) => viewPictures(this.#pictures(), message.message_id),
      retry: (item) => conversation.retry(item),
      discard: (item) => conversation.discard(item),
      pay: (message) => payInvoice(conversation, message),
      messageMenu: (message, event) => messageMenu(message, event, this.composer),
    };
  }

  #pictures() {
    return this.conversation.messages.filter(({ media }) => media?.kind === "photo");
  }

  #start(payload) {
    return this.conversation.sendText(payload ? `/start ${payload}` : "/start");
  }

  get #language() {
    return this.conversation.user.language_code ?? "";
  }

  #commands() {
    const { commands } = town.bot;
    const language = this.#language;
    if (Array.isArray(commands)) return commands;
    return commands?.[language]?.length ? commands[language] : (commands?.[""] ?? []);
  }

  #drawAll() {
    this.composer.setCommands(this.#commands());
    this.#header();
    this.bottom.dataset.state = "";
    this.#messages({});
    this.#status();
  }

  #messages(change) {
    this.feed.render(change);
    this.keyboard.update(this.conversation.replyKeyboard);
    this.#pinnedBar();
    this.#bottomBar();
  }

  #status() {
    this.#header();
    this.feed.setTyping(this.conversation.typing);
    this.#bottomBar();
  }

  #header() {
    const { user, typing } = this.conversation;
    const { bot } = town;
    const state = !town.connected ? t("connecting") : typing ? t("typing") : t("bot");
    this.element.setAttribute("aria-label", t("chat_with", { name: fullName(user), bot: bot.first_name }));
    replace(
      this.header,
      botFace(),
      h("div.chat-title", h("h1", bot.first_name || t("brand")), h(`p.state${typing ? ".live" : ""}`, state)),
      h("span.chat-owner", t("chat_as", { name: user.first_name })),
    );
  }

  #pinnedBar() {
    const message = this.conversation.messages.findLast((item) => item.pinned);
    this.pinned.hidden = !message;
    if (!message) return;
    const words = h("span.pinned-words", h("b", t("pinned")), h("span", message.text || message.caption || ""));
    replace(this.pinned, icon("pin", 18), words);
    this.pinned.onclick = () => this.feed.reveal(message.message_id);
  }

  /** The field, or the one button that must come first: «Старт» in an empty chat, «Разблокировать» in a blocked one. */
  #bottomBar() {
    const { blocked, loaded, messages, pending } = this.conversation;
    const empty = loaded && messages.length === 0 && pending.length === 0;
    const state = blocked ? "blocked" : empty ? "empty" : "open";
    if (this.bottom.dataset.state === state) return;
    this.bottom.dataset.state = state;
    this.#welcomeScreen(empty);
    if (state === "open") replace(this.bottom, this.composer.element, this.keyboard.element);
    else replace(this.bottom, h("div.single", state === "empty" ? this.#startButton() : this.#unblockButton()));
  }

  #startButton() {
    return h("button.action.primary.wide", { onclick: () => this.#start("").then(() => this.composer.focus()) }, t("start"));
  }

  #unblockButton() {
    const unblock = () => api.unblock(this.conversation.user.id).then(() => this.conversation.refresh(), failed);
    return [h("p.note", t("blocked_note")), h("button.action.primary.wide", { onclick: unblock }, t("unblock"))];
  }

  #welcomeScreen(shown) {
    this.welcome.hidden = !shown;
    const bot = town.botIn(this.#language);
    replace(
      this.welcome,
      botFace(92),
      h("div.welcome-card", h("b", t("what_can")), h("p", bot.description || bot.short_description || "")),
    );
  }

  #say(text, alert) {
    if (alert) alertBox(town.bot.first_name, text);
    else toast(text, this.toasts);
  }

  shown() {
    this.feed.shown();
  }
}
