/**
 * Builds what is shipped: `dist/` for Node, and with `--exe` one executable for this machine,
 * compiled with bun, in `dist-exe/`.
 *
 * The command line is one CommonJS file whose modules are evaluated when they are first imported:
 * measured, that starts 30 ms sooner than the same modules split into a hundred ES files
 * (docs/performance.md).
 */
import { readFileSync, rmSync } from 'node:fs';
import { build, type BuildOptions, type Plugin } from 'esbuild';

/**
 * Loads a module of the runtime when something of it is first used. An import at the top of a file would
 * load it at start; and an ES import reads every export to build its namespace, which makes Node load
 * its inner undici for node:http (30 ms). A proxy in the prototype, because esbuild copies own properties.
 */
const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup(bundle) {
    bundle.onResolve({ filter: /^node:/ }, ({ path }) => ({
      path,
      namespace: 'builtin',
      sideEffects: false,
    }));
    bundle.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `
        let loaded;
        const load = () => (loaded ??= process.getBuiltinModule(${JSON.stringify(path)}));
        module.exports = Object.create(new Proxy({}, { get: (_, name) => load()[name] }));`,
    }));
  },
};

const shared: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node22.19',
  logLevel: 'warning',
  plugins: [lazyBuiltins],
};

/** Loaded from node_modules when first used. */
const external = ['js-yaml', 'jsonpath-plus'];

/** What is used of bun's bundler. Source: https://bun.com/docs/bundler/executables, …/plugins */
interface Bundler {
  build(options: Readonly<Record<string, unknown>>): Promise<{ readonly success: boolean }>;
}
interface BundlerHooks {
  onLoad(which: { filter: RegExp }, load: (file: { path: string }) => object): void;
}

/**
 * bun's bundler asks no plugin about the runtime's modules. Two that commander imports at its top take bun
 * more than a millisecond: here they are loaded when first used.
 */
const lazyCommander = {
  name: 'lazy-commander',
  setup(bundle: BundlerHooks): void {
    bundle.onLoad({ filter: /commander\/lib\/(?:command|help)\.js$/ }, ({ path }) => ({
      loader: 'js',
      contents: readFileSync(path, 'utf8').replace(
        /^import (\w+|\{ \w+ \}) from '(node:(?:child_process|util))';$/gm,
        (_, names: string, module: string) => {
          const load = `process.getBuiltinModule('${module}')`;
          const named = /\{ (\w+) \}/.exec(names)?.[1];
          return named === undefined
            ? `const ${names} = { get spawn() { return ${load}.spawn; } };`
            : `const ${named} = (...args) => ${load}.${named}(...args);`;
        },
      ),
    }));
  },
};

if (process.argv.includes('--exe')) {
  const { Bun } = globalThis as { Bun?: Bundler };
  if (Bun === undefined)
    throw new Error('the executable is built by bun: bun esbuild.config.ts --exe');
  await Bun.build({
    entrypoints: ['src/exe.ts'],
    target: 'bun',
    compile: {
      outfile: 'dist-exe/kubist',
      // Else the executable would take settings, and code, from files in the folder it is started in.
      autoloadDotenv: false,
      autoloadBunfig: false,
    },
    bytecode: true,
    minify: true,
    // A file for each part that is imported when needed: 2 ms less start-up, and it stays so as commands are added.
    format: 'esm',
    splitting: true,
    plugins: [lazyCommander],
  });
  process.exit(0);
}

rmSync('dist', { recursive: true, force: true });
await build({
  ...shared,
  entryPoints: ['src/process.ts'],
  // bin/kubist.js reads it byte by byte, which is faster than decoding UTF-8.
  charset: 'ascii',
  outfile: 'dist/process.cjs',
  format: 'cjs',
  external,
});
if (/[^\0-\x7f]/.test(readFileSync('dist/process.cjs', 'utf8')))
  throw new Error(
    'dist/process.cjs has characters beyond ASCII: write those of regular expressions as \\u escapes',
  );
await build({
  ...shared,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  format: 'esm',
  external,
});
