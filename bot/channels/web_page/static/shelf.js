// Photos that wait to be sent, kept by the browser so that a reload does not lose them.
let opened;

function open() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("huifang", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("photos");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  return opened;
}

async function ask(mode, question) {
  try {
    const shelf = (await open()).transaction("photos", mode).objectStore("photos");
    return await new Promise((done, failed) => {
      const asked = question(shelf);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  } catch {
    return undefined; // no shelf in this browser: the photos live as long as the page
  }
}

export const put = (key, photos) => ask("readwrite", (shelf) => shelf.put(photos, key));
export const get = (key) => ask("readonly", (shelf) => shelf.get(key));
export const drop = (key) => ask("readwrite", (shelf) => shelf.delete(key));
