// Before a picture is sent: its size, and the parts to be covered drawn over it. It stays in this browser until then.
const canvas = document.querySelector("[data-cover]");
const size = document.querySelector("[data-size]");
const form = canvas?.closest("form");
let picture = null;
let start = null;

function parts() {
  return form.elements.parts.value.split("\n").map((line) => line.split(",").map(Number)).filter((one) => one.length === 4);
}

function draw(more = []) {
  const brush = canvas.getContext("2d");
  brush.drawImage(picture, 0, 0);
  for (const [left, top, width, height] of [...parts(), ...more]) brush.fillRect(left, top, width, height);
}

function at(event) {
  const seen = canvas.getBoundingClientRect();
  const x = Math.round(((event.clientX - seen.left) * canvas.width) / seen.width);
  const y = Math.round(((event.clientY - seen.top) * canvas.height) / seen.height);
  return [Math.min(Math.max(x, 0), canvas.width - 1), Math.min(Math.max(y, 0), canvas.height - 1)];
}

function part(event) {
  const [x, y] = at(event);
  const [left, top] = [Math.min(x, start[0]), Math.min(y, start[1])];
  return [left, top, Math.abs(x - start[0]) + 1, Math.abs(y - start[1]) + 1];
}

async function show() {
  const [file] = form.elements.picture.files;
  picture = file ? await createImageBitmap(file).catch(() => null) : null;
  canvas.hidden = !picture;
  size.textContent = picture ? `${picture.width} × ${picture.height}` : "";
  if (!picture) return;
  [canvas.width, canvas.height] = [picture.width, picture.height];
  draw();
}

if (form) {
  form.elements.picture.addEventListener("change", show);
  form.elements.parts.addEventListener("input", () => picture && draw());
  canvas.addEventListener("pointerdown", (event) => {
    start = at(event);
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => start && draw([part(event)]));
  canvas.addEventListener("pointerup", (event) => {
    const lines = form.elements.parts;
    lines.value = `${lines.value.trim()}\n${part(event).join(", ")}`.trim();
    start = null;
    draw();
  });
}
