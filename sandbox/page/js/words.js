// Presses inside a message's own text: links, commands, code to copy, spoilers, quotes to unfold.
import { copy } from "./ui.js";

export function listenForWords(root, actions) {
  root.addEventListener("click", (event) => act(event, actions));
  root.addEventListener("keydown", (event) => {
    const inText = event.target.closest("[data-copy], [data-spoiler]");
    if (!inText || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    act(event, actions);
  });
}

function act(event, actions) {
  const { target } = event;
  const spoiler = target.closest("[data-spoiler]:not(.open)");
  if (spoiler) return reveal(event, spoiler);
  const link = target.closest("[data-link]");
  if (link) {
    event.preventDefault();
    return actions.follow(link.dataset.link);
  }
  const command = target.closest("[data-command]");
  if (command) return actions.sendCommand(command.dataset.command);
  const code = target.closest("[data-copy]");
  if (code && getSelection().isCollapsed) return copy(code.dataset.copy);
  const quote = target.closest("blockquote.expandable");
  if (quote && getSelection().isCollapsed) quote.classList.toggle("unfolded");
  return undefined;
}

function reveal(event, spoiler) {
  event.preventDefault();
  spoiler.classList.add("open");
  spoiler.removeAttribute("role");
  spoiler.removeAttribute("tabindex");
  spoiler.removeAttribute("aria-label");
}
