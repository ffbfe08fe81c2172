// What this device keeps of one person, in IndexedDB: the queue of writes and what was read.

/** The tables and their keys. */
const TABLES = { meals: "_id", outbox: "key", points: "date", kept: "key" } as const;
type Table = keyof typeof TABLES;
const VERSION = 1;

let opened: Promise<IDBDatabase> | undefined;
let name = "";

/** From now on this is about one person. */
export function openFor(userId: string): void {
  if (name === nameFor(userId)) return;
  name = nameFor(userId);
  opened = undefined;
}

/** Forgets everything that this device keeps of a person. */
export async function forget(userId: string): Promise<void> {
  const db = await opened?.catch(() => undefined);
  db?.close();
  opened = new Promise(() => undefined); // until the page is loaded anew, nothing opens it again
  await settled(indexedDB.deleteDatabase(nameFor(userId))).catch(() => undefined);
}

export async function all<Row>(table: Table): Promise<Row[]> {
  const { store } = await use("readonly", table);
  return settled(store(table).getAll() as IDBRequest<Row[]>);
}

export async function get<Row>(table: Table, key: string): Promise<Row | undefined> {
  const { store } = await use("readonly", table);
  return settled(store(table).get(key) as IDBRequest<Row | undefined>);
}

/** Stores rows, and is done when they are on the disk. Raises when it is full. */
export async function put(table: Table, ...rows: unknown[]): Promise<void> {
  if (!rows.length) return;
  const { store, done } = await use("readwrite", table);
  for (const row of rows) store(table).put(row);
  await done;
}

export async function remove(table: Table, ...keys: string[]): Promise<void> {
  if (!keys.length) return;
  const { store, done } = await use("readwrite", table);
  for (const key of keys) store(table).delete(key);
  await done;
}

/** Reads a row and writes what becomes of it, as one step that no other tab can come between. */
export async function change<Row>(
  table: Table,
  key: string,
  become: (row: Row | undefined) => Row | undefined,
): Promise<Row | undefined> {
  const { store, done } = await use("readwrite", table);
  const row = await settled(store(table).get(key) as IDBRequest<Row | undefined>);
  const next = become(row);
  if (next === undefined) store(table).delete(key);
  else store(table).put(next);
  await done;
  return next;
}

async function use(mode: IDBTransactionMode, table: Table) {
  opened ??= open(name);
  const db = await opened.catch((problem) => {
    opened = undefined; // asked again next time
    throw problem;
  });
  const transaction = db.transaction(table, mode, { durability: "strict" });
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
  done.catch(() => undefined); // who does not wait for it sees the error of the request
  return { store: (table: Table) => transaction.objectStore(table), done };
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, VERSION);
  request.onupgradeneeded = () => {
    const db = request.result;
    for (const [table, keyPath] of Object.entries(TABLES)) {
      if (!db.objectStoreNames.contains(table)) db.createObjectStore(table, { keyPath });
    }
  };
  return settled(request).then((db) => {
    // Another tab forgets the person, or the browser takes the room: the next use opens it again.
    db.onversionchange = () => {
      db.close();
      opened = undefined;
    };
    db.onclose = () => {
      opened = undefined;
    };
    return db;
  });
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function nameFor(userId: string): string {
  return `nutritrack-${userId}`;
}
