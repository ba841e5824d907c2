import type { ParityCase } from '../case.ts';

/** Feature gates and certificate rotation are matters of client-go: kubist has none, so it prints none. */
const goOnly = /^I\d{4} .* (?:envvar|cert_rotation)\.go:\d+\]/;
/** Time and process of a line; the place stays, and is compared. */
const head = /^[IWE]\d{4} [\d:.]+ +\d+ /gm;
const milliseconds = /(?<=illiseconds=)\d+/g;
const auditId = /(?<=Audit-Id: )\S+/g;
/** The reference walks a map: headers of the curl command come in any order. */
const curlHeaders = / -H "[^"]*"/g;
const userAgent = /(?<=User-Agent: ).*/g;
const masks = [head, 'time', milliseconds, auditId, curlHeaders, userAgent, 'age'] as const;

/** `-v` at each level over the same request. */
const levels = [0, 1, 5, 6, 7, 8, 9, 10];

export const traceOfRaw: readonly ParityCase[] = levels.map((level) => ({
  name: `get --raw at -v=${level}`,
  covers: 'trace',
  line: `get --raw /api/v1/namespaces/parity-read -v=${level}`,
  mask: masks,
  ignoreLines: goOnly,
}));

export const traceOfGet: readonly ParityCase[] = levels.slice(0, -1).map((level) => ({
  name: `get at -v=${level}`,
  covers: 'trace',
  // Not a table: kubist asks for less of it.
  line: `get configmap plain -n parity-read -o jsonpath={.metadata.name} -v=${level}`,
  mask: masks,
  ignoreLines: goOnly,
}));

export const traceOfFailures: readonly ParityCase[] = [6, 7, 8, 9].flatMap((level) => [
  {
    name: `an object that does not exist at -v=${level}`,
    covers: 'trace',
    line: `get configmap absent -n parity-read -o name -v=${level}`,
    mask: masks,
    ignoreLines: goOnly,
  },
  {
    name: `a path that does not exist at -v=${level}`,
    covers: 'trace',
    line: `get --raw /absent -v=${level}`,
    mask: masks,
    ignoreLines: goOnly,
  },
  {
    name: `a server that is not there at -v=${level}`,
    covers: 'trace',
    line: `get --raw /api -s http://127.0.0.1:1 -v=${level}`,
    mask: masks,
    ignoreLines: goOnly,
  },
]);

export const traceOfModules: readonly ParityCase[] = [
  {
    name: '--vmodule shows one file only',
    covers: 'trace',
    line: 'get --raw /version --vmodule=round_trippers=6',
    mask: masks,
    ignoreLines: goOnly,
  },
  {
    name: '--vmodule with a pattern',
    covers: 'trace',
    line: 'get --raw /version --vmodule=round_*=7',
    mask: masks,
    ignoreLines: goOnly,
  },
  {
    name: '--vmodule that is no list',
    covers: 'trace',
    line: 'get --raw /version --vmodule=x',
  },
  {
    name: 'impersonation in the trace',
    covers: 'trace',
    line: 'get --raw /version --as=joe --as-group=a --as-group=b --as-uid=7 --as-user-extra=k=v -v=7',
    mask: masks,
    ignoreLines: goOnly,
  },
];
