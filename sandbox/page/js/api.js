// Every call of the page, by name. Nothing else in the page knows an address.
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body) {
  const options = { method, headers: {} };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new ApiError(0, "offline");
  }
  const text = await response.text();
  const answer = parse(text);
  if (!response.ok) throw new ApiError(response.status, answer?.error ?? `${response.status}`);
  return answer;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const get = (path) => call("GET", path);
const post = (path, body) => call("POST", path, body);
const part = encodeURIComponent;

/** An object stays JSON; with a file it becomes a form, nested values as JSON. */
function withFile(body, file, name) {
  if (!file) return body;
  const form = new FormData();
  for (const [key, value] of Object.entries(body)) {
    if (value !== undefined && value !== null)
      form.append(key, typeof value === "object" ? JSON.stringify(value) : String(value));
  }
  form.append(name, file, file.name);
  return form;
}

/** A list, whether it came bare or under its name. */
export const listOf = (answer, name) => (Array.isArray(answer) ? answer : (answer?.[name] ?? []));

export const api = {
  bot: (language = "") => get(`/sim/bot?language=${part(language)}`),
  users: async () => listOf(await get("/sim/users"), "users"),
  addUser: (person) => post("/sim/users", person),
  messages: (chat) => get(`/sim/chats/${part(chat)}/messages`),
  state: (chat) => get(`/sim/chats/${part(chat)}/state`),
  send: (message) => post("/sim/messages", message),
  sendFile: (message, kind, file) => post("/sim/messages", withFile(message, file, kind)),
  edit: (user, message_id, text) => post("/sim/edits", { user, message_id, text }),
  tap: (tap) => post("/sim/taps", tap),
  inline: (user, query) => post("/sim/inline", { user, query }),
  chooseInline: (user, choose) => post("/sim/inline", { user, choose }),
  pay: (user, message_id, outcome) => post("/sim/payments", { user, message_id, outcome }),
  block: (user) => post("/sim/block", { user }),
  unblock: (user) => post("/sim/unblock", { user }),
  departments: async (language) => listOf(await get(`/sim/departments?language=${part(language)}`), "departments"),
  inbox: (id) => get(`/sim/departments/${part(id)}/inbox`),
  decide: (id, decision, file) => post(`/sim/departments/${part(id)}/decide`, withFile(decision, file, "file")),
  applicationFile: (id, number, index) =>
    `/sim/departments/${part(id)}/applications/${part(number)}/files/${index}`,
  autopilot: () => get("/sim/autopilot"),
  setAutopilot: (seconds) => post("/sim/autopilot", { seconds }),
  faults: async () => listOf(await get("/sim/faults"), "faults"),
  addFault: (fault) => post("/sim/faults", fault),
  clearFaults: () => call("DELETE", "/sim/faults"),
  clock: () => get("/sim/clock"),
  advance: (advance_s) => post("/sim/clock", { advance_s }),
  setLevel: (user, level) => post("/sim/level", { user, level }),
  reviews: async () => listOf(await get("/sim/reviews"), "reviews"),
  decideReview: (id, decision) => post(`/sim/reviews/${part(id)}`, decision),
  sms: async (phone) => listOf(await get(`/sim/phone/${part(phone)}/sms`), "messages"),
  mailboxes: async () => listOf(await get("/sim/mail"), "addresses"),
  mail: async (address) => listOf(await get(`/sim/mail/${part(address)}`), "messages"),
};
