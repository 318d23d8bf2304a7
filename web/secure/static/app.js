// Telegram hands a Mini App its signed data behind the «#». It is changed for a one-time link at once.
const data = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData") ?? "";
const what = location.pathname.replace("/secure/app/", "");

async function open() {
  const answer = await fetch("/secure/open", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ init_data: data, what }),
  });
  const told = await answer.json();
  if (told.url) return location.replace(told.url);
  throw new Error(told.error);
}

open().catch((error) => {
  const wrong = document.getElementById("wrong");
  if (error.message) wrong.textContent = error.message;
  wrong.hidden = false;
  document.getElementById("state").hidden = true;
});
