// The scrolling list of a chat. Keyed: only rows whose signature changed are drawn anew; only the newest
// rows stand in the document, earlier ones join when scrolled to. What is being read never jumps.
import { drawRow } from "./bubble.js";
import { h, icon, reducedMotion } from "./dom.js";
import { t } from "./i18n.js";
import { rowsOf } from "./rows.js";

const PAGE = 80;
const NEAR_BOTTOM = 60;
const OURS_MS = 500; // what scrolls this soon after we drew is our doing, unless a hand moved since
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"];

export class Feed {
  #rows = new Map();
  #limit = PAGE;
  #stuck = true;
  #lastTop = 0;
  #drawnOnce = false;
  #earlier = false;
  #moving = 0;
  #ours = -OURS_MS;

  constructor(conversation, actions) {
    this.conversation = conversation;
    this.actions = actions;
    this.list = h("div.rows");
    this.typing = h("div.row.typing-row", { hidden: true }, h("div.stack", h("div.bubble.typing", dots())));
    this.element = h("div.feed", { role: "log", "aria-label": t("messages"), "aria-live": "polite", tabindex: "0" });
    this.element.append(this.list, this.typing);
    this.count = h("span.badge", { hidden: true });
    this.downButton = h("button.round.to-bottom", { "aria-label": t("new_messages"), title: t("new_messages") });
    this.downButton.append(icon("down"), this.count);
    this.downButton.hidden = true;
    this.#listen();
  }

  #listen() {
    this.element.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    for (const hand of HANDS) this.element.addEventListener(hand, () => (this.#ours = -OURS_MS), { passive: true });
    this.element.addEventListener("keydown", (event) => this.#moveAmongRows(event));
    this.downButton.addEventListener("click", () => this.toBottom());
    new ResizeObserver(() => this.#stuck && this.#followBottom()).observe(this.list);
    new ResizeObserver(() => this.#stuck && this.#jumpToBottom()).observe(this.element);
    document.addEventListener("visibilitychange", () => this.#read());
  }

  /** Draws what changed; own: the citizen has just sent something, so the list goes to its end. */
  render({ own = false } = {}) {
    const anchors = this.#anchors();
    if (own) this.#stuck = true;
    const rows = rowsOf(this.conversation);
    this.#earlier = rows.length > this.#limit;
    this.#update(rows.slice(-this.#limit));
    this.paintPressed();
    if (!this.#stuck) this.#restore(anchors);
    else if (this.#drawnOnce) this.#followBottom();
    else this.#jumpToBottom();
    this.#drawnOnce ||= this.conversation.loaded;
    this.#read();
  }

  #update(rows) {
    this.#drop(new Set(rows.map(({ key }) => key)));
    let place = this.list.firstChild;
    for (const row of rows) {
      const stands = place !== null && this.#rows.get(row.key)?.node === place;
      const node = this.#node(row);
      if (stands) place = node.nextSibling;
      else this.list.insertBefore(node, place);
    }
  }

  /** Before the rest is placed: a node that stays must not be moved, or its animations would start again. */
  #drop(staying) {
    for (const [key, { node }] of this.#rows) {
      if (staying.has(key)) continue;
      node.remove();
      this.#rows.delete(key);
    }
  }

  #node(row) {
    const known = this.#rows.get(row.key);
    if (known?.signature === row.signature) return known.node;
    const node = drawRow(row, this.conversation, this.actions);
    if (!known && this.#drawnOnce) node.classList.add("arriving");
    if (known) swap(known.node, node);
    this.#rows.set(row.key, { node, signature: row.signature });
    return node;
  }

  paintPressed() {
    for (const button of this.list.querySelectorAll("[data-mark]")) {
      const waiting = this.conversation.pressed.has(button.dataset.mark);
      button.classList.toggle("waiting", waiting);
      button.toggleAttribute("aria-busy", waiting);
    }
  }

  setTyping(typing) {
    this.typing.hidden = !typing;
    if (this.#stuck) this.#followBottom();
  }

  /** Only a person takes the list from its end: a window that grows or shrinks moves it too. */
  #scrolled() {
    const top = this.element.scrollTop;
    this.element.classList.add("moving");
    clearTimeout(this.#moving);
    this.#moving = setTimeout(() => this.element.classList.remove("moving"), 900);
    if (this.#nearBottom()) this.#stuck = true;
    else if (top < this.#lastTop && performance.now() - this.#ours > OURS_MS) this.#stuck = false;
    this.#lastTop = top;
    if (top < 400 && this.#earlier) this.#showEarlier();
    this.#read();
  }

  #showEarlier() {
    this.#earlier = false;
    this.#limit += PAGE;
    this.render();
  }

  #nearBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
  }

  #read() {
    const seen = this.element.isConnected && !document.hidden;
    if (seen && this.#stuck) this.conversation.markRead();
    const unread = this.conversation.unread;
    this.downButton.hidden = this.#stuck;
    this.count.hidden = unread === 0;
    this.count.textContent = unread;
  }

  toBottom() {
    this.#stuck = true;
    this.#followBottom();
    this.#read();
  }

  #followBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    const far = scrollHeight - scrollTop - clientHeight > clientHeight * 2;
    this.#ours = performance.now();
    const behavior = far || reducedMotion() ? "instant" : "smooth";
    this.element.scrollTo({ top: scrollHeight, behavior });
  }

  #jumpToBottom() {
    this.#ours = performance.now();
    this.element.scrollTo({ top: this.element.scrollHeight, behavior: "instant" });
  }

  /** Called when the list comes back into the document, where scroll positions are lost. */
  shown() {
    if (this.#stuck) this.#jumpToBottom();
    else this.element.scrollTop = this.#lastTop;
    this.#read();
  }

  /** The rows being read, any of which tells how far the list has moved; dates stick and tell nothing. */
  #anchors() {
    if (this.#stuck) return [];
    const { top, bottom } = this.element.getBoundingClientRect();
    return [...this.list.querySelectorAll(".row")]
      .map((node) => ({ key: node.dataset.key, box: node.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > top && box.top < bottom);
  }

  #restore(anchors) {
    const anchor = anchors.find(({ key }) => this.#rows.has(key));
    if (!anchor) return;
    const { top } = this.#rows.get(anchor.key).node.getBoundingClientRect();
    this.element.scrollTop += top - anchor.box.top;
  }

  /** Scrolls to a message and lets it glow, for quotes and the pinned bar. */
  reveal(messageId) {
    const node = this.list.querySelector(`[data-messages~="${messageId}"]`);
    if (!node) return;
    this.#stuck = false;
    node.scrollIntoView({ block: "center", behavior: reducedMotion() ? "instant" : "smooth" });
    node.classList.add("glowing");
    setTimeout(() => node.classList.remove("glowing"), 1600);
  }

  #moveAmongRows(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const inside = event.target.closest(".row");
    if (!step || event.target.closest("button, a, [role=button]")) return;
    const rows = [...this.list.querySelectorAll(".row[tabindex]")];
    const next = inside ? rows[rows.indexOf(inside) + step] : rows.at(-1);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

const dots = () => [h("i"), h("i"), h("i")];

/** Puts the new drawing in the old one's place; the keyboard's focus stays where it was. */
function swap(before, after) {
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  before.replaceWith(after);
  if (!focused) return;
  const same = focused.dataset.mark && after.querySelector(`[data-mark="${CSS.escape(focused.dataset.mark)}"]`);
  (same || after).focus?.({ preventScroll: true });
}
