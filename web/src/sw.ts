// The service worker: opens the app without a network. It keeps the files of one build of the
// client and nothing else; what people ate is kept by the page, and the API is never touched.

// Put in by build.mjs.
declare const VERSION: string;
declare const SHELL: string[];

const worker = self as unknown as ServiceWorkerGlobalScope;
const PREFIX = "client-";
const CACHE = PREFIX + VERSION;
const PAGE = "/";
const NOT_OURS = /^\/(api\/|healthz$|readyz$)/;

worker.addEventListener("install", (event) => {
  event.waitUntil(keepShell());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

// A new version waits until the page says so: somebody may be in the middle of a meal. The first
// one has nobody to wait for.
worker.addEventListener("message", (event) => {
  if (event.data?.type === "take-over") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const ours = url.origin === worker.location.origin && !NOT_OURS.test(url.pathname);
  if (request.method !== "GET" || !ours) return;
  if (request.mode === "navigate") {
    // A path with a dot is a file that somebody opened, not a screen.
    if (!url.pathname.includes(".")) event.respondWith(kept(PAGE, event));
  } else if (SHELL.includes(url.pathname) || url.pathname.startsWith("/assets/")) {
    event.respondWith(kept(url.pathname, event));
  }
});

/** All files of the shell, or none: without one of them this version is not installed. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(CACHE);
  // A file with a hash in its name may come from the browser's own cache.
  const requests = SHELL.map(
    (path) => new Request(path, { cache: path.startsWith("/assets/") ? "default" : "reload" }),
  );
  await cache.addAll(requests);
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** The kept file, else that of the network. A broken cache or a full disk stops nobody. */
async function kept(path: string, event: FetchEvent): Promise<Response> {
  const cache = await caches.open(CACHE).catch(() => undefined);
  const found = await cache?.match(path, { ignoreVary: true }).catch(() => undefined);
  if (found) return found;
  const answer = await fetch(event.request);
  // The scanner is not part of the shell: it is kept once somebody used it.
  if (answer.ok && path.startsWith("/assets/")) {
    const copy = answer.clone();
    event.waitUntil(cache?.put(path, copy).catch(() => undefined) ?? Promise.resolve());
  }
  return answer;
}
