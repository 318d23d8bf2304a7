// The inline keyboard under a bubble, and what each kind of button does.
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { ask, copy, toast, why } from "./ui.js";

const STYLES = ["primary", "success", "danger"];

export function inlineKeyboard(message, actions) {
  if (!message.buttons?.length) return null;
  const rows = message.buttons.map((row, y) =>
    h("div.buttons", row.map((button, x) => inlineButton(message, button, `${message.message_id}:${y}:${x}`, actions))),
  );
  return h("div.inline-keyboard", rows);
}

function inlineButton(message, button, mark, actions) {
  const style = STYLES.includes(button.style) ? `.${button.style}` : "";
  return h(
    `button.inline${style}`,
    { dataset: { mark }, onclick: () => act(message, button, mark, actions) },
    h("span", button.text),
    sign(button),
  );
}

function sign(button) {
  if (button.copy_text) return h("span.sign", icon("copy", 13));
  if (button.web_app) return h("span.sign", icon("app", 13));
  if (button.url) return h("span.sign", icon("open", 13));
  if (button.pay) return h("span.sign", icon("card", 13));
  return null;
}

function act(message, button, mark, actions) {
  if (button.copy_text) return copy(typeof button.copy_text === "string" ? button.copy_text : button.copy_text.text);
  if (button.pay) return actions.pay(message);
  if (button.url) return actions.follow(button.url);
  const inline = button.switch_inline_query_current_chat ?? button.switch_inline_query;
  if (inline !== undefined) return actions.askInline(inline);
  return press(message, button, mark, actions);
}

async function press(message, button, mark, actions) {
  try {
    const answer = await actions.conversation.press(message, button, mark);
    if (answer?.url) actions.follow(answer.url, Boolean(button.web_app));
    else if (answer?.answered === false) actions.note(t("silent"));
  } catch (error) {
    actions.note(t("tap_failed", { why: why(error) }));
  }
}

/**
 * A link from the chat. The bot's own deep links stay in the chat; everything else is asked about first,
 * as Telegram does, and since a press here is the only way the page can lead out of this machine.
 */
export async function follow(url, { bot, sendStart, own = false }) {
  const link = deepLink(url, bot);
  if (link !== null) return sendStart(link);
  if (/^tg:/i.test(url)) return toast(t("no_app"));
  if (!/^(https?|mailto|tel):/i.test(url)) return undefined;
  const local = own || new URL(url, location.href).host === location.host;
  if (local || (await ask(t("open_link"), url, t("open")))) window.open(url, "_blank", "noopener,noreferrer");
  return undefined;
}

/** The start parameter of t.me/<this bot>?start=…, an empty one too; null for any other address. */
function deepLink(url, bot) {
  const own = `t.me/${bot.username ?? ""}`.toLowerCase();
  const [, address, query] = url.match(/^(?:https?:\/\/)?([^?#]+)(?:\?([^#]*))?/i) ?? [];
  if (!bot.username || address?.toLowerCase().replace(/\/$/, "") !== own) return null;
  return new URLSearchParams(query ?? "").get("start") ?? "";
}
