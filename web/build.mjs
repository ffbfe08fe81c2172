// Builds the web client into src/nutritrack/static. Everything is made in memory and then put in
// place at once, so a build that fails leaves the old one. `--watch` builds after every change.

import { createHash } from "node:crypto";
import { watch } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";
import * as esbuild from "esbuild";

const WEB = import.meta.dirname;
const STATIC = path.join(WEB, "../src/nutritrack/static");
const COMPRESSED = /\.(html|js|css|svg|txt|wasm|webmanifest)$/;
const SHIPPED = ["preact", "@preact/signals", "@preact/signals-core", "zxing-wasm"];
const OPTIONS = {
  absWorkingDir: WEB,
  bundle: true,
  minify: true,
  write: false,
  charset: "utf8",
  legalComments: "none", // licenses.txt has them whole
  target: ["es2022", "safari16.4"],
};

// Every screen that comes later builds on all of what comes first. Said to esbuild like this, that is
// one file; else it would be a file for each set of screens that share something.
const ONE_CORE = {
  name: "one-core",
  setup({ onResolve, onLoad, resolve }) {
    onResolve(
      { filter: /^\.\/(screens\/|sentence$|judgement$|weigh-later$|zxing$)/ },
      async ({ path: name, kind, ...from }) => {
        if (kind !== "dynamic-import") return undefined;
        const found = await resolve(name, { ...from, kind: "import-statement" });
        return { path: found.path, pluginData: { comesLater: true } };
      },
    );
    onLoad({ filter: /\.tsx?$/ }, async ({ path: name, pluginData }) => {
      if (!pluginData?.comesLater) return undefined;
      const core = JSON.stringify(path.join(WEB, "src/main.tsx"));
      return { contents: `import ${core};${await readFile(name, "utf8")}`, loader: "tsx" };
    });
  },
};

async function build() {
  const bundle = await esbuild.build({
    ...OPTIONS,
    entryPoints: ["src/main.tsx", "src/styles/app.css"],
    outdir: "out",
    format: "esm",
    splitting: true,
    metafile: true,
    entryNames: "assets/[name]-[hash]",
    chunkNames: "assets/[name]-[hash]",
    assetNames: "assets/[name]-[hash]",
    publicPath: "/",
    loader: { ".wasm": "file" },
    jsx: "automatic",
    jsxImportSource: "preact",
    plugins: [ONE_CORE],
    define: { RELEASE: JSON.stringify(await release()) },
  });
  const files = new Map();
  for (const { path: name, contents } of bundle.outputFiles)
    files.set(path.relative(path.join(WEB, "out"), name), Buffer.from(contents));
  for (const name of await readdir(path.join(WEB, "public")))
    files.set(name, await readFile(path.join(WEB, "public", name)));
  files.set("licenses.txt", await licenses());
  files.set("index.html", await page(bundle.metafile.outputs));
  files.set("sw.js", await serviceWorker(bundle.metafile.outputs, files));
  await put(files);
}

/** The version of the package, which pyproject.toml reads from the same place. */
async function release() {
  const changelog = await readFile(path.join(WEB, "../CHANGELOG.md"), "utf8");
  return /^## ([0-9.]+)$/m.exec(changelog)[1];
}

async function page(outputs) {
  const made = (source) => Object.keys(outputs).find((name) => outputs[name].entryPoint === source);
  const [script, style] = [made("src/main.tsx"), made("src/styles/app.css")];
  const needed = staticImports(outputs, script);
  const lines = [
    `<link rel="stylesheet" href="${url(style)}">`,
    ...[...needed].map((name) => `<link rel="modulepreload" href="${url(name)}">`),
    `<script type="module" src="${url(script)}"></script>`,
  ];
  const icon = await readFile(path.join(WEB, "public", "icon.svg"), "utf8");
  const inline = `data:image/svg+xml,${encodeURIComponent(icon.trim())}`; // one request less
  const template = (await readFile(path.join(WEB, "index.html"), "utf8")).replace(
    'href="/icon.svg"',
    `href="${inline}"`,
  );
  return Buffer.from(template.replace("<!-- built files -->", lines.join("\n    ")));
}

/** The chunks that a script cannot start without. */
function staticImports(outputs, script, found = new Set()) {
  for (const { path: name, kind } of outputs[script].imports)
    if (kind === "import-statement" && !found.has(name))
      staticImports(outputs, name, found.add(name));
  return found;
}

/** Which files it keeps, and a version that is another one as soon as one of them is. */
async function serviceWorker(outputs, files) {
  const needsScanner = (name) =>
    Object.keys(outputs[name].inputs).some((input) => input.includes("zxing-wasm"));
  const code = Object.keys(outputs).filter((name) => /\.(js|css)$/.test(name));
  const names = code.filter((name) => !needsScanner(name)).map((name) => name.slice("out/".length));
  const shell = ["index.html", "icon.svg", "manifest.webmanifest", ...names.sort()];
  const hash = createHash("sha256");
  for (const name of shell) hash.update(name).update(files.get(name));
  const worker = await esbuild.build({
    ...OPTIONS,
    entryPoints: ["src/sw.ts"],
    define: {
      SHELL: JSON.stringify(shell.map((name) => (name === "index.html" ? "/" : `/${name}`))),
      VERSION: JSON.stringify(hash.digest("hex").slice(0, 12)),
    },
  });
  return Buffer.from(worker.outputFiles[0].contents);
}

async function licenses() {
  const texts = SHIPPED.map(async (name) => {
    const text = await readFile(path.join(WEB, "node_modules", name, "LICENSE"), "utf8");
    return `${name}\n\n${text.trim()}\n`;
  });
  return Buffer.from((await Promise.all(texts)).join("\n\n"));
}

async function put(files) {
  const folder = await mkdtemp(path.join(WEB, "node_modules", ".built-"));
  const [made, old] = [path.join(folder, "new"), path.join(folder, "old")];
  try {
    await mkdir(path.join(made, "assets"), { recursive: true });
    await Promise.all([...files].map(([name, content]) => write(path.join(made, name), content)));
    await rename(STATIC, old).catch(() => {}); // the first time there is none
    await rename(made, STATIC);
  } finally {
    await rm(folder, { recursive: true });
  }
  console.log(`${files.size} files in ${path.relative(process.cwd(), STATIC)}`);
}

/** A file and its compressed copies. Of the WASM only these: whole it is a megabyte. */
async function write(file, content) {
  const isWasm = file.endsWith(".wasm");
  if (!isWasm) await writeFile(file, content);
  if (!COMPRESSED.test(file)) return;
  const params = {
    // 11 takes seconds for the WASM and saves little.
    [zlib.constants.BROTLI_PARAM_QUALITY]: isWasm ? 9 : 11,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  await Promise.all([
    promisify(zlib.brotliCompress)(content, { params }).then((br) => writeFile(`${file}.br`, br)),
    promisify(zlib.gzip)(content, { level: 9 }).then((gz) => writeFile(`${file}.gz`, gz)),
  ]);
}

const url = (output) => output.replace(/^out/, "");

/** Builds, and says whether it worked. What is wrong with the source esbuild has said already. */
async function tryToBuild() {
  try {
    await build();
    return true;
  } catch (error) {
    if (!error.errors) throw error;
    return false;
  }
}

if (process.argv.includes("--watch")) {
  let soon;
  for (const folder of ["src", "public"])
    watch(path.join(WEB, folder), { recursive: true }, () => {
      clearTimeout(soon);
      soon = setTimeout(tryToBuild, 100);
    });
}
if (!(await tryToBuild())) process.exitCode = 1;
