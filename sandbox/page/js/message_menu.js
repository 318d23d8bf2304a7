// What can be done with one message.
import { t } from "./i18n.js";
import { plain } from "./markup.js";
import { copy, menu } from "./ui.js";

export function messageMenu(message, event, composer) {
  const own = !message.from?.is_bot;
  const text = message.text || message.caption || (message.html ? plain(message.html) : "");
  const items = [{ icon: "reply", text: t("reply"), action: () => composer.reply(message) }];
  if (text) items.push({ icon: "copy", text: t("copy_text"), action: () => copy(text) });
  if (own && message.text && !message.via_bot) items.push({ icon: "edit", text: t("edit"), action: () => composer.edit(message) });
  menu(items, { ...point(event), label: t("actions") });
}

/** Where the finger is, or the bubble's corner for the keyboard. */
function point(event) {
  if (event.clientX || event.clientY) return { x: event.clientX, y: event.clientY };
  const box = event.currentTarget.querySelector(".bubble").getBoundingClientRect();
  return { x: box.left + 12, y: box.top + 12 };
}
