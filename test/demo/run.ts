/**
 * `npm run demo`: shows what kubist does on a saved cluster, so no cluster is needed. Builds what is missing,
 * types the command lines below, shows their output, and fails when one of them does.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What is typed, and how many lines of its output are shown; all when missing. */
const demo: readonly { readonly line: readonly string[]; readonly head?: number }[] = [
  { line: ['get', 'pods', '-A', '-o', 'wide', '-v=6'] },
  { line: ['get', 'deploy,svc'] },
  { line: ['diagnose', 'deploy/mailer', 'deploy/search', '--exit-zero'] },
  {
    line: [
      'get',
      'pods',
      '-l',
      'tier=backend',
      '--field-selector',
      'status.phase!=Running',
      '-L',
      'app',
    ],
  },
  {
    line: [
      'get',
      'pods',
      '-o',
      'jsonpath={range .items[?(@.status.phase=="Pending")]}{.metadata.name}: {.status.containerStatuses[*].state.waiting.reason}{"\\n"}{end}',
    ],
  },
  {
    line: [
      'get',
      'deploy',
      '-o',
      'custom-columns=NAME:.metadata.name,WANTED:.spec.replicas,READY:.status.readyReplicas,IMAGE:.spec.template.spec.containers[*].image',
    ],
  },
  {
    line: [
      'get',
      'events',
      '--field-selector',
      'type=Warning,involvedObject.kind=Pod',
      '-o',
      'go-template={{range .items}}{{printf "%-18s %s\\n" .reason .involvedObject.name}}{{end}}',
    ],
  },
  { line: ['get', 'coupons', '--sort-by=.spec.percent'] },
  { line: ['get', 'deploy', 'web', '-o', 'yaml'], head: 16 },
  { line: ['describe', 'pod', 'payments'], head: 24 },
  { line: ['api-resources'], head: 8 },
  { line: ['explain', 'coupon.spec'] },
];

const root = fileURLToPath(new URL('../..', import.meta.url));
const snapshot = 'fixtures/snapshots/demo';

if (!existsSync(`${root}/dist/process.cjs`)) {
  console.log('Building …');
  const { status } = spawnSync(process.execPath, ['esbuild.config.ts'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
}

console.log(
  `A shop, saved from a real cluster in ${snapshot}: every line below also has --snapshot ${snapshot}\n`,
);
for (const { line, head } of demo) {
  console.log(
    `$ kubist ${line.map(quote).join(' ')}${head === undefined ? '' : ` | head -n ${head}`}`,
  );
  const args = ['bin/kubist.js', ...line, '--snapshot', snapshot];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
  });
  const output = stdout
    .split(/(?<=\n)/)
    .slice(0, head)
    .join('');
  console.log(stderr + output);
  if (status !== 0) {
    console.error(`exit code ${status}`);
    process.exit(1);
  }
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`;
}
