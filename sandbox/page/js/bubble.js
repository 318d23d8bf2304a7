// One row of a chat as elements.
import { h, icon, reducedMotion } from "./dom.js";
import { clockTime, fullName, money, phoneNumber } from "./format.js";
import { t } from "./i18n.js";
import { inlineKeyboard } from "./inline.js";
import { markup } from "./markup.js";
import { mediaOf } from "./media.js";
import { quoted } from "./rows.js";

// Telegram's message effects a bot may send in a private chat.
const EFFECTS = {
  "5104841245755180586": "🔥",
  "5107584321108051014": "👍",
  "5104858069142078462": "👎",
  "5159385139981059251": "❤️",
  "5046509860389126442": "🎉",
  "5046589136895476101": "💩",
};

export function drawRow(row, conversation, actions) {
  if (row.kind === "date") return h("div.date", { dataset: { key: row.key } }, h("span", row.label));
  if (row.kind === "service") return h("div.date.service", { dataset: { key: row.key } }, h("span", t(row.message.service.kind)));
  if (row.kind === "pending") return pendingRow(row, actions);
  return messageRow(row, conversation, actions);
}

function frame(row, stack, extra = {}) {
  const side = row.own ? "own" : "theirs";
  const tail = row.last ? ".tail" : "";
  const top = row.first ? ".first" : "";
  return h(`div.row.${side}${tail}${top}`, { tabindex: "-1", dataset: { key: row.key, ...extra } }, stack);
}

function messageRow(row, conversation, actions) {
  const [message] = row.messages;
  const last = row.messages.at(-1);
  const keyboard = inlineKeyboard(last, actions);
  const stack = h(
    `div.stack${keyboard ? ".with-keyboard" : ""}`,
    h(`div.bubble${bubbleKind(row.messages)}`, forwarded(message), quote(conversation, message, actions), content(row.messages, actions)),
    keyboard,
    effect(message),
  );
  const node = frame(row, stack, { messages: row.messages.map((item) => item.message_id).join(" ") });
  listenForMenu(node, (event) => actions.messageMenu(message, event));
  return node;
}

function bubbleKind(messages) {
  const kind = messages[0].media?.kind;
  const captioned = messages.some((message) => message.caption || message.text);
  if (kind === "sticker") return ".bare";
  if (kind === "photo" && !captioned) return ".pictures.only";
  return kind === "photo" ? ".pictures" : "";
}

function content(messages, actions) {
  const captioned = messages.find((message) => message.caption || message.text) ?? messages[0];
  const html = captioned.html || captioned.caption_html || captioned.text_html || "";
  const text = captioned.text || captioned.caption || "";
  const meta = metaLine(messages.at(-1), messages);
  const parts = [mediaOf(messages, actions), extras(captioned)];
  if (html || text) parts.push(h("div.text", { dir: "auto" }, html ? markup(html) : text, meta));
  else parts.push(h("div.text.bare-meta", meta));
  return parts;
}

/** What is neither text nor a file: a contact, a place, an invoice. */
function extras(message) {
  const { contact, location, invoice } = message;
  if (contact) {
    const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
    return h("div.card-line", h("span.disc", icon("person")), h("div", h("b", name), h("small", phoneNumber(contact.phone_number))));
  }
  if (location) {
    const place = `${Number(location.latitude).toFixed(5)}, ${Number(location.longitude).toFixed(5)}`;
    return h("div.card-line", h("span.disc", icon("location")), h("div", h("b", t("location")), h("small", place)));
  }
  if (invoice) return invoiceCard(invoice);
  return null;
}

/** Its button to pay comes with the message, as in Telegram. */
function invoiceCard(invoice) {
  return h(
    "div.invoice",
    h("b", invoice.title),
    h("p", invoice.description),
    h("p.sum", money(invoice)),
  );
}

function metaLine(message, messages) {
  const edited = messages.some((item) => item.edited);
  return h(
    "span.meta",
    messages.some((item) => item.pinned) && icon("pin", 13),
    edited && h("span.edited", t("edited")),
    h("time", { datetime: message.at.toISOString() }, clockTime(message.at)),
    !message.from?.is_bot && icon("checks", 16),
  );
}

function quote(conversation, message, actions) {
  const target = quoted(conversation, message);
  if (!target) return null;
  const who = target.own ? conversation.user.first_name : actions.botName();
  const text = target.text || t(target.media ?? "message");
  return h("button.quote", { onclick: () => actions.reveal(target.id) }, h("b", who), h("span", text));
}

function forwarded({ forward, via_bot }) {
  if (!forward) return via_bot ? h("div.forwarded", t("via", { name: via_bot.username })) : null;
  const { sender_user, sender_user_name, sender_chat, chat } = forward;
  const name = sender_user ? fullName(sender_user) : (sender_user_name ?? (sender_chat ?? chat)?.title ?? "");
  return h("div.forwarded", t("forwarded", { name }));
}

function effect(message) {
  const sign = EFFECTS[message.effect];
  if (!sign) return null;
  const fresh = Date.now() - message.at < 15_000 && !reducedMotion();
  return h(`span.effect${fresh ? ".fresh" : ""}`, { "aria-hidden": "true" }, sign);
}

function pendingRow(row, actions) {
  const { item } = row;
  const failed = item.state === "failed";
  const sign = h("span.meta", h("time", clockTime(item.at)), icon(failed ? "warning" : "clock", 14));
  const bubble = h(`div.bubble${failed ? ".failed" : ""}`, item.file && h("div.sending-file", icon("file"), item.file.name));
  bubble.append(h("div.text", item.text, sign));
  const stack = h("div.stack", bubble, failed && failure(item, actions));
  return frame(row, stack);
}

function failure(item, actions) {
  return h(
    "div.failure",
    { role: "alert" },
    h("span", t("not_sent_why", { why: item.reason === "offline" ? t("offline") : item.reason })),
    h("button.link", { onclick: () => actions.retry(item) }, t("retry")),
    h("button.link", { onclick: () => actions.discard(item) }, t("discard")),
  );
}

/** Right button, long press, or the keyboard's menu key. Touch on some systems gives no contextmenu event. */
function listenForMenu(node, open) {
  let timer = 0;
  const cancel = () => clearTimeout(timer);
  node.addEventListener("contextmenu", (event) => {
    cancel();
    event.preventDefault();
    open(event);
  });
  node.addEventListener("keydown", (event) => {
    if (event.target !== node || event.key !== "Enter") return;
    event.preventDefault(); // else the same key press would choose the menu's first item
    open(event);
  });
  node.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") timer = setTimeout(() => open(event), 550);
  });
  for (const end of ["pointerup", "pointermove", "pointercancel"]) node.addEventListener(end, cancel);
}
