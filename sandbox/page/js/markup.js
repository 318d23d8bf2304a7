// Telegram's HTML to nodes. Nothing is ever assigned as markup: the text is parsed into an inert document and
// rebuilt node by node from a whitelist. What is not on it is shown as the literal text it is.
import { h } from "./dom.js";
import { t } from "./i18n.js";

const PLAIN = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s" };
const UNBROKEN = 24; // a number to copy stays in one line
const SAFE_LINK = /^(https?|tg|mailto|tel):/i;
const LIVE_WORDS = /(https?:\/\/[^\s<>"«»]+[^\s<>"«».,:;!?)\]])|(?<![\w/])(\/[a-zA-Z]\w{0,31})(?![\w/])/g;

/** Telegram HTML as a fragment. A parser drops the first line feed of <pre>; the doubled one survives. */
export function markup(html) {
  const parsed = new DOMParser().parseFromString(
    `<!doctype html><body><x-root>${html.replace(/<pre>\n/gi, "<pre>\n\n")}`,
    "text/html",
  );
  const fragment = document.createDocumentFragment();
  rebuild(parsed.head, fragment, false);
  rebuild(parsed.body, fragment, true);
  return fragment;
}

const BLOCKS = new Set(["BLOCKQUOTE", "PRE"]);
const isBlock = (node) => BLOCKS.has(node?.nodeName);

function rebuild(source, target, live) {
  for (const node of source.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) appendText(besideBlocks(node), target, live);
    else if (node.nodeType === Node.COMMENT_NODE) target.append(`<!--${node.data}-->`);
    else if (node.nodeType === Node.ELEMENT_NODE) element(node, target, live);
  }
}

/** A block begins and ends its own line: the line feeds beside it, which Telegram needs, would show twice. */
function besideBlocks(node) {
  let { data } = node;
  if (isBlock(node.previousSibling)) data = data.replace(/^\n/, "");
  if (isBlock(node.nextSibling)) data = data.replace(/\n$/, "");
  return data;
}

function element(node, target, live) {
  const name = node.tagName;
  if (name === "X-ROOT") return rebuild(node, target, live);
  if (name === "BR") return target.append("\n");
  const made = allowed(node, name);
  if (made === null) return literal(node, target, live);
  const quiet = ["CODE", "PRE", "A"].includes(name);
  rebuild(node, made, live && !quiet);
  target.append(made);
  return undefined;
}

function allowed(node, name) {
  if (PLAIN[name]) return document.createElement(PLAIN[name]);
  if (name === "CODE" || name === "PRE") return code(node, name.toLowerCase());
  if (name === "A") return link(node);
  if (name === "BLOCKQUOTE") return quote(node);
  if (name === "TG-SPOILER" || (name === "SPAN" && node.className === "tg-spoiler")) return spoiler();
  if (name === "TG-EMOJI" || name === "TG-TIME") return document.createElement("span");
  return null;
}

function code(node, tag) {
  const made = document.createElement(tag);
  const inPre = node.parentElement?.tagName === "PRE";
  if (tag === "code" && inPre) return made;
  made.dataset.copy = node.textContent;
  if (tag === "code" && node.textContent.length <= UNBROKEN) made.classList.add("unbroken");
  made.tabIndex = 0;
  made.setAttribute("role", "button");
  made.setAttribute("aria-label", `${node.textContent} — ${t("copy_code")}`);
  made.title = t("copy_code");
  return made;
}

function link(node) {
  const href = node.getAttribute("href") ?? "";
  if (!SAFE_LINK.test(href)) return document.createElement("span");
  return h("a", { href, rel: "noopener noreferrer", target: "_blank", dataset: { link: href } });
}

function quote(node) {
  const made = document.createElement("blockquote");
  if (node.hasAttribute("expandable")) made.classList.add("expandable");
  return made;
}

function spoiler() {
  return h("span.spoiler", { role: "button", tabindex: "0", "aria-label": t("spoiler"), dataset: { spoiler: "" } });
}

function literal(node, target, live) {
  const empty = node.cloneNode(false).outerHTML;
  const closing = `</${node.tagName.toLowerCase()}>`;
  const hasClosing = empty.endsWith(closing);
  target.append(hasClosing ? empty.slice(0, -closing.length) : empty);
  rebuild(node.content ?? node, target, live);
  if (hasClosing) target.append(closing);
}

function appendText(text, target, live) {
  if (!live) return void target.append(text);
  let end = 0;
  for (const match of text.matchAll(LIVE_WORDS)) {
    target.append(text.slice(end, match.index), liveWord(match));
    end = match.index + match[0].length;
  }
  target.append(text.slice(end));
  return undefined;
}

function liveWord([whole, address]) {
  if (address) return h("a", { href: whole, rel: "noopener noreferrer", target: "_blank", dataset: { link: whole } }, whole);
  return h("button.command-word", { dataset: { command: whole } }, whole);
}

/** The same text without its tags, for previews. */
export const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
