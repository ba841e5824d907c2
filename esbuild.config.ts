/**
 * Builds what is shipped: `dist/` for Node, and with `--exe` one executable for this machine,
 * compiled with bun, in `dist-exe/`.
 *
 * The command line is one CommonJS file whose modules are evaluated when they are first imported:
 * measured, that starts 30 ms sooner than the same modules split into a hundred ES files
 * (docs/performance.md).
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build, type BuildOptions, type Plugin } from 'esbuild';

if (process.argv.includes('--exe')) {
  const outcome = spawnSync(
    'bun',
    ['build', '--compile', '--bytecode', '--minify', 'src/exe.ts', '--outfile', 'dist-exe/kubist'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (outcome.error) throw outcome.error;
  process.exit(outcome.status ?? 1);
}

/**
 * Reads Node's own modules by `process.getBuiltinModule`. An ES import reads every export of a module
 * to build its namespace, and some of node:http's are getters that load Node's inner undici: 30 ms.
 * commander alone imports node:child_process, for a feature that is not used: it gets it when it asks.
 */
const builtins: Plugin = {
  name: 'builtins',
  setup(bundle) {
    bundle.onResolve({ filter: /^node:/ }, ({ path, importer }) => ({
      path,
      namespace:
        path === 'node:child_process' && importer.includes('commander') ? 'lazy' : 'builtin',
      sideEffects: false,
    }));
    bundle.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      // An heir: esbuild copies own properties one by one, and some of Node's are computed when looked at.
      contents: `module.exports = Object.create(process.getBuiltinModule(${JSON.stringify(path)}));`,
    }));
    bundle.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => process.getBuiltinModule(${JSON.stringify(path)})[name] });`,
    }));
  },
};

const shared: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node22.19',
  logLevel: 'warning',
  plugins: [builtins],
  // Loaded from node_modules when first used.
  external: ['js-yaml', 'jsonpath-plus'],
};

rmSync('dist', { recursive: true, force: true });
await build({
  ...shared,
  entryPoints: ['src/process.ts'],
  outfile: 'dist/process.cjs',
  format: 'cjs',
});
await build({ ...shared, entryPoints: ['src/index.ts'], outfile: 'dist/index.js', format: 'esm' });
