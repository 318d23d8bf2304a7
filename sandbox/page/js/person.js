// A new citizen: the form behind «+», and the first one, made when nobody lives here yet.
import { face } from "./faces.js";
import { h } from "./dom.js";
import { fullName, phoneNumber } from "./format.js";
import { t } from "./i18n.js";
import { town } from "./town.js";
import { failed, modal } from "./ui.js";

const NAMES = [
  ["Анна", "Смирнова"],
  ["Иван", "Кузнецов"],
  ["Мария", "Попова"],
  ["Сергей", "Васильев"],
  ["Елена", "Соколова"],
  ["Дмитрий", "Морозов"],
  ["Ольга", "Новикова"],
];

const randomPhone = () => `+7916${String(Math.floor(Math.random() * 1e7)).padStart(7, "0")}`;

export const addFirstPerson = () =>
  town.addPerson({ first_name: "Анна", last_name: "Смирнова", phone: randomPhone(), language_code: "ru" });

export async function addPerson() {
  const person = await modal({ title: t("person_title"), body: form });
  if (!person) return;
  if (person.existing) return void town.open(person.existing);
  try {
    await town.addPerson(person);
  } catch (error) {
    failed(error);
  }
}

function form(close) {
  const [first, last] = NAMES[town.users.size % NAMES.length];
  const fields = {
    first_name: input(first, { required: true, maxlength: "64", autofocus: true }),
    last_name: input(last, { maxlength: "64" }),
    phone: input(phoneNumber(randomPhone()), { type: "tel", inputmode: "tel" }),
  };
  const language = h("select", h("option", { value: "ru" }, "Русский"), h("option", { value: "en" }, "English"));
  const submit = (event) => {
    event.preventDefault();
    close(collect(fields, language.value));
  };
  return h(
    "form.person-form",
    { onsubmit: submit },
    labelled(t("person_first"), fields.first_name),
    labelled(t("person_last"), fields.last_name),
    labelled(t("person_phone"), fields.phone),
    labelled(t("person_language"), language),
    h(
      "div.actions",
      h("button.action", { onclick: () => close(null) }, t("cancel")),
      h("button.action.primary", { type: "submit" }, t("create")),
    ),
    others(close),
  );
}

const input = (value, props) => h("input", { value, autocomplete: "off", ...props });
export const labelled = (text, control) => h("label.labelled", h("span", text), control);

function collect({ first_name, last_name, phone }, language_code) {
  const digits = phone.value.replace(/[^\d+]/g, "");
  const person = { first_name: first_name.value.trim(), language_code };
  if (last_name.value.trim()) person.last_name = last_name.value.trim();
  if (digits) person.phone = digits.startsWith("+") ? digits : `+${digits}`;
  return person;
}

/** Those whose tabs are closed, or who were made by a test. */
function others(close) {
  const hidden = [...town.users.values()].filter((user) => !town.tabs.includes(user.id)).reverse();
  if (hidden.length === 0) return null;
  const rows = hidden.map((user) =>
    h("button.person-row", { onclick: () => close({ existing: user.id }) }, face(user), h("span", fullName(user)), h("small", phoneNumber(user.phone))),
  );
  return h("div.others", h("h3", t("person_open")), h("div.others-list", rows));
}
