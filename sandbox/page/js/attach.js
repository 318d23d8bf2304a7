// Sending files: the attach menu, and the sheet where chosen, dropped or pasted files wait for a caption.
import { h, icon, iconButton, replace } from "./dom.js";
import { fileSize } from "./format.js";
import { t } from "./i18n.js";
import { shareContact } from "./reply.js";
import { locationSample, stickerSample, strangerSample, voiceSample } from "./samples.js";
import { failed, menu, modal } from "./ui.js";

const ALBUM_LIMIT = 10;
const IMAGE = /^image\/(jpeg|png|webp|gif|bmp)$/;
const isImage = (file) => IMAGE.test(file.type);

export const filesFrom = (transfer) => [...(transfer?.files ?? [])];

export function attachMenu(anchor, conversation) {
  const sample = (make, kind) => async () => {
    try {
      conversation.send({}, { file: await make(), kind });
    } catch (error) {
      failed(error);
    }
  };
  const items = [
    { icon: "image", text: t("attach_photo"), action: () => pick(conversation, "image/*", "photo") },
    { icon: "file", text: t("attach_file"), action: () => pick(conversation, "", "document") },
    { icon: "person", text: t("attach_contact"), action: () => shareContact(conversation) },
    { icon: "person", text: t("attach_stranger"), action: () => conversation.send({ contact: strangerSample() }, { text: t("contact") }) },
    { icon: "location", text: t("attach_location"), action: () => conversation.send({ location: locationSample() }, { text: t("location") }) },
    { icon: "voice", text: t("attach_voice"), action: sample(voiceSample, "voice") },
    { icon: "sticker", text: t("attach_sticker"), action: sample(stickerSample, "sticker") },
  ];
  menu(items, { anchor, label: t("attach") });
}

export function choose(accept) {
  return new Promise((resolve) => {
    const input = h("input.offscreen", { type: "file", accept, multiple: true, "aria-hidden": "true" });
    input.addEventListener("change", () => resolve([...input.files]));
    input.addEventListener("cancel", () => resolve([]));
    input.addEventListener("change", () => input.remove());
    input.addEventListener("cancel", () => input.remove());
    document.body.append(input);
    input.click();
  });
}

async function pick(conversation, accept, kind) {
  offerFiles(conversation, await choose(accept), kind);
}

/** Opens the sheet; nothing is sent before «Отправить». */
export async function offerFiles(conversation, files, kind = null) {
  if (files.length === 0) return;
  const sheet = new Sheet(files.slice(0, ALBUM_LIMIT), kind);
  const go = await modal({ label: t("attach"), kind: "sheet", body: (close) => sheet.draw(close) });
  if (go) sheet.send(conversation);
}

class Sheet {
  constructor(files, kind) {
    this.files = files;
    this.kind = kind ?? (files.every(isImage) ? "photo" : "document");
    this.addresses = new Map();
    this.list = h("div.previews");
    this.title = h("h2");
    this.kinds = h("div.segments", { role: "radiogroup" });
    this.caption = h("textarea.field", { rows: "1", placeholder: t("caption"), "aria-label": t("caption"), maxlength: "1024" });
  }

  draw(close) {
    this.close = close;
    this.caption.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      close(true);
    });
    const more = iconButton("plus", t("add_more"), () => this.#more());
    const send = h("button.action.primary", { onclick: () => close(true), autofocus: true }, t("send"));
    const cancel = h("button.action", { onclick: () => close(false) }, t("cancel"));
    this.#update();
    return h("div", h("div.sheet-title", this.title, more), this.list, this.kinds, this.caption, h("div.actions", cancel, send));
  }

  async #more() {
    this.files = [...this.files, ...(await choose(""))].slice(0, ALBUM_LIMIT);
    if (!this.files.every(isImage)) this.kind = "document";
    this.#update();
  }

  #update() {
    if (this.files.length === 0) return this.close(false);
    this.title.textContent = t("files_title", { n: this.files.length });
    replace(this.list, this.files.map((file) => this.#preview(file)));
    replace(this.kinds, this.#kind("photo", t("as_photo")), this.#kind("document", t("as_file")));
    this.kinds.hidden = !this.files.every(isImage);
    return undefined;
  }

  #kind(kind, text) {
    const chosen = this.kind === kind;
    const choose_ = () => {
      this.kind = kind;
      this.#update();
      this.kinds.querySelector("[aria-checked=true]").focus();
    };
    return h("button.segment", { role: "radio", "aria-checked": String(chosen), onclick: choose_ }, text);
  }

  #preview(file) {
    const remove = iconButton("close", t("remove_file", { name: file.name }), () => {
      this.files = this.files.filter((other) => other !== file);
      this.#update();
    });
    const picture = isImage(file) ? h("img", { src: this.#address(file), alt: "" }) : h("span.disc", icon("file"));
    return h("div.preview", picture, h("span.preview-words", h("b", file.name), h("small", fileSize(file.size))), remove);
  }

  #address(file) {
    if (!this.addresses.has(file)) this.addresses.set(file, URL.createObjectURL(file));
    return this.addresses.get(file);
  }

  /** One after another: an album's order is the order in which its parts arrive. */
  async send(conversation) {
    const caption = this.caption.value.trim();
    const album = this.files.length > 1 ? String(Math.floor(Math.random() * 2 ** 52)) : null;
    for (const [index, file] of this.files.entries()) {
      const words = index === 0 && caption ? { caption } : {};
      const body = { ...words, ...(album && { media_group: album }) };
      await conversation.send(body, { file, kind: this.kind, text: words.caption ?? "" });
    }
    for (const address of this.addresses.values()) URL.revokeObjectURL(address);
  }
}

/** Files dragged over a chat: two halves, as photos or as files; other drags are left alone. */
export function dropTarget(element, conversation) {
  const zone = (kind) => h("div.drop-zone", { dataset: { kind } }, icon(kind === "photo" ? "image" : "file", 36), h("b", t(`drop_${kind === "photo" ? "photo" : "file"}`)));
  const veil = h("div.drop-veil", { hidden: true }, zone("document"), zone("photo"));
  element.append(veil);
  let depth = 0;
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  const show = (by) => {
    depth = Math.max(0, depth + by);
    veil.hidden = depth === 0;
  };
  element.addEventListener("dragenter", (event) => carries(event) && show(1));
  element.addEventListener("dragleave", (event) => carries(event) && show(-1));
  element.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    for (const node of veil.children) node.classList.toggle("over", node.contains(event.target));
  });
  element.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    show(-depth);
    const kind = event.target.closest(".drop-zone")?.dataset.kind ?? null;
    const files = filesFrom(event.dataTransfer);
    offerFiles(conversation, files, kind === "photo" && !files.every(isImage) ? "document" : kind);
  });
}
