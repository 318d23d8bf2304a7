// Pictures full screen: arrows and swipes through the chat's pictures, Esc closes, a click enlarges.
import { h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";

export function viewPictures(messages, startId) {
  let index = Math.max(0, messages.findIndex((message) => message.message_id === startId));
  const image = h("img", { alt: t("photo"), onclick: () => dialog.classList.toggle("enlarged") });
  const save = h("a.round", { "aria-label": t("download"), title: t("download") }, icon("download"));
  const caption = h("p.viewer-caption");
  const back = iconButton("left", t("previous"), () => step(-1));
  const forward = iconButton("right", t("next"), () => step(1));
  const dialog = h("dialog.viewer", { "aria-label": t("photo") });

  const show = () => {
    const { media, caption: words } = messages[index];
    image.src = media.url;
    save.href = media.url;
    save.download = media.file_name || "photo.jpg";
    caption.textContent = words ?? "";
    back.disabled = index === 0;
    forward.disabled = index === messages.length - 1;
    dialog.classList.remove("enlarged");
  };
  const step = (by) => {
    index = Math.min(Math.max(index + by, 0), messages.length - 1);
    show();
  };
  const close = iconButton("close", t("close"), () => dialog.close());
  dialog.append(h("div.viewer-tools", save, close), back, h("div.viewer-stage", image), forward, caption);
  listen(dialog, step);
  show();
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}

function listen(dialog, step) {
  let from = null;
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });
  dialog.addEventListener("pointerdown", (event) => {
    from = event.clientX;
  });
  dialog.addEventListener("pointerup", (event) => {
    const moved = event.clientX - (from ?? event.clientX);
    if (Math.abs(moved) > 60) step(moved > 0 ? -1 : 1);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.classList.contains("viewer-stage")) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
}
