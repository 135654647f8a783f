/** Files under a message: pictures at their known size, everything else with its name and size. */

import { sizeOf } from "./words.js";

const MOST_WIDTH = 360;
const MOST_HEIGHT = 280;
const shape = (name) => document.getElementById("chat-rows").content.querySelector(`[data-shape=${name}]`).cloneNode(true);

/** The size at which a picture is shown: within the frame, never larger than it is. */
export function fitted(width, height, most = { width: MOST_WIDTH, height: MOST_HEIGHT }) {
  const scale = Math.min(1, most.width / width, most.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function imageItem(file) {
  const item = shape("image");
  const link = item.querySelector("a");
  const image = item.querySelector("img");
  link.href = `/api/chat/files/${file.id}`;
  link.dataset.picture = file.id;
  Object.assign(image, fitted(file.width, file.height), { alt: file.name });
  image.src = `/api/chat/files/${file.id}/small`;
  return item;
}

function fileItem(file) {
  const item = shape("file");
  const link = item.querySelector("a");
  link.href = `/api/chat/files/${file.id}`;
  link.download = file.name;
  link.querySelector("b").textContent = file.name;
  link.querySelector("span").textContent = sizeOf(file.bytes);
  return item;
}

/** Files of a message never change but by going away. */
export function fillFiles(element, files) {
  const shown = files.map(({ id }) => id).join(" ");
  if ((element.dataset.shown ?? "") === shown) return;
  element.dataset.shown = shown;
  element.hidden = files.length === 0;
  element.replaceChildren(...files.map((file) => (file.kind === "image" && file.width ? imageItem(file) : fileItem(file))));
}
