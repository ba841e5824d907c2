import type { KubeObject, Status } from '../../src/api/types.ts';
import { openSource } from '../../src/snapshot/open-source.ts';
import { SnapshotServer } from '../../src/snapshot/server.ts';
import { MemorySource } from '../../src/snapshot/writable/memory.ts';
import { WritableSnapshot } from '../../src/snapshot/writable/writes.ts';
import { demo } from './demo-client.ts';

/** What is asked of a server. */
interface Ask {
  readonly body?: unknown;
  /** `application/json` when missing. */
  readonly type?: string;
  readonly accept?: string;
}

/** An answer of a server. */
export interface Told {
  readonly code: number;
  readonly value: KubeObject & Status;
  readonly warnings: readonly string[];
}

/** The demo, as a server that takes changes. */
export class Writable {
  readonly server: SnapshotServer;

  private constructor(server: SnapshotServer) {
    this.server = server;
  }

  static async open(now: () => number = Date.now): Promise<Writable> {
    const memory = new MemorySource(await openSource(demo));
    return new Writable(new SnapshotServer(memory, new WritableSnapshot(memory, now)));
  }

  async ask(method: string, path: string, { body, type, accept }: Ask = {}): Promise<Told> {
    const answer = await this.server.answer({
      method,
      url: `http://snapshot.invalid${path}`,
      headers: {
        'content-type': type ?? 'application/json',
        'user-agent': 'tester/1',
        ...(accept === undefined ? {} : { accept }),
      },
      ...(body === undefined
        ? {}
        : { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
    });
    const value = JSON.parse(answer.body as string) as Told['value'];
    return { code: answer.code, value, warnings: answer.warnings ?? [] };
  }

  get(path: string): Promise<Told> {
    return this.ask('GET', path);
  }

  post(path: string, body: unknown): Promise<Told> {
    return this.ask('POST', path, { body });
  }

  /** `merge`, `json`, `strategic` or `apply`. */
  patch(path: string, kind: string, body: unknown): Promise<Told> {
    const types: Readonly<Record<string, string>> = {
      apply: 'application/apply-patch+yaml',
      json: 'application/json-patch+json',
      merge: 'application/merge-patch+json',
      strategic: 'application/strategic-merge-patch+json',
    };
    return this.ask('PATCH', path, { body, type: types[kind] ?? kind });
  }
}

/** A ConfigMap. */
export function configMap(name: string, data: Record<string, string>, metadata = {}): KubeObject {
  return { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name, ...metadata }, data };
}
