// Only what the register lists may be kept in the browser: anything else raises while developing and is dropped in production.
// A classic script, so that it runs before every module.
(() => {
  const { local, tab, cookies, strict } = document.currentScript.dataset;
  const listed = (names, name) => names.split(" ").includes(String(name).trim().replace(/^__Host-/, ""));
  const passes = (names, name) => {
    if (listed(names, name)) return true;
    if (strict !== undefined) throw new Error(`"${name}" is not in the register of browser storage`);
    return false;
  };

  // Keys, by setItem or as properties: `localStorage.key = …` reaches no method that could be wrapped.
  const keep = Storage.prototype.setItem;
  const behind = new WeakMap();
  const watched = (store, names) => {
    const set = (key, value) => (passes(names, key) && keep.call(store, key, value), true);
    const own = { setItem: (key, value) => void set(key, value) };
    const front = new Proxy(store, {
      get: (_, name) => own[name] ?? (typeof store[name] === "function" ? store[name].bind(store) : store[name]),
      set: (_, name, value) => set(name, value),
      defineProperty: (_, name, how) => set(name, how.value),
    });
    behind.set(front, store);
    return front;
  };
  const places = { localStorage: local, sessionStorage: tab };
  Storage.prototype.setItem = function setItem(key, value) {
    if (passes(`${local} ${tab}`, key)) keep.call(behind.get(this) ?? this, key, value);
  };
  for (const [place, names] of Object.entries(places)) {
    const { get } = Object.getOwnPropertyDescriptor(window, place);
    let guarded; // asked for late: where storage is closed, asking throws, and has to throw at who asks
    Object.defineProperty(window, place, { get: () => (guarded ??= watched(get.call(window), names)), enumerable: true });
  }

  // Cookies that scripts set.
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(Document.prototype, "cookie", {
    ...cookie,
    set(text) {
      if (passes(cookies, String(text).split("=")[0])) cookie.set.call(this, text);
    },
  });
  if (window.CookieStore) {
    const bake = CookieStore.prototype.set;
    CookieStore.prototype.set = async function set(...said) {
      if (passes(cookies, said[0]?.name ?? said[0])) await bake.apply(this, said);
    };
  }

  // Stores that no entry of the register can name are closed, as in a browser that has them switched off.
  const closed = (what) => () => {
    throw new DOMException(`${what} is not in the register of browser storage`, "SecurityError");
  };
  const shut = { IDBFactory: "open", CacheStorage: "open", StorageManager: "getDirectory", ServiceWorkerContainer: "register" };
  for (const [kind, verb] of Object.entries(shut)) {
    if (window[kind]?.prototype[verb]) window[kind].prototype[verb] = closed(kind);
  }
})();
