// The reply keyboard under the field, and sharing one's own number, which is always asked about first.
import { h, icon, replace } from "./dom.js";
import { phoneNumber } from "./format.js";
import { t } from "./i18n.js";
import { locationSample } from "./samples.js";
import { ask, toast } from "./ui.js";

export class ReplyKeyboard {
  #keyboard = null;
  #used = new Set();
  #open = true;

  constructor(conversation, onChange) {
    this.conversation = conversation;
    this.onChange = onChange;
    this.element = h("div.reply-keyboard", { hidden: true });
  }

  update(keyboard) {
    if (keyboard?.messageId !== this.#keyboard?.messageId) this.#open = !this.#used.has(keyboard?.messageId);
    this.#keyboard = keyboard;
    replace(this.element, (keyboard?.rows ?? []).map((row) => this.#row(row)));
    this.#show();
  }

  toggle() {
    this.#open = !this.#open;
    this.#show();
  }

  #show() {
    const available = this.#keyboard !== null;
    this.element.hidden = !available || !this.#open;
    const placeholder = (available && this.#keyboard.placeholder) || "";
    this.onChange({ available, open: available && this.#open, placeholder });
  }

  #row(row) {
    return h("div.buttons", row.map((button) => this.#button(typeof button === "string" ? { text: button } : button)));
  }

  #button(button) {
    const style = ["primary", "success", "danger"].includes(button.style) ? `.${button.style}` : "";
    const sign = button.request_contact ? "person" : button.request_location ? "location" : null;
    return h(`button.reply-button${style}`, { onclick: () => this.#press(button) }, sign && icon(sign, 18), h("span", button.text));
  }

  async #press(button) {
    if (button.request_contact && !(await shareContact(this.conversation))) return;
    else if (button.request_location) this.conversation.send({ location: locationSample() }, { text: t("location") });
    else if (!button.request_contact) this.conversation.sendText(button.text);
    if (!this.#keyboard?.oneTime) return;
    this.#used.add(this.#keyboard.messageId);
    this.#open = false;
    this.#show();
  }
}

/** Asks and sends the citizen's own contact; false when refused. */
export async function shareContact(conversation) {
  const { phone } = conversation.user;
  if (!phone) {
    toast(t("no_phone"));
    return false;
  }
  const agreed = await ask(t("share_question", { phone: phoneNumber(phone) }), t("share_note"));
  if (agreed) conversation.send({ contact: "own" }, { text: phoneNumber(phone) });
  return Boolean(agreed);
}
