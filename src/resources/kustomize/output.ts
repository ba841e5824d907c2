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
  const files = resources.map((resource) => ({
    name: fileName(resource),
    text: stringifyYAML(resource.object),
  }));
  return { text: files.map(({ text }) => text).join('---\n'), files };
}

/** `default_apps_v1_deployment_web.yaml`, without the parts that are missing. */
function fileName({ identity }: Resource): string {
  const { gvk, name } = identity;
  const parts = [effectiveNamespace(identity), gvk.group, gvk.version, gvk.kind, name].map((part) =>
    part.replaceAll(/[/\\]/g, '_').toLowerCase(),
  );
  return `${parts.filter((part) => part !== '').join('_')}.yaml`;
}
