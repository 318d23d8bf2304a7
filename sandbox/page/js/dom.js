// Building the page without markup strings: every text becomes a text node, so no name can become an element.
import { ICONS } from "./icons.js";

const SVG = "http://www.w3.org/2000/svg";

/** h("button.round.ghost", {onclick, "aria-label": …}, child, [children]): an element. */
export function h(selector, ...rest) {
  const [tag, ...classes] = selector.split(".");
  const node = document.createElement(tag || "div");
  if (tag === "button") node.type = "button";
  if (classes.length) node.className = classes.join(" ");
  if (isProps(rest[0])) for (const [name, value] of Object.entries(rest.shift())) assign(node, name, value);
  fill(node, rest);
  return node;
}

function isProps(value) {
  return value !== null && typeof value === "object" && !(value instanceof Node) && !Array.isArray(value);
}

function assign(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(node.dataset, value);
  else if (name === "style") for (const [key, item] of Object.entries(value)) node.style.setProperty(key, item);
  else if (["value", "checked", "disabled", "hidden", "multiple", "open"].includes(name)) node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

export function fill(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

export function replace(node, ...children) {
  node.textContent = "";
  return fill(node, children);
}

export function icon(name, size = 24) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true" }))
    svg.setAttribute(key, value);
  svg.classList.add("icon");
  for (const shape of ICONS[name].split("|")) {
    const path = document.createElementNS(SVG, "path");
    if (shape.startsWith("!")) path.classList.add("solid");
    path.setAttribute("d", shape.replace(/^!/, ""));
    svg.append(path);
  }
  return svg;
}

/** A round button that shows only an icon; its label is for the ear and the tooltip. */
export function iconButton(name, label, onclick, props = {}) {
  return h("button.round", { "aria-label": label, title: label, onclick, ...props }, icon(name));
}

export const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
