import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { flag } from './arguments.ts';
import { sortedMap } from './config-data.ts';
import { generatorCommand, type GeneratorInput } from './generator.ts';
import { readVerbs, resourceRules, warnOfVerbs } from './policy-rules.ts';
import { CLUSTER_ROLES, RBAC } from './resources.ts';
import { ruleFlags } from './role-flags.ts';

/** Verbs of paths that are no resources. */
const PATH_VERBS = new Set('get post put delete patch head options *'.split(' '));

/** `create clusterrole`: rules for resources, for paths, or gathered from other roles. */
export const clusterRole: CommandSpec = generatorCommand({
  use: 'NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]',
  short: 'Create a cluster role',
  examples: `  # To look at pods of all namespaces
  {program} create clusterrole pod-reader --verb=get,list,watch --resource=pods

  # To read paths of the server that are no resources
  {program} create clusterrole metrics --verb=get --non-resource-url=/metrics,/healthz/*

  # All rules of cluster roles with a label
  {program} create clusterrole monitoring --aggregation-rule=example.com/monitoring=true`,
  flags: [
    ...ruleFlags,
    {
      name: 'aggregation-rule',
      type: 'mapStringString',
      default: '',
      usage: 'Labels of cluster roles whose rules this one gathers',
    },
    flag(
      'non-resource-url',
      'Path of the server that the rule is for; * at the end stands for all below',
      'stringSlice',
    ),
  ],
  resource: CLUSTER_ROLES,
  named: true,
  build: (input) =>
    input.flags.strings('aggregation-rule').length > 0 ? gathered(input) : ruled(input),
});

function gathered({ flags, name }: GeneratorInput): KubeObject {
  const others = ['non-resource-url', 'verb', 'resource', 'resource-name'];
  if (others.some((other) => flags.strings(other).length > 0)) {
    throw new KubistError(
      'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
    );
  }
  const labels = new Map<string, string>();
  for (const pair of flags.strings('aggregation-rule')) {
    const equals = pair.indexOf('=');
    labels.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return {
    kind: 'ClusterRole',
    apiVersion: `${RBAC}/v1`,
    metadata: { name },
    rules: null,
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: sortedMap(labels) }] },
  };
}

async function ruled({ context, flags, name }: GeneratorInput): Promise<KubeObject> {
  const verbs = readVerbs(flags.strings('verb'));
  const resources = flags.strings('resource');
  const paths = [...new Set(flags.strings('non-resource-url'))];
  if (verbs.length === 0) throw new KubistError('at least one verb must be specified');
  if (resources.length === 0 && paths.length === 0) {
    throw new KubistError('one of resource or nonResourceURL must be specified');
  }
  const rules: JSONObject[] = [];
  if (resources.length > 0) {
    await warnOfVerbs(context, verbs);
    rules.push(...(await resourceRules(context, verbs, resources, flags.strings('resource-name'))));
  }
  if (paths.length > 0) {
    checkPaths(verbs, paths);
    rules.push({ verbs: [...verbs], nonResourceURLs: paths });
  }
  return { kind: 'ClusterRole', apiVersion: `${RBAC}/v1`, metadata: { name }, rules };
}

function checkPaths(verbs: readonly string[], paths: readonly string[]): void {
  for (const verb of verbs) {
    if (!PATH_VERBS.has(verb)) {
      throw new KubistError(`invalid verb: '${verb}' for nonResourceURL`);
    }
  }
  for (const path of paths) {
    if (path === '*') continue;
    if (!path.startsWith('/')) throw new KubistError('nonResourceURL should start with /');
    if (path.slice(0, -1).includes('*')) {
      throw new KubistError("nonResourceURL only supports wildcard matches when '*' is at the end");
    }
  }
}
