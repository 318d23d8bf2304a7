// Files inside bubbles: pictures alone or as an album, documents, voice, stickers.
import { h, icon } from "./dom.js";
import { fileSize } from "./format.js";
import { t } from "./i18n.js";

export function mediaOf(messages, actions) {
  const carrying = messages.filter((message) => message.media);
  if (carrying.length === 0) return null;
  const pictures = carrying.filter(({ media }) => media.kind === "photo");
  const others = carrying.filter(({ media }) => media.kind !== "photo");
  return [pictures.length > 0 && gallery(pictures, actions), others.map((message) => single(message, actions))];
}

function gallery(messages, actions) {
  const size = messages.length === 1 ? ".one" : messages.length % 2 ? ".odd" : ".even";
  return h(`div.gallery${size}`, messages.map((message) => picture(message, actions)));
}

function picture(message, actions) {
  const { url, file_name, width, height } = message.media;
  const image = h("img", { src: url, alt: file_name || t("photo"), loading: "lazy", decoding: "async", width, height });
  const button = h("button.picture", { "aria-label": t("photo"), onclick: () => actions.view(message) }, image);
  image.addEventListener("error", () => button.classList.add("broken"), { once: true });
  return button;
}

function single(message, actions) {
  const { kind } = message.media;
  if (kind === "sticker") return sticker(message.media);
  if (kind === "voice" || kind === "audio") return voice(message.media);
  if (["document", "video", "video_note", "animation"].includes(kind)) return file(message.media);
  return h("div.card-line", h("span.disc", icon("file")), h("b", t(kind)));
}

function sticker({ url }) {
  return h("img.sticker", { src: url, alt: t("sticker"), loading: "lazy" });
}

function file({ kind, file_name, size, url }) {
  const name = file_name || t(kind === "video_note" ? "video_note" : "document");
  const extension = /\.([\p{L}\d]{1,4})$/u.exec(name)?.[1] ?? "";
  return h(
    "a.file",
    { href: url, download: name, "aria-label": `${t("download")}: ${name}` },
    h("span.disc", extension ? h("span.extension", extension) : icon("file"), h("span.get", icon("download", 20))),
    h("span.file-words", h("b", name), size !== undefined && h("small", fileSize(size))),
  );
}

function voice({ url, size }) {
  const audio = new Audio();
  audio.preload = "none";
  const button = h("button.disc.play", { "aria-label": t("play") }, icon("play"));
  const bars = h("span.bars", { "aria-hidden": "true" }, waveform(url));
  const show = () => {
    button.replaceChildren(icon(audio.paused ? "play" : "pause"));
    button.setAttribute("aria-label", t(audio.paused ? "play" : "pause"));
  };
  button.addEventListener("click", () => {
    audio.src ||= url;
    if (audio.paused) audio.play().catch(show);
    else audio.pause();
  });
  for (const event of ["play", "pause", "ended"]) audio.addEventListener(event, show);
  return h("div.voice", button, h("span.voice-words", bars, h("small", fileSize(size))));
}

/** No sound is decoded for it: a shape that is always the same for the same file. */
function waveform(seed) {
  let value = [...String(seed)].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) >>> 0, 7);
  return Array.from({ length: 28 }, () => {
    value = (value * 1664525 + 1013904223) >>> 0;
    return h("i", { style: { height: `${4 + (value >>> 16) % 15}px` } });
  });
}
