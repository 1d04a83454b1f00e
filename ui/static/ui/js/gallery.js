// The views of an object: thumbnails follow the strip; a view opens in a still room where it can be brought nearer.
const STEP = 1.5;
const BEYOND = 1.5; // how far past its own pixels a picture may be brought near: further shows nothing more

// What was pressed is painted before anything heavy begins, so that no finger waits for a photograph.
const afterPaint = (act) => requestAnimationFrame(() => setTimeout(act));

function follow(gallery) {
  const strip = gallery.querySelector(".gallery__strip");
  const thumbs = [...gallery.querySelectorAll(".gallery__thumbs a")];
  const views = [...strip.children];
  const mark = (at) => thumbs.forEach((thumb, i) => thumb.setAttribute("aria-current", String(i === at)));
  const watcher = new IntersectionObserver(
    (seen) => seen.forEach((one) => one.intersectionRatio >= 0.6 && mark(views.indexOf(one.target))),
    { root: strip, threshold: 0.6 },
  );
  views.forEach((view) => watcher.observe(view));
  thumbs.forEach((thumb, i) =>
    thumb.addEventListener("click", (event) => {
      event.preventDefault();
      mark(i);
      afterPaint(() => strip.scrollTo({ left: views[i].offsetLeft - strip.offsetLeft }));
    }),
  );
  strip.addEventListener("click", (event) => {
    const link = event.target.closest("[data-view]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    afterPaint(() => openRoom(gallery, [...strip.querySelectorAll("[data-view]")], views.indexOf(link.parentElement)));
  });
}

function control(sign, label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", label);
  button.innerHTML = `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${sign}"/></svg>`;
  button.addEventListener("click", act);
  return button;
}

function openRoom(gallery, links, first) {
  if (document.querySelector(".zoom")) return;
  const words = gallery.dataset;
  const room = document.createElement("dialog");
  room.className = "zoom";
  room.setAttribute("aria-label", gallery.getAttribute("aria-label"));
  const stage = document.createElement("div");
  stage.className = "zoom__stage";
  const image = document.createElement("img");
  stage.append(image);
  const bar = document.createElement("div");
  bar.className = "zoom__bar";
  const place = document.createElement("p");
  place.className = "zoom__place";
  place.setAttribute("role", "status");
  const eye = looker(stage, image);
  let at = first;
  const show = (next) => {
    at = (next + links.length) % links.length;
    look(image, links[at]);
    place.textContent = `${at + 1} / ${links.length}`;
    eye.rest();
  };
  if (links.length > 1) bar.append(control("M20 12H5M11 6l-6 6 6 6", words.previous, () => show(at - 1)));
  bar.append(control("M5 12h14", words.zoomOut, () => eye.nearer(1 / STEP)));
  if (links.length > 1) bar.append(place);
  bar.append(control("M5 12h14M12 5v14", words.zoomIn, () => eye.nearer(STEP)));
  if (links.length > 1) bar.append(control("M4 12h15M13 6l6 6-6 6", words.next, () => show(at + 1)));
  const close = control("M6 6l12 12M18 6L6 18", words.close, () => room.close());
  close.className = "zoom__close";
  room.append(stage, bar, close);
  const keys = {
    "+": () => eye.nearer(STEP),
    "=": () => eye.nearer(STEP),
    "-": () => eye.nearer(1 / STEP),
    0: () => eye.rest(),
    ArrowLeft: () => (eye.isNear() ? eye.move(80, 0) : show(at - 1)),
    ArrowRight: () => (eye.isNear() ? eye.move(-80, 0) : show(at + 1)),
    ArrowUp: () => eye.move(0, 80),
    ArrowDown: () => eye.move(0, -80),
  };
  room.addEventListener("keydown", (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  room.addEventListener("close", () => {
    room.remove();
    links[at].focus({ preventScroll: true });
    links[at].parentElement.parentElement.scrollTo({ left: links[at].parentElement.offsetLeft, behavior: "instant" });
  });
  document.body.append(room);
  show(first);
  room.showModal();
  close.focus();
}

// The picture as it is on the page, already decoded, until its largest file is: the room never waits for that one.
function look(image, link) {
  const small = link.querySelector("img");
  const large = new Image();
  large.src = link.href;
  image.src = small.complete && small.currentSrc ? small.currentSrc : link.href;
  image.alt = small.alt;
  image.style.inlineSize = `${small.getAttribute("width")}px`;
  image.dataset.full = link.href;
  large.decode().then(() => {
    if (image.dataset.full === link.href) image.src = link.href;
  }, () => {});
}

// Scale and place of one picture: one finger moves it, two bring it nearer, the wheel and a double press too. What
// lies under the fingers or the pointer stays there.
function looker(stage, image) {
  const fingers = new Map();
  let scale = 1;
  let x = 0;
  let y = 0;
  const draw = () => {
    const roomX = Math.max(0, (image.clientWidth * scale - stage.clientWidth) / 2);
    const roomY = Math.max(0, (image.clientHeight * scale - stage.clientHeight) / 2);
    x = Math.min(roomX, Math.max(-roomX, x));
    y = Math.min(roomY, Math.max(-roomY, y));
    image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  };
  const eye = {
    isNear: () => scale > 1,
    rest: () => {
      scale = 1;
      x = y = 0;
      draw();
    },
    move: (dx, dy) => {
      x += dx;
      y += dy;
      draw();
    },
    nearer: (factor, at) => {
      const nearest = Math.max(BEYOND, (BEYOND * image.naturalWidth) / (image.clientWidth || image.naturalWidth));
      const next = Math.min(nearest, Math.max(1, scale * factor));
      const spot = at ? fromCentre(at) : { x: 0, y: 0 };
      x = spot.x - ((spot.x - x) * next) / scale;
      y = spot.y - ((spot.y - y) * next) / scale;
      scale = next;
      draw();
    },
  };
  const fromCentre = (at) => {
    const room = stage.getBoundingClientRect();
    return { x: at.x - room.left - room.width / 2, y: at.y - room.top - room.height / 2 };
  };
  const span = () => {
    const [a, b] = [...fingers.values()];
    return { width: Math.hypot(a.x - b.x, a.y - b.y), middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
  };
  stage.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener("pointermove", (event) => {
    const was = fingers.get(event.pointerId);
    if (!was) return;
    const before = fingers.size === 2 ? span() : null;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (before?.width) eye.nearer(span().width / before.width, span().middle);
    else if (fingers.size === 1) eye.move(event.clientX - was.x, event.clientY - was.y);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    stage.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    eye.nearer(event.deltaY < 0 ? 1.15 : 1 / 1.15, event);
  }, { passive: false });
  stage.addEventListener("dblclick", (event) => (eye.isNear() ? eye.rest() : eye.nearer(2.5, event)));
  return eye;
}

document.querySelectorAll("[data-gallery]").forEach(follow);
