#!/usr/bin/env node
// Node's modules are read by getBuiltinModule: an ES import of one reads all its exports, which costs milliseconds.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `error: kubist needs Node 22.19 or newer; this is ${process.versions.node}\n`,
  );
  process.exit(1);
}
const load = process.getBuiltinModule;
const fs = load('node:fs');
const { dirname, join } = load('node:path');
const { createRequire, wrap } = load('node:module');
const { Script, constants } = load('node:vm');

// Commands whose compiled code is kept, each in a file of its own: what one needs is a part of the whole.
const KEPT = new Set([
  'apply',
  'config',
  'create',
  'delete',
  'describe',
  'diagnose',
  'exec',
  'get',
  'logs',
  'rollout',
  'version',
]);

const program = join(import.meta.dirname, '../dist/process.cjs');
const cache = cacheFile();
const cachedData = cache && readOwn(cache);
const script = new Script(wrap(fs.readFileSync(program, 'latin1')), {
  filename: program,
  cachedData,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
if (cache !== undefined && (cachedData === undefined || script.cachedDataRejected)) {
  // At the end, because only then it has the functions that were used. Node's own compile cache has none of them
  // (15 ms of the 100 that `get` takes), and lies in a folder that all users share.
  process.once('exit', () => save(cache, script.createCachedData()));
}
const loaded = { exports: {} };
script.runInThisContext()(
  loaded.exports,
  createRequire(program),
  loaded,
  program,
  dirname(program),
);
loaded.exports.runProcess();

/** Where the compiled code of this program, command and Node is kept; undefined where it is not. */
function cacheFile() {
  const { XDG_CACHE_HOME, HOME, NODE_DISABLE_COMPILE_CACHE } = process.env;
  const base = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
  if (!base || NODE_DISABLE_COMPILE_CACHE) return undefined;
  const { size, mtimeMs } = fs.statSync(program);
  const command = KEPT.has(process.argv[2]) ? process.argv[2] : 'other';
  const build = `${process.version}-${process.arch}-${size}-${Math.floor(mtimeMs)}`;
  return join(base, 'kubist', 'code', `${command}-${build}`);
}

/** The content of a file that nobody else could have written; undefined when there is none. */
function readOwn(path) {
  try {
    const { uid, mode } = fs.statSync(path);
    const isOwn =
      process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
    return isOwn ? fs.readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps compiled code, and drops what has been kept for a month: of builds that are gone. Where that fails, nothing is kept. */
function save(path, code) {
  try {
    const folder = dirname(path);
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const month = Date.now() - 30 * 24 * 3600 * 1000;
    for (const name of fs.readdirSync(folder)) {
      const old = join(folder, name);
      if (fs.statSync(old).mtimeMs < month) fs.rmSync(old);
    }
    const draft = `${path}.${process.pid}`;
    fs.writeFileSync(draft, code, { mode: 0o600 });
    fs.renameSync(draft, path);
  } catch {
    // A cache is a convenience: a home that is read-only has none.
  }
}
