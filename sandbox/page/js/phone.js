// The citizen's phone: SMS to the active citizen's number, and the town's mailboxes.
import { api } from "./api.js";
import { h, replace } from "./dom.js";
import { asDate, fullName, moment, phoneNumber } from "./format.js";
import { t } from "./i18n.js";
import { plain } from "./markup.js";
import { Segments } from "./segments.js";
import { town } from "./town.js";
import { copy } from "./ui.js";

const CODE = /(?<!\d)\d{4,8}(?!\d)/g;

export class PhoneDrawer {
  #address = null;

  constructor() {
    this.sms = h("div.section", { "aria-live": "polite" });
    this.mail = h("div.section", { "aria-live": "polite" });
    this.segments = new Segments(t("phone"), [
      { name: "sms", title: t("sms"), icon: "sms", element: this.sms },
      { name: "mail", title: t("mail"), icon: "mail", element: this.mail },
    ]);
    this.element = h("div.drawer-body", this.segments.element);
  }

  refresh({ type = "all" } = {}) {
    if (["all", "sms", "citizen"].includes(type)) this.#loadSms();
    if (["all", "mail", "citizen"].includes(type)) this.#loadMail();
  }

  async #loadSms() {
    const user = town.active;
    if (!user?.phone) return void replace(this.sms, h("p.empty", t(user ? "no_phone" : "no_one")));
    const messages = await api.sms(user.phone).catch(() => []);
    const owner = h("p.owner", h("b", fullName(user)), h("span", phoneNumber(user.phone)));
    const bubbles = messages.map((message) => smsBubble(message));
    this.segments.count("sms", messages.length);
    replace(this.sms, owner, bubbles.length ? bubbles : h("p.empty", t("no_sms")));
    this.sms.scrollTop = this.sms.scrollHeight;
    return undefined;
  }

  async #loadMail() {
    const boxes = (await api.mailboxes().catch(() => [])).map((box) => box.address);
    if (boxes.length === 0) return void replace(this.mail, h("p.empty", t("no_mail")));
    if (!boxes.includes(this.#address)) this.#address = boxes.at(-1);
    const letters = await api.mail(this.#address).catch(() => []);
    this.segments.count("mail", letters.length);
    replace(this.mail, this.#chooser(boxes), letters.map((letter) => letterCard(letter)).reverse());
    return undefined;
  }

  #chooser(boxes) {
    const select = h("select", boxes.map((address) => h("option", { value: address }, address)));
    select.value = this.#address;
    select.addEventListener("change", () => {
      this.#address = select.value;
      this.#loadMail();
    });
    return h("label.labelled", h("span", t("mailbox")), select);
  }
}

function smsBubble(message) {
  const at = asDate(message.date ?? message.at);
  return h(
    "div.sms",
    message.from && h("b", message.from),
    h("p", withCodes(message.text ?? "")),
    at && h("time", moment(at)),
  );
}

/** Codes are what people copy from an SMS. */
function withCodes(text) {
  const parts = [];
  let end = 0;
  for (const { 0: code, index } of text.matchAll(CODE)) {
    parts.push(text.slice(end, index), h("button.code", { title: t("copy_code"), onclick: () => copy(code) }, code));
    end = index + code.length;
  }
  return [...parts, text.slice(end)];
}

function letterCard(letter) {
  const at = asDate(letter.date ?? letter.at);
  const text = letter.text || (letter.html ? plain(letter.html) : "");
  return h(
    "details.letter",
    h("summary", h("b", letter.subject || t("no_subject")), h("span", letter.from ?? ""), at && h("time", moment(at))),
    h("p", withCodes(text.trim())),
  );
}
