import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Target } from '../parity/target.ts';
import { MANY, type Load } from './benchmarks.ts';
import type { Program } from './measure.ts';

/** What no implementation can beat: a bare runtime, one request, and what the server alone takes. */
export interface Floor {
  name: string;
  program: Program;
  runs: number;
  load?: Load;
}

/** The floors that this machine can measure; two small programs are compiled into `work`. */
export function floors(
  target: Target,
  env: Readonly<Record<string, string>>,
  work: string,
): Floor[] {
  const url = `${target.server}/api/v1/namespaces`;
  const node = `const{request}=require('node:https'),{readFileSync:r}=require('node:fs');
request(${JSON.stringify(url)},{ca:r(${JSON.stringify(target.ca)}),cert:r(${JSON.stringify(target.cert)}),key:r(${JSON.stringify(target.key)}),agent:false},m=>m.resume()).end()`;
  const nothing = compile(work, 'nothing', '');
  const one = compile(
    work,
    'one-request',
    `const text = (path) => Bun.file(path).text();
const [ca, cert, key] = await Promise.all(${JSON.stringify([target.ca, target.cert, target.key])}.map(text));
await (await fetch(${JSON.stringify(url)}, { tls: { ca, cert, key } })).text();`,
  );
  const tls = ['--cacert', target.ca, '--cert', target.cert, '--key', target.key];
  const curl = (path: string, ...flags: string[]): Program => ({
    command: ['curl', '-sf', '-o', '/dev/null', ...tls, ...flags, target.server + path],
    env,
  });
  const pods = `/api/v1/namespaces/${MANY}/pods`;
  const table = 'Accept: application/json;as=Table;v=v1;g=meta.k8s.io';
  return [
    { name: 'node: nothing', program: { command: [process.execPath, '-e', '0'], env }, runs: 21 },
    {
      name: 'node: one request',
      program: { command: [process.execPath, '-e', node], env },
      runs: 21,
    },
    { name: 'bun: nothing', program: { command: [nothing], env }, runs: 21 },
    { name: 'bun: one request', program: { command: [one], env }, runs: 21 },
    { name: 'curl: one request', program: curl('/api/v1/namespaces'), runs: 21 },
    {
      name: 'curl: many pods, Table with metadata',
      program: curl(pods, '-H', table),
      runs: 3,
      load: 'many',
    },
    {
      name: 'curl: many pods, Table without objects',
      program: curl(`${pods}?includeObject=None`, '-H', table),
      runs: 3,
      load: 'many',
    },
    { name: 'curl: many pods, JSON', program: curl(pods), runs: 3, load: 'many' },
  ];
}

function compile(work: string, name: string, source: string): string {
  const file = join(work, `${name}.ts`);
  const out = join(work, name);
  writeFileSync(file, `${source}\nexport {};\n`);
  const { stderr } = spawnSync('bun', ['build', '--compile', '--minify', file, '--outfile', out], {
    encoding: 'utf8',
  });
  if (!existsSync(out)) throw new Error(`bun cannot compile a floor: ${stderr}`);
  return out;
}
