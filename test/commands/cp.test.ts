import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { TarHeader } from '../../src/formats/tar/entry.ts';
import { readTar } from '../../src/formats/tar/read.ts';
import { TAR_END, tarHeader, tarPadding } from '../../src/formats/tar/write.ts';
import { channels } from '../../src/rest/remote-command/channels.ts';
import { kubist, type Outcome } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';
import { type Session, startRemoteServer } from './remote-server.ts';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'box', namespace: 'default' },
  spec: { containers: [{ name: 'main' }] },
  status: { phase: 'Running' },
};

const exit = (code: number): string =>
  code === 0
    ? '{"status":"Success"}'
    : `{"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"${code}"}]}}`;

const missing = (program: string): string =>
  JSON.stringify({
    status: 'Failure',
    reason: 'InternalError',
    message: `Internal error occurred: exec: "${program}": executable file not found in $PATH: unknown`,
  });

/** Ends a session with a Status. */
async function finish(session: Session, status: string = exit(0)): Promise<void> {
  await session.send(channels.error, status);
  session.end();
}

/** Commands by their first word; without one, the container does not have the program. */
type Programs = Readonly<
  Record<string, (session: Session, args: readonly string[]) => Promise<void>>
>;

/** Copies against a container that has these programs. */
async function copy(
  args: readonly string[],
  programs: Programs,
): Promise<Outcome & { commands: string[][] }> {
  const commands: string[][] = [];
  const { server, stop } = await startRemoteServer({
    get: () => [200, 'application/json', JSON.stringify(pod)],
    async session(session) {
      const command = session.url.searchParams.getAll('command');
      commands.push(command);
      const program = programs[command[0] ?? ''];
      await (program?.(session, command) ?? finish(session, missing(command[0] ?? '')));
    },
  });
  onTestFinished(stop);
  return { ...(await kubist(['cp', '-s', server, ...args])), commands };
}

async function stdinOf(session: Session): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const { channel, data } of session.messages()) {
    if (channel === channels.close) break;
    if (channel === channels.stdin) chunks.push(data);
  }
  return Buffer.concat(chunks);
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

interface Item extends Partial<TarHeader> {
  readonly name: string;
  readonly text?: string;
}

function archive(...items: Item[]): Buffer {
  return Buffer.concat([
    ...items.flatMap(({ text = '', ...item }) => [
      tarHeader({ mode: 0o644, linkName: '', type: 'file', ...item, size: text.length } as never),
      Buffer.from(text),
      tarPadding(text.length),
    ]),
    TAR_END,
  ]);
}

/** A tar that writes these bytes. */
const gives = (bytes: Uint8Array, status = exit(0)): Programs => ({
  async tar(session) {
    for (let at = 0; at < bytes.length; at += 1000)
      await session.send(channels.stdout, bytes.subarray(at, at + 1000));
    await finish(session, status);
  },
});

test('a folder goes into a pod: names, modes and links', async () => {
  const home = folder();
  mkdirSync(join(home, 'tree/sub ü'), { recursive: true });
  writeFileSync(join(home, 'tree/sub ü/-dash'), 'x'.repeat(200_000));
  writeFileSync(join(home, 'tree/run'), '#!/bin/sh\n');
  chmodSync(join(home, 'tree/run'), 0o755);
  symlinkSync('/etc/passwd', join(home, 'tree/link'));
  const received: object[] = [];
  const { exitCode, err, commands } = await copy([join(home, 'tree'), 'box:/there/'], {
    test: async (session) => finish(session),
    async tar(session) {
      const bytes = await stdinOf(session);
      for await (const { name, type, mode, size, linkName } of readTar(once(bytes)))
        received.push([
          name,
          type,
          type === 'symlink' ? linkName : type === 'file' ? size : '',
          mode === 0o755,
        ]);
      await finish(session);
    },
  });
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(commands).toEqual([
    ['test', '-d', '/there'],
    ['tar', '-xmf', '-', '-C', '/there'],
  ]);
  expect(received).toEqual([
    ['tree', 'directory', '', true],
    ['tree/link', 'symlink', '/etc/passwd', expect.anything()],
    ['tree/run', 'file', 10, true],
    ['tree/sub ü', 'directory', '', true],
    ['tree/sub ü/-dash', 'file', 200_000, false],
  ]);
});

test('a folder comes out of a pod; links are told of, hard links are copies', async () => {
  const home = folder();
  const { exitCode, err } = await copy(
    ['box:/src', join(home, 'out')],
    gives(
      archive(
        { name: 'src', type: 'directory', mode: 0o755 },
        { name: 'src/run', mode: 0o755, text: 'run' },
        { name: 'src/same', type: 'link', linkName: 'src/run' },
        { name: 'src/link', type: 'symlink', linkName: 'run' },
        { name: 'src/deep/er/file', text: 'deep' },
      ),
    ),
  );
  expect(exitCode).toBe(0);
  expect(readFileSync(join(home, 'out/same'), 'utf8')).toBe('run');
  expect(readFileSync(join(home, 'out/deep/er/file'), 'utf8')).toBe('deep');
  expect(statSync(join(home, 'out/run')).mode & 0o100).toBe(0o100);
  expect(readdirSync(join(home, 'out')).sort()).toEqual(['deep', 'run', 'same']);
  expect(err).toBe(
    `warning: skipping symlink: "${home}/out/link" -> "run" (consider using "kubist exec -n "" "box" -- tar cf - "/src" | tar xf -")\n`,
  );
});

test.each([
  ['above it', 'src/../../evil', /outside of the destination/],
  ['elsewhere', '/etc/evil', /tar contents corrupted/],
  ['above all', '../../evil', /tar contents corrupted/],
  ['beside it', 'src-evil/x', /tar contents corrupted/],
])('an archive with a name that leads %s is refused', async (_, name, words) => {
  const home = folder();
  mkdirSync(join(home, 'in'));
  const { exitCode, err } = await copy(
    ['box:/src', join(home, 'in/out')],
    gives(archive({ name: 'src/good', text: 'x' }, { name, text: 'evil' })),
  );
  expect(exitCode).toBe(1);
  expect(err).toMatch(words);
  expect(readdirSync(home)).toEqual(['in']);
  expect(readdirSync(join(home, 'in'))).toEqual(['out']);
});

test('links of this machine are not written through', async () => {
  const home = folder();
  mkdirSync(join(home, 'out'));
  mkdirSync(join(home, 'safe'));
  writeFileSync(join(home, 'safe/file'), 'safe');
  symlinkSync('../safe', join(home, 'out/folder'));
  symlinkSync('../safe/file', join(home, 'out/file'));
  for (const name of ['src/folder/file', 'src/file']) {
    const { exitCode, err } = await copy(
      ['box:/src', join(home, 'out')],
      gives(archive({ name, text: 'evil' })),
    );
    expect(exitCode).toBe(1);
    expect(err).toMatch(/is a symbolic link on this machine, and is not written through/);
  }
  expect(readFileSync(join(home, 'safe/file'), 'utf8')).toBe('safe');
});

test.each([
  ['is cut off', archive({ name: 'f', text: 'x'.repeat(5000) }).subarray(0, 3000), /not complete/],
  ['holds nothing', TAR_END, /nothing was copied/],
  ['is none', Buffer.from('this is not tar\n'.repeat(100)), /not complete: invalid tar header/],
])('an archive that %s is never a success', async (_, bytes, words) => {
  const { exitCode, err } = await copy(['box:/f', join(folder(), 'f')], gives(bytes));
  expect(exitCode).toBe(1);
  expect(err).toMatch(words);
});

test('a tar that fails is a failure, whatever it wrote', async () => {
  const { exitCode, err } = await copy(
    ['box:/f', join(folder(), 'f')],
    gives(archive({ name: 'f', text: 'x' }), exit(2)),
  );
  expect(exitCode).toBe(2);
  expect(err).toBe('command terminated with exit code 2\n');
});

test('--retries goes on where the connection broke', async () => {
  const home = folder();
  const text = 'kubist'.repeat(20_000);
  const bytes = archive({ name: 'f', text });
  const breaks = async (session: Session, start: number): Promise<void> => {
    await session.send(channels.stdout, bytes.subarray(start, start + 50_000));
    if (start + 50_000 >= bytes.length) await finish(session);
    else session.drop();
  };
  const programs: Programs = {
    tar: (session) => breaks(session, 0),
    sh: (session, command) =>
      breaks(session, Number(/tail -c\+(\d+)/.exec(command[2] ?? '')?.[1]) - 1),
  };
  const { exitCode, out, commands } = await copy(
    ['box:/f', join(home, 'f'), '--retries=2'],
    programs,
  );
  expect({ exitCode, out }).toEqual({
    exitCode: 0,
    out: 'Resuming copy at 50000 bytes, retry 1/2\nResuming copy at 100000 bytes, retry 2/2\n',
  });
  expect(commands[2]).toEqual(['sh', '-c', 'tar cf - "$0" | tail -c+100001', '/f']);
  expect(readFileSync(join(home, 'f'), 'utf8') === text).toBe(true);

  const given = await copy(['box:/f', join(home, 'g'), '--retries=1'], programs);
  expect(given.exitCode).toBe(1);
  expect(given.out).toContain('Dropping out copy after 1 retries\n');
});

test('without tar, sh and cat copy a single file', async () => {
  const home = folder();
  writeFileSync(join(home, 'f'), 'hello');
  let received = '';
  const up = await copy([join(home, 'f'), 'box:/there/f'], {
    async sh(session, command) {
      expect(command[2]).toBe('cat > "$1" && chmod "$2" "$1"');
      received = (await stdinOf(session)).toString();
      await finish(session);
    },
  });
  expect({ ...up, commands: [] }).toEqual({ exitCode: 0, out: '', err: '', commands: [] });
  expect(received).toBe('hello');

  const down = await copy(['box:/there/f', join(home, 'g')], {
    async sh(session) {
      await session.send(channels.stdout, 'from there');
      await finish(session);
    },
  });
  expect(down.exitCode).toBe(0);
  expect(readFileSync(join(home, 'g'), 'utf8')).toBe('from there');
});

test('without tar, a folder cannot be copied, and without sh nothing can', async () => {
  const home = folder();
  const up = await copy([home, 'box:/there'], { sh: (session) => finish(session) });
  expect(up.err).toBe(
    'error: container main of pod box has no tar: only a single file can be copied, and this is not one\n',
  );
  const down = await copy(['box:/there', join(home, 'x')], {
    sh: (session) => finish(session, exit(120)),
  });
  expect(down.err).toMatch(/has no tar: only a single file/);
  const missing = await copy(['box:/there', join(home, 'x')], {
    sh: (session) => finish(session, exit(121)),
  });
  expect(missing.err).toBe(
    'error: /there: no such file or directory in container main of pod box\n',
  );
  const nothing = await copy(['box:/there', join(home, 'x')], {});
  expect(nothing.err).toBe(
    'error: container main of pod box has neither tar nor sh: nothing can be copied\n',
  );
});

test('a file that becomes shorter while it is sent is a failure', async () => {
  const home = folder();
  const path = join(home, 'f');
  writeFileSync(path, Buffer.alloc(20_000_000));
  const { exitCode, err } = await copy([path, 'box:/there/f'], {
    test: (session) => finish(session, exit(1)),
    async tar(session) {
      for await (const { channel } of session.messages()) {
        if (channel === channels.stdin) writeFileSync(path, 'short');
      }
    },
  });
  expect(exitCode).toBe(1);
  expect(err).toMatch(/became shorter while it was copied/);
});
