// Small files a citizen may send to try the bot, made here and now.
const SAMPLE_RATE = 48000;
const SILENT_FRAME = new Uint8Array([0xf8, 0xff, 0xfe]); // 20 ms of Opus silence
const FRAMES = 50;

export const locationSample = () => ({ latitude: 55.75222, longitude: 37.61556 });

export function strangerSample() {
  const number = String(Math.floor(Math.random() * 1e7)).padStart(7, "0");
  return { phone_number: `+7903${number}`, first_name: "Пётр" };
}

export function stickerSample() {
  const canvas = document.createElement("canvas");
  canvas.width = 512;
  canvas.height = 512;
  drawSun(canvas.getContext("2d"));
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(new File([blob], "sticker.webp", { type: "image/webp" })), "image/webp", 0.8);
  });
}

function drawSun(pen) {
  pen.translate(256, 256);
  pen.lineCap = "round";
  pen.lineWidth = 26;
  pen.strokeStyle = "#f2a33a";
  for (let ray = 0; ray < 12; ray += 1) {
    pen.rotate(Math.PI / 6);
    pen.beginPath();
    pen.moveTo(0, 185);
    pen.lineTo(0, 225);
    pen.stroke();
  }
  circle(pen, 0, 0, 150, "#ffcf5c");
  circle(pen, -48, -28, 15, "#5a4322");
  circle(pen, 48, -28, 15, "#5a4322");
  pen.strokeStyle = "#5a4322";
  pen.lineWidth = 14;
  pen.beginPath();
  pen.arc(0, 18, 66, 0.15 * Math.PI, 0.85 * Math.PI);
  pen.stroke();
}

function circle(pen, x, y, radius, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

/** One second of silence as Telegram wants its voice messages: Opus in Ogg (RFC 3533, RFC 7845). */
export function voiceSample() {
  const frame = SAMPLE_RATE / 50;
  const pages = [
    page([opusHead()], { number: 0, granule: 0, flags: 2 }),
    page([opusTags()], { number: 1, granule: 0, flags: 0 }),
    page(Array(FRAMES).fill(SILENT_FRAME), { number: 2, granule: FRAMES * frame, flags: 4 }),
  ];
  return new File(pages, "voice.ogg", { type: "audio/ogg" });
}

function opusHead() {
  const head = new Uint8Array(19);
  const view = new DataView(head.buffer);
  head.set(ascii("OpusHead"));
  head.set([1, 1], 8);
  view.setUint32(12, SAMPLE_RATE, true);
  return head;
}

function opusTags() {
  const vendor = ascii("okno");
  const tags = new Uint8Array(16 + vendor.length);
  const view = new DataView(tags.buffer);
  tags.set(ascii("OpusTags"));
  view.setUint32(8, vendor.length, true);
  tags.set(vendor, 12);
  return tags;
}

function page(packets, { number, granule, flags }) {
  const body = packets.flatMap((packet) => [...packet]);
  const bytes = new Uint8Array(27 + packets.length + body.length);
  const view = new DataView(bytes.buffer);
  bytes.set(ascii("OggS"));
  bytes[5] = flags;
  view.setUint32(6, granule, true);
  view.setUint32(14, 0x0c40, true);
  view.setUint32(18, number, true);
  bytes[26] = packets.length;
  bytes.set(packets.map((packet) => packet.length), 27);
  bytes.set(body, 27 + packets.length);
  view.setUint32(22, checksum(bytes), true);
  return bytes;
}

/** Ogg's CRC: polynomial 0x04c11db7, not reflected, no inversion. */
function checksum(bytes) {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}

const ascii = (text) => new TextEncoder().encode(text);
