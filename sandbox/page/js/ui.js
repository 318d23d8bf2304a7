// Toasts, dialogs, menus: everything that floats. <dialog> and popover give focus, Esc and the top layer.
import { h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";

const TOAST_MS = 3200;
let toasts = null;

/** A short note over the page (or over one chat), said to screen readers too. */
export function toast(text, host = null) {
  const place = host ?? pageToasts();
  const node = h("div.toast", { role: "status" }, text);
  place.append(node);
  while (place.children.length > 3) place.firstChild.remove();
  setTimeout(() => {
    node.classList.add("leaving");
    setTimeout(() => node.remove(), 220);
  }, TOAST_MS);
}

function pageToasts() {
  if (!toasts?.isConnected) {
    toasts = h("div.toasts.page-toasts", { "aria-live": "polite" });
    document.body.append(toasts);
  }
  return toasts;
}

export const failed = (error) => toast(t("failed", { why: why(error) }));
export const why = (error) => (error.message === "offline" ? t("offline") : error.message);

/** A modal dialog; resolves with the value given to close(value), or null when dismissed. */
export function modal({ title, body, actions = [], kind = "", label }) {
  return new Promise((resolve) => {
    let answer = null;
    const close = (value) => {
      answer = value;
      dialog.close();
    };
    const dialog = h(`dialog.modal${kind && `.${kind}`}`, { "aria-label": label ?? title ?? "" });
    const content = typeof body === "function" ? body(close) : body;
    fillDialog(dialog, title, content, actions, close);
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function fillDialog(dialog, title, content, actions, close) {
  const buttons = actions.map(({ text, value, style = "", autofocus = false }) =>
    h(`button.action${style && `.${style}`}`, { onclick: () => close(value), autofocus }, text),
  );
  dialog.append(
    h("div.modal-inside", title && h("h2", title), content, buttons.length > 0 && h("div.actions", buttons)),
  );
}

export function ask(title, note, yes = t("yes"), style = "primary") {
  return modal({
    title,
    body: note && h("p", note),
    actions: [
      { text: t("cancel"), value: false },
      { text: yes, value: true, style, autofocus: true },
    ],
  });
}

export function alertBox(title, text) {
  return modal({
    title,
    body: h("p.alert-text", text),
    actions: [{ text: t("ok"), value: true, style: "primary", autofocus: true }],
    kind: "alert",
  });
}

/** A menu at a point or above an element: items are {icon, text, action, danger}. */
export function menu(items, { x, y, anchor, label }) {
  const returnTo = document.activeElement;
  // A manual popover: an automatic one closes when the finger that opened it by a long press is lifted.
  const node = h("div.menu", { role: "menu", popover: "manual", "aria-label": label });
  for (const item of items) node.append(menuItem(item, () => node.hidePopover()));
  node.addEventListener("keydown", (event) => moveFocus(event, node));
  const outside = (event) => !node.contains(event.target) && node.hidePopover();
  document.addEventListener("pointerdown", outside, true);
  node.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed") return;
    document.removeEventListener("pointerdown", outside, true);
    if (node.contains(document.activeElement)) returnTo?.focus?.({ preventScroll: true });
    queueMicrotask(() => node.remove());
  });
  document.body.append(node);
  node.showPopover();
  place(node, x, y, anchor);
  node.firstChild?.focus();
  return node;
}

function menuItem({ icon: name, text, action, danger }, hide) {
  const run = () => {
    hide();
    action();
  };
  return h(`button.menu-item${danger ? ".danger" : ""}`, { role: "menuitem", onclick: run }, icon(name, 20), h("span", text));
}

function place(node, x, y, anchor) {
  const box = node.getBoundingClientRect();
  const from = anchor?.getBoundingClientRect();
  const left = from ? from.left : x;
  const above = from ? from.top - box.height - 8 : y;
  const top = from && above < 8 ? from.bottom + 8 : above;
  node.style.left = `${Math.max(8, Math.min(left, innerWidth - box.width - 8))}px`;
  node.style.top = `${Math.max(8, Math.min(top, innerHeight - box.height - 8))}px`;
}

function moveFocus(event, node) {
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    return void node.hidePopover();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return undefined;
  event.preventDefault();
  const items = [...node.children];
  const index = items.indexOf(document.activeElement);
  items[(index + step + items.length) % items.length].focus();
  return undefined;
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text); // no clipboard outside of localhost and https
  }
  toast(t("copied"));
}

function copyBySelection(text) {
  const area = h("textarea.offscreen", { value: text });
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

export const closeButton = (action) => iconButton("close", t("close"), action);
