// A classic script in the head, so the remembered theme and language stand before the first paint.
try {
  const theme = localStorage.getItem("okno.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  if (localStorage.getItem("okno.language") === "en") document.documentElement.lang = "en";
} catch {
  // Storage may be forbidden: the page then follows the system.
}
