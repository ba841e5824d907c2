import { kubeconfigNames } from './kubeconfig.ts';
import { namesOf, objects, objectsOf, oneObjectOf } from './objects.ts';
import { containers, copyPlace, pod, podAndContainer, podAndPort } from './pods.ts';
import { among, Directive, once, words, type Candidates, type Source } from './source.ts';

/** What completes the operands and the flags' values of a command. */
interface Rule {
  /** Operands; without it, the shell offers files. */
  readonly args?: Source;
  /** Flags that are offered first, because the command does nothing without them. */
  readonly required?: readonly string[];
  /** Values of its own flags. */
  readonly flags?: Readonly<Record<string, Source>>;
}

/** Of `get -o`. */
const FORMATS =
  'json yaml kyaml name go-template go-template-file template templatefile jsonpath jsonpath-as-json jsonpath-file custom-columns custom-columns-file wide';
/** Of `set image`. */
const IMAGE_TYPES =
  'daemonsets deployments pods cronjobs replicasets replicationcontrollers statefulsets';

const nodes = namesOf('nodes');
/** All of them, whatever is typed: the shell chooses. */
const subresource: Source = () => fixed('status', 'scale', 'resize');
const contexts = kubeconfigNames('contexts');
const clusters = kubeconfigNames('clusters');
const users = kubeconfigNames('users');
const rollable = ['deployment', 'daemonset', 'statefulset'] as const;
const scalable = ['deployment', 'replicaset', 'replicationcontroller', 'statefulset'] as const;

/** Values of global flags, unless a command has a flag of the same name. */
export const globalFlagRules: Readonly<Record<string, Source>> = {
  namespace: namesOf('namespaces'),
  context: contexts,
  cluster: clusters,
  user: users,
  color: words('auto', 'always', 'never'),
};

/** Values of flags that are alike wherever they are: manifests. */
export const commonFlagRules: Readonly<Record<string, Source>> = {
  filename: () => ({ values: ['json', 'yaml', 'yml'], directive: Directive.fileEndings }),
};

const shells: Source = ({ args, word }) =>
  args.length === 0
    ? among(['bash', 'zsh', 'fish', 'powershell'], word)
    : { values: [], directive: Directive.default };

function fixed(...values: string[]): Candidates {
  return { values, directive: Directive.noFiles };
}

/** The commands that have anything to complete, by their path without the program. */
export const rules: Readonly<Record<string, Rule>> = {
  annotate: { args: objects },
  apply: { flags: { subresource } },
  'apply edit-last-applied': { args: objects },
  'apply view-last-applied': { args: objects },
  attach: { args: pod },
  autoscale: { args: objectsOf(...scalable), required: ['max'] },
  completion: { args: shells },
  'config delete-cluster': { args: once(clusters) },
  'config delete-context': { args: once(contexts) },
  'config delete-user': { args: once(users) },
  'config rename-context': { args: once(contexts) },
  'config set-context': { args: once(contexts), flags: { namespace: namesOf('namespaces') } },
  'config use-context': { args: once(contexts) },
  cordon: { args: once(nodes) },
  cp: { args: copyPlace },
  'create clusterrolebinding': {
    required: ['clusterrole'],
    flags: { clusterrole: namesOf('clusterroles') },
  },
  'create cronjob': { required: ['image', 'schedule'] },
  'create deployment': { required: ['image'] },
  'create service externalname': { required: ['external-name'] },
  'create token': { args: once(namesOf('serviceaccounts')) },
  debug: { args: objects },
  delete: { args: objects },
  describe: { args: objects },
  diagnose: {
    args: objects,
    flags: {
      output: words('text', 'wide', 'json', 'yaml', 'markdown', 'junit', 'sarif', 'github'),
      'fail-fast': words('fatal', 'all', 'off'),
    },
  },
  drain: { args: once(nodes) },
  edit: { args: objects, flags: { subresource } },
  exec: { args: pod, flags: { container: containers } },
  expose: {
    args: objectsOf('pod', 'service', 'replicationcontroller', 'deployment', 'replicaset'),
  },
  get: {
    args: objects,
    flags: {
      subresource,
      output: words(...FORMATS.split(' ')),
    },
  },
  'kuberc set': { required: ['section'] },
  kustomize: {
    flags: { 'load-restrictor': () => fixed('LoadRestrictionsNone', 'LoadRestrictionsRootOnly') },
  },
  label: { args: objects },
  logs: { args: podAndContainer },
  patch: { args: objects, flags: { subresource } },
  'port-forward': { args: podAndPort },
  replace: { flags: { subresource } },
  'rollout history': { args: objectsOf(...rollable) },
  'rollout pause': { args: objectsOf('deployment') },
  'rollout restart': { args: objectsOf(...rollable) },
  'rollout resume': { args: objectsOf('deployment') },
  'rollout status': {
    args: oneObjectOf(...rollable),
    flags: { diagnose: words('true', 'false', 'auto') },
  },
  'rollout undo': { args: objectsOf(...rollable) },
  run: { required: ['image'] },
  scale: { args: objectsOf(...scalable), required: ['replicas'] },
  'set image': {
    args: oneObjectOf(...IMAGE_TYPES.split(' ')),
  },
  taint: { args: objectsOf('node') },
  'top node': { args: once(nodes) },
  'top pod': { args: once(namesOf('pods')) },
  uncordon: { args: once(nodes) },
};
