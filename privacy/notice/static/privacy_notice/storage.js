// Only what the register lists may be kept in the browser: anything else raises while developing and is dropped in production.
// A classic script, so that it runs before every module.
(() => {
  const { keys, strict } = document.currentScript.dataset;
  const listed = new Set(keys.split(" "));
  const keep = Storage.prototype.setItem;
  Storage.prototype.setItem = function setItem(key, value) {
    if (listed.has(key)) keep.call(this, key, value);
    else if (strict !== undefined) throw new Error(`"${key}" is not in the register of browser storage`);
  };
})();
