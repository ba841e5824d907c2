import type { ParityCase } from '../case.ts';

/** What a request carries: compared through a recording proxy. */
export const requests: readonly ParityCase[] = [
  { name: 'a timeout is sent', line: 'get configmaps -n parity-read --request-timeout=5s -o name' },
  {
    name: 'a timeout of minutes',
    line: 'get configmaps -n parity-read --request-timeout=90s -o name',
  },
  {
    name: 'a timeout of milliseconds',
    line: 'get configmaps -n parity-read --request-timeout=1500ms -o name',
  },
  {
    name: 'a timeout in bare seconds',
    line: 'get configmaps -n parity-read --request-timeout=7 -o name',
  },
  { name: 'no timeout', line: 'get configmaps -n parity-read --request-timeout=0 -o name' },
  {
    name: 'a raw query is sorted',
    line: 'get --raw /api/v1/namespaces/parity-read/configmaps?limit=1&fieldSelector=metadata.name%3Dplain',
  },
  {
    name: 'a raw query with spaces',
    line: 'get --raw /api/v1/namespaces/parity-read/configmaps?labelSelector=a%20in%20(b,c)',
  },
  {
    name: 'a raw path with escapes',
    line: 'get --raw /api/v1/namespaces/parity-read/configmaps/pl%61in',
  },
  {
    name: 'selectors',
    line: "get configmaps -n parity-read -l 'a in (b,c),!d' --field-selector metadata.name!=x -o name",
  },
  { name: 'chunks', line: 'get configmaps -n parity-read --chunk-size=1 -o name' },
].map((each) => ({
  ...each,
  covers: 'connection',
  requests: true,
  // kubist asks for less where it prints less; tokens name the moment of the list.
  ignoreQuery: ['includeObject', 'continue'],
  mask: ['uid', 'time', 'resourceVersion'],
}));

/** Whom the server takes us for. */
export const identities: readonly ParityCase[] = [
  { name: 'a user instead of ours', line: 'get --raw /version --as=joe' },
  {
    name: 'a user and groups',
    line: 'get secrets -n parity-read --as=joe --as-group=g1 --as-group=g2',
  },
  {
    name: 'a user who is allowed by a group',
    line: 'get configmap plain -n parity-read --as=joe --as-group=system:masters -o name',
  },
  {
    name: 'a uid and extra fields',
    line: 'get secrets -n parity-read --as=joe --as-uid=7 --as-user-extra=scopes=a --as-user-extra=scopes=b',
  },
].map((each) => ({ ...each, covers: 'connection' }));

/** Ways to the server. */
export const ways: readonly ParityCase[] = [
  { name: 'no compression', line: 'get configmaps -n parity-read -o name --disable-compression' },
  { name: 'a server by flag', line: 'get configmap plain -n parity-read -o name -s {server}' },
  { name: 'a server that is not there by flag', line: 'get --raw /api -s https://127.0.0.1:1' },
  {
    name: 'a proxy of the environment, not for this machine',
    line: 'get configmap plain -n parity-read -o name',
    env: { HTTPS_PROXY: 'http://127.0.0.1:1' },
  },
  { name: 'a name for the certificate', line: 'get --raw /readyz --tls-server-name=kubernetes' },
  {
    name: 'a wrong name for the certificate',
    line: 'get --raw /readyz --tls-server-name=absent.example',
  },
  { name: 'a timeout that is no duration', line: 'get --raw /readyz --request-timeout=soon' },
].map((each) => ({ ...each, covers: 'connection' }));
