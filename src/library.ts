import type { Report } from './diagnose/model.ts';
import { KubistError } from './errors.ts';
import { run } from './main.ts';
import type { OutStream } from './cli/streams.ts';

/** What to diagnose, and where. What is missing is as on a command line. */
export interface DiagnoseRequest {
  /** `deployment/web`; all workloads of the namespace when missing. */
  readonly targets?: readonly string[];
  readonly namespace?: string;
  readonly allNamespaces?: boolean;
  readonly labelSelector?: string;
  /** Files, folders or URLs of manifests: these are checked, and then what they made is diagnosed; without `targets`. */
  readonly manifests?: readonly string[];
  readonly kubeconfig?: string;
  readonly context?: string;
  /** A folder with a saved cluster, in place of a server. */
  readonly snapshot?: string;
  /** Environment variables; those of the process when missing. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/** Says how workloads stand and why: what `diagnose -o json` prints. Rejects with what the command would say. */
export async function diagnose(request: DiagnoseRequest = {}): Promise<Report> {
  const out = new TextOut();
  const err = new TextOut();
  const streams = { in: NOTHING, out, err };
  const { env = process.env, signal } = request;
  const options = signal === undefined ? {} : { signal };
  await run(argumentsOf(request), streams, env, options);
  if (out.text === '') throw new KubistError(err.text.trimEnd());
  return JSON.parse(out.text) as Report;
}

function argumentsOf(request: DiagnoseRequest): readonly string[] {
  const {
    targets = [],
    manifests = [],
    namespace,
    allNamespaces,
    labelSelector,
    kubeconfig,
  } = request;
  const values = Object.entries({
    namespace,
    selector: labelSelector,
    kubeconfig,
    context: request.context,
    snapshot: request.snapshot,
  });
  return [
    'diagnose',
    '--output=json',
    ...values.flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}=${value}`])),
    ...manifests.map((file) => `--filename=${file}`),
    ...(allNamespaces === true ? ['--all-namespaces'] : []),
    '--',
    ...targets,
  ];
}

class TextOut implements OutStream {
  readonly isTTY = false;
  readonly columns = undefined;
  text = '';
  readonly #decoder = new TextDecoder();

  write(data: string | Uint8Array): void {
    this.text += typeof data === 'string' ? data : this.#decoder.decode(data, { stream: true });
  }

  async flush(): Promise<void> {}
}

const NOTHING = {
  isTTY: false,
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {},
};
