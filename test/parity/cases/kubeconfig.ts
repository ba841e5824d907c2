import type { ParityCase } from '../case.ts';

/** One-line kubeconfigs that are wrong, or right in an unusual way; `config view` shows what they mean. */
const texts: readonly string[] = [
  'clusters: foo',
  'clusters: {a: b}',
  'clusters: [foo]',
  'clusters: [{name: 1}]',
  'clusters: [{name: a, cluster: {server: [1]}}]',
  'clusters: [{name: a, cluster: {insecure-skip-tls-verify: "x"}}]',
  'clusters: [{name: a, cluster: {certificate-authority-data: "x!"}}]',
  'clusters: [{name: a, cluster: {certificate-authority-data: "YWI"}}]',
  'clusters: [{name: a, cluster: {certificate-authority-data: "YQ==YQ=="}}]',
  'clusters: [{name: a, cluster: {certificate-authority-data: 12}}]',
  'clusters: [{name: a, cluster: {}},{name: a, cluster: {server: q}}]',
  'contexts: [{name: a},{name: a}]',
  'users: [{name: a, user: {as-groups: [1]}}]',
  'users: [{name: a, user: {as-user-extra: {a: b}}}]',
  'users: [{name: a, user: {auth-provider: {name: x, config: {a: 1}}}}]',
  'users: [{name: a, user: {exec: {env: [{name: 3}]}}}]',
  'users: [{name: a, user: {exec: {command: x}}}]',
  'users: [{name: a, user: {exec: {command: x, apiVersion: client.authentication.k8s.io/v1beta1, env: [], args: []}}}]',
  'users: [{name: a, user: {exec: null, auth-provider: null, as-groups: [], as-user-extra: {}}}]',
  'users: [{name: a, user: {as-groups: [""], as-user-extra: {a: null, b: []}}}]',
  'current-context: true',
  'preferences: {colors: x}',
  'preferences: {colors: true, extensions: [{name: z, extension: {b: 1, a: [x]}}]}',
  'extensions: [{name: b, extension: {kind: Foo, apiVersion: v1}}, {name: a, extension: foo}]',
  'extensions: [{name: a, extension: {b: 1}},{name: a, extension: 2}]',
  'foo',
  '[1]',
  'kind: Foo',
  'apiVersion: foo/v1',
  'kind: [a]',
  '# nothing',
  'Clusters: [{Name: a, Cluster: {Server: x}}]',
  'clusters: [null]',
  '{"clusters":[{"name":"a"}]}',
  'clusters: [{name: a, cluster: {insecure-skip-tls-verify: false, disable-compression: true, proxy-url: x, tls-server-name: ""}}]',
  'unknown: {a: 1}',
  'contexts: [{name: a, context: {namespace: yes}}]',
];

/** What a kubeconfig file may hold. */
export const kubeconfigTexts: readonly ParityCase[] = texts.map((text) => ({
  name: `a kubeconfig with ${text}`,
  covers: 'kubeconfig',
  line: 'config view --kubeconfig odd',
  files: { odd: text },
}));

const first = `clusters: [{name: a, cluster: {server: a1}}]
contexts: [{name: a, context: {cluster: a}}]
`;
const second = `clusters: [{name: a, cluster: {server: a2}}, {name: b, cluster: {server: b2, certificate-authority: ca}}]
contexts: [{name: b, context: {cluster: b}}]
current-context: b
preferences: {colors: true}
`;

/** Two files in KUBECONFIG, and one that does not exist. */
export const kubeconfigLists: readonly ParityCase[] = [
  'config view',
  'config view --minify',
  'config view --merge=false',
  'config view --kubeconfig second/file',
  'config set-cluster b --server new',
  'config set-cluster n --server n',
  'config set-cluster b --certificate-authority first/ca.pem',
  'config use-context a',
  'config unset current-context',
  'config delete-context b',
  'config set preferences.colors false',
  'config rename-context a zz',
  'config set-context --current -n x',
  'config set-credentials u --token x',
].map((line) => ({
  name: `${line}, with a list of files`,
  covers: 'kubeconfig',
  line,
  env: { KUBECONFIG: 'first/file:second/file:third/file:first/file' },
  files: { 'first/file': first, 'second/file': second },
  filesAfter: ['first/file', 'second/file'],
}));

/** Single cases about where files come from. */
export const kubeconfigFiles: readonly ParityCase[] = [
  {
    name: 'a new file goes to the last of a list',
    covers: 'kubeconfig',
    line: 'config set-cluster n --server n',
    env: { KUBECONFIG: 'one/file:two/file' },
    filesAfter: ['two/file'],
  },
  {
    name: 'a lock that somebody holds',
    covers: 'kubeconfig',
    line: 'config set-cluster n --server n',
    env: { KUBECONFIG: 'file' },
    files: { 'file.lock': '' },
  },
  {
    name: 'two files that cannot be read',
    covers: 'kubeconfig',
    line: 'config view',
    env: { KUBECONFIG: 'one:two' },
    files: { one: 'kind: Foo', two: 'clusters: foo' },
  },
  {
    name: 'a directory instead of a file',
    covers: 'kubeconfig',
    line: 'config view',
    env: { KUBECONFIG: '.' },
  },
  {
    name: 'a path through a file',
    covers: 'kubeconfig',
    line: 'config view',
    env: { KUBECONFIG: 'one/two' },
    files: { one: '' },
  },
  {
    name: 'a kubeconfig that does not exist',
    covers: 'kubeconfig',
    line: 'get configmaps --kubeconfig nope',
  },
  {
    name: 'files that were read, in the trace',
    covers: 'kubeconfig',
    line: 'config view -v=6',
    env: { KUBECONFIG: 'one:two:three' },
    files: { one: first, two: second },
    mask: ['klog'],
  },
  {
    name: 'files that do not exist, in the trace',
    covers: 'kubeconfig',
    line: 'config view -v=1',
    env: { KUBECONFIG: 'one:two' },
    mask: ['klog'],
  },
];

const broken = (line: string): ParityCase => ({
  name: `${line}, on a kubeconfig with mistakes`,
  covers: 'connection flags',
  line,
  kubeconfig: 'broken-stanzas.yaml',
  mask: ['klog'],
});

/** Contexts that cannot be used, and flags that do not go together: all end before a request, or at a closed port. */
export const brokenConnections: readonly ParityCase[] = [
  ...[
    'nocluster',
    'nouser',
    'emptycluster',
    'emptyuser',
    'noserver',
    'badca',
    'bothca',
    'insecureca',
    'notpem',
    'proxyscheme',
    'proxyescape',
    'path',
    'tokenandbasic',
    'certonly',
    'keyonly',
    'certtwice',
    'certnotpem',
    'execbare',
    'execempty',
    'execmode',
    'execbadmode',
    'execauth',
    'execversion',
    'execmissing',
    'execpath',
    'execfails',
    'execsilent',
    'exectext',
    'execalways',
    'execinfo',
    'provider',
    'tokenfile',
    'groupsonly',
    'missing',
  ].map((context) => broken(`get --raw /version --context ${context}`)),
  ...[
    '--cluster zz',
    '--user zz',
    '--cluster zz --user zz',
    '--request-timeout=x',
    '--request-timeout=10',
    '--request-timeout=-1',
    '--request-timeout=1.5s',
    '--token a --username b --password p',
    '--client-certificate q',
    '--certificate-authority kubeconfig',
    '--certificate-authority kubeconfig --insecure-skip-tls-verify',
    '--as-group=x',
    '--as-uid=1',
    '--as-user-extra a=b',
    '--as x --as-user-extra a',
    '--username x',
    '-s localhost:1',
    '-s 127.0.0.1:1',
    '-s https://',
    "-s 'foo bar'",
    '-s 127.0.0.1/foo',
    '-s foo:bar/x',
    '-s http://%zz',
    '-s http://a:b:c',
    '--context bothca -s https://127.0.0.1:2',
    '--context insecureca -s https://127.0.0.1:2',
    '--context badca --insecure-skip-tls-verify',
  ].map((flags) => broken(`get --raw /version ${flags}`)),
  broken('get configmaps --context missing'),
  broken('get configmaps --cluster zz'),
  broken('get configmaps --user zz'),
  broken('get configmaps --context missing -n foo'),
  broken('get configmaps --context tokenandbasic'),
];

/** Flags against the cluster itself. */
export const liveConnections: readonly ParityCase[] = [
  'get --raw /version --request-timeout 30s',
  'get --raw /version -s {server}',
  'get --raw /version -s {server} --insecure-skip-tls-verify',
  'get --raw /version --tls-server-name localhost',
  'get --raw /version --tls-server-name wrong.example',
  'get --raw /version --disable-compression',
  'get --raw /version --certificate-authority {ca}',
  'get --raw /api/v1/namespaces/default --as nobody',
  'get --raw /api/v1/namespaces/default --as nobody --as-group system:masters --as-uid 7 --as-user-extra a=b --as-user-extra a=c',
  'get --raw /version --kubeconfig /dev/null -s {server} --certificate-authority {ca} --client-certificate {cert} --client-key {key}',
  'get --raw /api --kubeconfig /dev/null -s {server} --insecure-skip-tls-verify --token wrong',
  'get --raw /api --kubeconfig /dev/null -s {server} --insecure-skip-tls-verify --username a --password b',
  'get --raw /api --kubeconfig /dev/null -s {server}',
].map((line) => ({
  name: line.replace(/\{server\}/g, 'the server'),
  covers: 'connection flags',
  line,
}));

/** A kubeconfig for the cluster whose user is this YAML. */
const withUser = (user: string): string => `clusters:
- {name: c, cluster: {server: "{server}", certificate-authority: "{ca}"}}
contexts:
- {name: x, context: {cluster: c, user: u}}
current-context: x
users:
- {name: u, user: ${user}}
`;

const plugin = (script: string): string =>
  `{exec: {command: sh, args: [-c, '${script}'], apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}}`;

const credential = (status: string): string =>
  `echo called >&2; echo "{\\"kind\\":\\"ExecCredential\\",\\"apiVersion\\":\\"client.authentication.k8s.io/v1\\",\\"status\\":${status}}"`;

/** Users of every kind against the cluster itself. */
export const liveUsers: readonly ParityCase[] = [
  {
    name: 'a client certificate',
    kubeconfig: withUser('{client-certificate: "{cert}", client-key: "{key}"}'),
  },
  { name: 'a wrong token', kubeconfig: withUser('{token: wrong}') },
  {
    name: 'a wrong token in a file',
    kubeconfig: withUser('{tokenFile: token}'),
    files: { token: 'wrong' },
  },
  { name: 'basic authentication', kubeconfig: withUser('{username: a, password: b}') },
  {
    name: 'a plugin with a wrong token',
    kubeconfig: withUser(plugin(credential('{\\"token\\":\\"wrong\\"}'))),
  },
  {
    name: 'a plugin without a token',
    kubeconfig: withUser(plugin(credential('{}'))),
  },
  {
    name: 'a plugin with half a certificate',
    kubeconfig: withUser(plugin(credential('{\\"clientKeyData\\":\\"x\\"}'))),
  },
  {
    name: 'a plugin beside a certificate',
    kubeconfig: withUser(
      plugin('echo called >&2').replace(
        /^\{/,
        '{client-certificate: "{cert}", client-key: "{key}", ',
      ),
    ),
  },
].map((one) => ({
  covers: 'connection flags',
  line: 'get --raw /apis/authentication.k8s.io/v1',
  ...one,
}));
