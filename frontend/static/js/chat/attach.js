/** Files by button, drop or paste: sent to the server while the message is written, with progress and previews. */

import { csrf } from "./api.js";
import { say, sizeOf } from "./words.js";

const MOST_FILES = 10;
const shape = () => document.getElementById("chat-rows").content.querySelector("[data-shape=upload]").cloneNode(true);

/** Resolves to {ok, body}; `progress` is told a part of one. */
function upload(file, room, progress) {
  const request = new XMLHttpRequest();
  const data = new FormData();
  data.append("file", file);
  data.append("room", room);
  request.open("POST", "/api/chat/files");
  request.setRequestHeader("X-CSRFToken", csrf());
  request.responseType = "json";
  request.upload.onprogress = ({ loaded, total }) => progress(loaded / total);
  const answered = new Promise((resolve) => {
    request.onload = () => resolve({ ok: request.status < 300, body: request.response });
    request.onerror = request.onabort = () => resolve({ ok: false, body: null });
  });
  request.send(data);
  return { answered, abort: () => request.abort() };
}

export function startAttaching(chat, composer) {
  const { form } = composer;
  const list = form.querySelector("[data-uploads]");
  const input = form.querySelector("input[type=file]");
  const uploads = new Set();

  const settle = () => {
    composer.files = [...uploads].filter(({ file }) => file).map(({ file }) => file);
    composer.isUploading = [...uploads].some(({ file, failed }) => !file && !failed);
    list.hidden = uploads.size === 0;
  };

  const remove = (one) => {
    one.abort();
    one.item.remove();
    uploads.delete(one);
    settle();
  };

  async function add(chosen) {
    if (uploads.size >= MOST_FILES) return chat.tell(say("tooManyFiles", { count: MOST_FILES }));
    const item = list.appendChild(shape());
    const bar = item.querySelector("progress");
    const one = { item, ...upload(chosen, chat.id, (part) => (bar.value = part)) };
    uploads.add(one);
    item.querySelector("b").textContent = chosen.name;
    item.querySelector("span").textContent = sizeOf(chosen.size);
    item.querySelector("button").addEventListener("click", () => remove(one));
    showPreview(item, chosen);
    settle();
    const { ok, body } = await one.answered;
    if (ok) one.file = body;
    else Object.assign(one, { failed: true });
    bar.hidden = true;
    if (!ok) item.querySelector("span").textContent = body?.title ?? say("noAnswer");
    item.toggleAttribute("data-failed", !ok);
    settle();
  }

  const addAll = (files) => [...files].forEach(add);
  composer.clearFiles = () => [...uploads].forEach(remove);
  const take = () => {
    addAll(input.files);
    input.value = "";
  };
  input.addEventListener("change", take);
  take();
  form.querySelector("[data-tool=attach]").addEventListener("click", () => input.click());
  composer.area.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    addAll(event.clipboardData.files);
  });
  startDropping(form.closest("[data-drop]") ?? form, addAll);
}

/** As data, because the page's policy shows pictures from nowhere else. */
function showPreview(item, file) {
  const image = item.querySelector("img");
  if (!/^image\/(png|jpeg|gif|webp)$/.test(file.type)) return image.remove();
  image.alt = file.name;
  const reader = new FileReader();
  reader.onload = () => (image.src = reader.result);
  reader.readAsDataURL(file);
}

function startDropping(area, addAll) {
  const mark = (isOver) => area.toggleAttribute("data-dropping", isOver);
  area.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    mark(true);
  });
  area.addEventListener("dragleave", ({ relatedTarget }) => area.contains(relatedTarget) || mark(false));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    addAll(event.dataTransfer.files);
  });
}
