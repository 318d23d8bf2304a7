// One citizen's chat with the bot as the sandbox has it, and what is on its way there.
// Emits: messages, status (typing, blocked), pressed, unread, toast {text, alert}.
import { api } from "./api.js";
import { asDate } from "./format.js";
import { recall, remember } from "./prefs.js";
import { Signal } from "./signal.js";

const TYPING_MS = 6000;
const SAME_TOAST_MS = 3000;

export class Conversation extends Signal {
  messages = [];
  pending = [];
  cursor = -1;
  loaded = false;
  typing = false;
  blocked = false;
  pressed = new Set();
  replyKeyboard = null;
  #refreshing = null;
  #again = false;
  #typingTimer = 0;
  #lastToast = { text: "", at: 0 };
  #sequence = 0;

  constructor(user) {
    super();
    this.user = user;
  }

  /** Fetches the whole chat; calls made meanwhile melt into one more fetch. */
  refresh() {
    if (this.#refreshing) {
      this.#again = true;
      return this.#refreshing;
    }
    this.#refreshing = this.#fetch().finally(() => {
      this.#refreshing = null;
      if (this.#again) {
        this.#again = false;
        this.refresh();
      }
    });
    return this.#refreshing;
  }

  async #fetch() {
    try {
      const [chat, state] = await Promise.all([api.messages(this.user.id), api.state(this.user.id)]);
      if (state?.typing) this.setTyping(true); // an older "no" must not undo what the live stream has just said
      this.#take(chat);
      this.blocked = Boolean(state?.blocked);
      this.emit("status");
    } catch {
      // The live stream tells when the sandbox is back; the chat is fetched again then.
    }
  }

  #take({ cursor, messages }) {
    const known = this.messages.at(-1)?.message_id ?? 0;
    this.cursor = cursor;
    this.messages = messages.map(withDate);
    const arrived = this.messages.filter((message) => message.message_id > known);
    if (this.loaded && arrived.some(isFromBot)) this.setTyping(false);
    const seen = new Set(this.messages.map((message) => message.message_id));
    this.pending = this.pending.filter((item) => !seen.has(item.sent));
    this.replyKeyboard = currentKeyboard(this.messages);
    this.loaded = true;
    this.emit("messages", { arrived });
    this.emit("unread");
  }

  setTyping(typing) {
    clearTimeout(this.#typingTimer);
    if (typing) this.#typingTimer = setTimeout(() => this.setTyping(false), TYPING_MS);
    if (typing === this.typing) return;
    this.typing = typing;
    this.emit("status");
  }

  find(messageId) {
    return this.messages.find((message) => message.message_id === messageId);
  }

  get readUpTo() {
    return recall(`read.${this.user.id}`, 0);
  }

  get unread() {
    const read = this.readUpTo;
    return this.messages.filter((message) => isFromBot(message) && message.message_id > read).length;
  }

  markRead() {
    const last = this.messages.at(-1)?.message_id ?? 0;
    if (last <= this.readUpTo) return;
    remember(`read.${this.user.id}`, last);
    this.emit("unread");
  }

  /** Shows the message at once as «on its way» and sends it; a refused one stays with its reason. */
  async send(body, { text = "", file = null, kind = null } = {}) {
    const item = { key: `p${(this.#sequence += 1)}`, text, file, kind, body, state: "sending", at: new Date() };
    this.pending = [...this.pending, item];
    this.emit("messages", { own: true });
    await this.#deliver(item);
  }

  async #deliver(item) {
    try {
      const message = { user: this.user.id, ...item.body };
      const answer = item.file ? await api.sendFile(message, item.kind, item.file) : await api.send(message);
      this.#replace(item, { sent: answer?.message_id ?? -1 });
      await this.refresh();
    } catch (error) {
      this.#replace(item, { state: "failed", reason: error.message });
    }
  }

  #replace(item, change) {
    Object.assign(item, change);
    this.emit("messages", {});
  }

  retry(item) {
    this.#replace(item, { state: "sending" });
    return this.#deliver(item);
  }

  discard(item) {
    this.pending = this.pending.filter((other) => other !== item);
    this.emit("messages", {});
  }

  sendText(text, replyTo = null) {
    return this.send(replyTo ? { text, reply_to: replyTo } : { text }, { text });
  }

  /** Presses an inline button; the mark of waiting outlives any redrawing of the bubble meanwhile. */
  async press(message, button, mark) {
    if (this.pressed.has(mark)) return null;
    this.pressed.add(mark);
    this.emit("pressed");
    const which = button.data ? { data: button.data } : { text: button.text };
    try {
      const answer = await api.tap({ user: this.user.id, message_id: message.message_id, ...which });
      if (answer?.text) this.toast(answer.text, Boolean(answer.show_alert));
      return answer;
    } finally {
      this.pressed.delete(mark);
      this.emit("pressed");
    }
  }

  /** An answer to a press arrives twice: as the press's result and on the live stream. It is shown once. */
  toast(text, alert) {
    const at = Date.now();
    if (text === this.#lastToast.text && at - this.#lastToast.at < SAME_TOAST_MS) return;
    this.#lastToast = { text, at };
    this.emit("toast", { text, alert });
  }
}

export const isFromBot = (message) => Boolean(message.from?.is_bot);

function withDate(message) {
  return { ...message, at: asDate(message.date) ?? new Date() };
}

/** The reply keyboard that stands now: the newest message that set or removed one decides. */
function currentKeyboard(messages) {
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const { keyboard, keyboard_options: options, message_id, from } = messages[index];
    if (!from?.is_bot || !keyboard) continue;
    if (keyboard.length === 0) return null;
    return {
      messageId: message_id,
      rows: keyboard,
      oneTime: Boolean(options?.one_time),
      placeholder: options?.placeholder ?? "",
    };
  }
  return null;
}
