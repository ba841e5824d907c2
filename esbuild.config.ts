/**
 * Builds what is shipped: `dist/` for Node (code-split, so that a command loads only itself),
 * and with `--exe` one executable for this machine, compiled with bun, in `dist-exe/`.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

if (process.argv.includes('--exe')) {
  const outcome = spawnSync(
    'bun',
    ['build', '--compile', '--bytecode', '--minify', 'src/exe.ts', '--outfile', 'dist-exe/kubist'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (outcome.error) throw outcome.error;
  process.exit(outcome.status ?? 1);
}

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: ['src/process.ts', 'src/index.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.19',
  logLevel: 'warning',
  // Bundled CommonJS packages ask for Node's own modules by require.
  banner: {
    js: "import{createRequire as kubistRequire}from'node:module';const require=kubistRequire(import.meta.url);",
  },
});
