// Numbers, dates and sizes as people read them.
import { locale, t } from "./i18n.js";

// The sandbox's Telegram lives in business time, which the clock may have moved on.
let shiftSeconds = 0;
export const setShift = (seconds) => {
  shiftSeconds = seconds;
};
export const townNow = () => new Date(Date.now() + shiftSeconds * 1000);

/** Unix seconds or an ISO string, whichever the sandbox gave. */
export function asDate(value) {
  if (value === null || value === undefined || value === "") return null;
  const date = typeof value === "number" ? new Date(value * 1000) : new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}

export const clockTime = (date) => date.toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });

export const dayKey = (date) => `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;

export function dayLabel(date) {
  const now = townNow();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (dayKey(date) === dayKey(now)) return t("today");
  if (dayKey(date) === dayKey(yesterday)) return t("yesterday");
  const options = { day: "numeric", month: "long" };
  if (date.getFullYear() !== now.getFullYear()) options.year = "numeric";
  return date.toLocaleDateString(locale(), options);
}

export function moment(date) {
  return date.toLocaleString(locale(), { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
}

const UNITS = { ru: ["Б", "КБ", "МБ", "ГБ"], en: ["B", "KB", "MB", "GB"] };

export function fileSize(bytes) {
  const units = UNITS[locale().slice(0, 2)];
  let value = Number(bytes) || 0;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toLocaleString(locale(), { maximumFractionDigits: digits })} ${units[unit]}`;
}

export function phoneNumber(phone) {
  const digits = String(phone ?? "").replace(/\D/g, "");
  const parts = digits.match(/^7(\d{3})(\d{3})(\d{2})(\d{2})$/);
  return parts ? `+7 ${parts[1]} ${parts[2]}-${parts[3]}-${parts[4]}` : digits && `+${digits}`;
}

/** An amount in the currency's smallest units, as the Bot API counts money. */
export function money({ total_amount, currency }) {
  const format = new Intl.NumberFormat(locale(), { style: "currency", currency });
  return format.format(total_amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}

export const fullName = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");

export function initials(user) {
  return [user.first_name, user.last_name]
    .filter(Boolean)
    .map((word) => [...word][0])
    .join("")
    .toUpperCase();
}
