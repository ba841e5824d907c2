import { stringifyYAML } from '../../formats/yaml/emit.ts';
import { build, type BuildOptions } from './build.ts';
import { effectiveNamespace, type Resource } from './resource.ts';

/** What a kustomization gives. */
export interface BuiltKustomization {
  /** All objects, as documents of one YAML stream. */
  readonly text: string;
  /** One file an object, for a folder. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** Builds the kustomization in a folder. Throws KubistError. */
export async function buildKustomization(
  path: string,
  options: BuildOptions,
): Promise<BuiltKustomization> {
  const resources = await build(path, options);
  const namespaces = new Set(resources.map(({ identity }) => effectiveNamespace(identity)));
  namespaces.delete('');
  const files = resources.map((resource) => ({
    name: fileName(resource, namespaces.size > 1),
    text: stringifyYAML(resource.object),
  }));
  return { text: files.map(({ text }) => text).join('---\n'), files };
}

/** `shop_apps_v1_deployment_web.yaml`; the namespace only counts where there are several. */
function fileName({ identity }: Resource, hasNamespace: boolean): string {
  const { gvk, name } = identity;
  const namespace = hasNamespace ? effectiveNamespace(identity) : '';
  const parts = [namespace, gvk.group, gvk.version, gvk.kind, name].map((part) =>
    part.replaceAll(/[/\\]/g, '_').toLowerCase(),
  );
  return `${parts.filter((part) => part !== '').join('_')}.yaml`;
}
