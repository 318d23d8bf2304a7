// Everybody on the page: the bot, the citizens, whose chats are open and in which column.
// Emits: bot, users, panes, unread, live (connected or not), world {type,…} for the drawers.
import { api } from "./api.js";
import { Conversation } from "./conversation.js";
import { setShift } from "./format.js";
import { listen } from "./live.js";
import { recall, remember } from "./prefs.js";
import { Signal } from "./signal.js";

const TABS_AT_FIRST = 6;
const SETTLE_MS = 60;

class Town extends Signal {
  bot = { first_name: "", commands: {} };
  users = new Map();
  tabs = [];
  panes = [];
  focus = 0;
  connected = false;
  #conversations = new Map();
  #waiting = new Map();
  #bots = new Map();

  async load() {
    const [bot, users] = await Promise.all([api.bot().catch(() => null), api.users()]);
    if (bot) this.bot = bot;
    this.users = new Map(users.map((user) => [user.id, user]));
    await this.loadClock();
    this.#restoreTabs();
  }

  async loadClock() {
    const clock = await api.clock().catch(() => null);
    if (clock) setShift(Number(clock.offset_s ?? 0));
    return clock;
  }

  #restoreTabs() {
    const known = (id) => this.users.has(id);
    this.tabs = recall("tabs", []).filter(known);
    if (this.tabs.length === 0) this.tabs = [...this.users.keys()].slice(-TABS_AT_FIRST);
    this.panes = recall("panes", []).filter((id) => this.tabs.includes(id));
    if (this.panes.length === 0) this.panes = this.tabs.slice(-1);
  }

  start() {
    listen(
      (event) => this.#hear(event),
      (connected) => this.#reconnected(connected),
    );
    for (const id of this.tabs) this.conversation(id).refresh();
  }

  #reconnected(connected) {
    this.connected = connected;
    this.emit("live");
    if (!connected) return;
    this.#reloadBot();
    this.#reloadUsers();
    for (const conversation of this.#conversations.values()) conversation.refresh();
    this.emit("world", { type: "all" });
  }

  #hear(event) {
    if (event.type === "chat") {
      this.#chatMoved(event);
      // Whatever waits for a person was sent in a chat.
      this.#later("reviews", () => this.emit("world", { type: "review" }), 800);
    } else if (event.type === "typing") this.#conversations.get(event.chat)?.setTyping(true);
    else if (event.type === "toast") this.#conversations.get(event.user)?.toast(event.text, Boolean(event.alert));
    else if (event.type === "user") this.#later("users", () => this.#reloadUsers());
    else if (event.type === "bot") this.#later("bot", () => this.#reloadBot());
    else if (event.type === "reload") this.#later("all", () => this.#reconnected(true));
    else this.#worldMoved(event);
  }

  #chatMoved({ chat, cursor }) {
    const conversation = this.#conversations.get(chat);
    if (!conversation || conversation.cursor === cursor) return;
    if (this.panes.includes(chat)) conversation.refresh();
    else this.#later(`chat${chat}`, () => conversation.refresh(), 300);
  }

  #worldMoved(event) {
    if (event.type === "clock") this.#later("clock", () => this.loadClock());
    this.emit("world", event);
  }

  #later(key, action, delay = SETTLE_MS) {
    if (this.#waiting.has(key)) return;
    const timer = setTimeout(() => {
      this.#waiting.delete(key);
      action();
    }, delay);
    this.#waiting.set(key, timer);
  }

  async #reloadBot() {
    const languages = ["", ...this.#bots.keys()];
    const bots = await Promise.all(languages.map((language) => api.bot(language).catch(() => null)));
    if (bots[0]) this.bot = bots[0];
    languages.slice(1).forEach((language, index) => this.#bots.set(language, bots[index + 1] ?? this.bot));
    this.emit("bot");
  }

  /** The bot as it describes itself to people of that language; the default until that is known. */
  botIn(language) {
    if (!language) return this.bot;
    if (!this.#bots.has(language)) {
      this.#bots.set(language, this.bot);
      this.#later("bot", () => this.#reloadBot());
    }
    return this.#bots.get(language);
  }

  async #reloadUsers() {
    const users = await api.users().catch(() => null);
    if (!users) return;
    const known = this.users;
    this.users = new Map(users.map((user) => [user.id, user]));
    for (const [id, conversation] of this.#conversations) conversation.user = this.users.get(id) ?? conversation.user;
    for (const { id } of users.filter((user) => !known.has(user.id))) this.#welcome(id);
    this.emit("users");
  }

  /** Somebody was born over /sim/: shown beside the others while there is room, never in front of them. */
  #welcome(id) {
    if (this.tabs.length >= TABS_AT_FIRST || this.tabs.includes(id)) return;
    this.tabs = [...this.tabs, id];
    this.conversation(id).refresh();
    if (this.panes.length === 0) this.panes = [id];
    this.#panesChanged();
  }

  conversation(id) {
    if (!this.#conversations.has(id)) {
      const conversation = new Conversation(this.users.get(id));
      conversation.on("unread", () => this.emit("unread", id));
      this.#conversations.set(id, conversation);
    }
    return this.#conversations.get(id);
  }

  get activeId() {
    return this.panes[this.focus] ?? this.panes[0] ?? null;
  }

  get active() {
    return this.users.get(this.activeId) ?? null;
  }

  /** Brings the citizen's chat into the focused column, or goes to the column where it already stands. */
  open(id) {
    if (!this.tabs.includes(id)) this.tabs = [...this.tabs, id];
    const shown = this.panes.indexOf(id);
    if (shown >= 0) this.focus = shown;
    else this.panes[Math.min(this.focus, Math.max(this.panes.length - 1, 0))] = id;
    this.conversation(id).refresh();
    this.#panesChanged();
  }

  focusPane(index) {
    if (index === this.focus) return;
    this.focus = index;
    this.emit("focus");
  }

  /** Closing a tab forgets nothing: the citizen stays in town and can be opened again. */
  closeTab(id) {
    this.tabs = this.tabs.filter((other) => other !== id);
    this.panes = this.panes.filter((other) => other !== id);
    if (this.panes.length === 0) this.panes = this.tabs.slice(-1);
    this.focus = 0;
    this.#panesChanged();
  }

  splitPanes(split) {
    const other = this.tabs.filter((id) => !this.panes.includes(id)).at(-1);
    if (split && this.panes.length === 1 && other !== undefined) this.panes = [...this.panes, other];
    else if (!split) this.panes = [this.activeId];
    this.focus = split ? this.panes.length - 1 : 0;
    this.#panesChanged();
  }

  #panesChanged() {
    remember("tabs", this.tabs);
    remember("panes", this.panes);
    this.emit("panes");
  }

  async addPerson(person) {
    const user = await api.addUser(person);
    this.users.set(user.id, { ...person, ...user });
    this.open(user.id);
    return user;
  }

  unreadElsewhere() {
    return this.tabs.reduce((sum, id) => sum + (this.#conversations.get(id)?.unread ?? 0), 0);
  }
}

export const town = new Town();
