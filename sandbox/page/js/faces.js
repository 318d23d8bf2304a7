// Faces: the bot's window and a citizen's initials on a colour that is always the same for the same person.
import { h } from "./dom.js";
import { initials } from "./format.js";

const COLOURS = 7;

export function botFace(size = 40) {
  return h("img.face", { src: "/sim/page/icon.svg", alt: "", style: { "--size": `${size}px` } });
}

export function face(user, size = 32) {
  const colour = `c${Math.abs(Number(user.id)) % COLOURS}`;
  return h(`span.face.${colour}`, { "aria-hidden": "true", style: { "--size": `${size}px` } }, initials(user));
}
