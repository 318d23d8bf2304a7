// What the page remembers between visits. Storage may be forbidden or full: then it remembers until reload.
const memory = new Map();

export function remember(key, value) {
  memory.set(key, value);
  try {
    if (value === null) localStorage.removeItem(`okno.${key}`);
    else localStorage.setItem(`okno.${key}`, typeof value === "string" ? value : JSON.stringify(value));
  } catch {
    // The copy in memory serves this visit.
  }
}

export function recall(key, fallback = null) {
  if (memory.has(key)) return memory.get(key) ?? fallback;
  try {
    const stored = localStorage.getItem(`okno.${key}`);
    if (stored === null) return fallback;
    return typeof fallback === "string" ? stored : JSON.parse(stored);
  } catch {
    return fallback;
  }
}
