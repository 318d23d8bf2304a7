// A chat as rows to draw: date separators, single messages, albums, and what is still on its way.
// Pure: a row's signature is all its drawing depends on, so an equal signature needs no redrawing.
import { isFromBot } from "./conversation.js";
import { dayKey, dayLabel } from "./format.js";

const SEPARATE = new Set(["date", "service"]);
const SAME_BREATH_MS = 5 * 60 * 1000;

export function rowsOf(conversation) {
  const rows = conversation.messages.reduce(collect, []);
  for (const item of conversation.pending) rows.push({ kind: "pending", key: item.key, item, own: true, at: item.at });
  return finish(withDates(rows), conversation);
}

function collect(rows, message) {
  if (message.service) {
    rows.push({ kind: "service", key: `m${message.message_id}`, message, at: message.at });
    return rows;
  }
  const album = message.media_group;
  const last = rows.at(-1);
  if (album && last?.album === album && last.own === !isFromBot(message)) {
    last.messages.push(message);
    return rows;
  }
  rows.push({
    kind: "message",
    key: `m${message.message_id}`,
    album,
    messages: [message],
    own: !isFromBot(message),
    at: message.at,
  });
  return rows;
}

function withDates(rows) {
  const dated = [];
  let day = null;
  for (const row of rows) {
    const next = dayKey(row.at);
    if (next !== day) dated.push({ kind: "date", key: `d${next}`, at: row.at, label: dayLabel(row.at) });
    day = next;
    dated.push(row);
  }
  return dated;
}

function finish(rows, conversation) {
  rows.forEach((row, index) => {
    row.first = !sameBreath(rows[index - 1], row);
    row.last = !sameBreath(row, rows[index + 1]);
    row.signature = signature(row, conversation);
  });
  return rows;
}

function sameBreath(before, after) {
  if (!before || !after || SEPARATE.has(before.kind) || SEPARATE.has(after.kind)) return false;
  return before.own === after.own && after.at - before.at < SAME_BREATH_MS;
}

function signature(row, conversation) {
  if (row.kind === "date") return row.label;
  if (row.kind === "service") return row.message.service.kind;
  if (row.kind === "pending") return [row.item.state, row.first, row.last].join();
  const replies = row.messages.map((message) => quoted(conversation, message));
  return JSON.stringify([row.messages, row.first, row.last, replies]);
}

/** The message this one answers, as the chat has it now; null when it is gone. */
export function quoted(conversation, { reply_to }) {
  if (!reply_to) return null;
  const id = typeof reply_to === "object" ? reply_to.message_id : reply_to;
  const found = conversation.find(id);
  return found ? { id, own: !isFromBot(found), text: found.text || found.caption || "", media: found.media?.kind } : null;
}
