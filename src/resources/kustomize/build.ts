import { KubistError } from '../../errors.ts';
import { parseYAML } from '../../formats/yaml/parse.ts';
import { absorb, generate } from './generators.ts';
import { contentHash } from './hash.ts';
import { setImage } from './images.ts';
import { type Kustomization, readKustomization, type Replacement } from './kustomization.ts';
import { ANNOTATIONS, METADATA_LABELS, SELECTOR_LABELS, TEMPLATE_LABELS } from './label-fields.ts';
import { Loader, type LoadRestriction, refuseRemote } from './loader.ts';
import { MalformedManifest, readObjects } from './manifest.ts';
import { legacyOrder } from './order.ts';
import { applyPatch, applyStrategicPatches } from './patches.ts';
import { updateReferences } from './references.ts';
import { replace, replacementsOf } from './replacements.ts';
import { describeIdentity, Resource, sameIdentity } from './resource.ts';
import { isLocal, setAffix, setNamespace, setPairs, setReplicas } from './transformers.ts';

/** What a build needs besides the folder. */
export interface BuildOptions {
  readonly restriction?: LoadRestriction;
  /** Values for the keys of env files that have none. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Gets the warnings about deprecated fields, without a newline. */
  readonly warn: (message: string) => void;
}

/** Builds the kustomization in a folder: its objects, in the order of the output. Throws KubistError. */
export async function build(path: string, options: BuildOptions): Promise<Resource[]> {
  const loader = Loader.at(path, options.restriction ?? 'LoadRestrictionsRootOnly');
  const builder = new Builder(options);
  const kustomization = await readKustomization(loader, options.warn);
  const resources: Resource[] = [];
  await builder.accumulate(resources, kustomization, loader);
  for (const resource of resources.filter(({ needsHash }) => needsHash)) {
    resource.remember();
    resource.metadata()['name'] = `${resource.name}-${contentHash(resource.object)}`;
  }
  updateReferences(resources);
  return sorted(
    resources.filter((resource) => !isLocal(resource)),
    kustomization,
  );
}

function sorted(resources: Resource[], { sortOptions }: Kustomization): Resource[] {
  const { order = '', legacySortOptions } = sortOptions ?? {};
  if (sortOptions !== undefined && order !== 'legacy' && order !== 'fifo') {
    throw new KubistError("the field 'sortOptions.order' must be one of [fifo, legacy]");
  }
  if (order === 'fifo') {
    if (legacySortOptions === undefined) return resources;
    throw new KubistError(
      "the field 'sortOptions.legacySortOptions' is set but the selected sort order is 'fifo', not 'legacy'",
    );
  }
  if (legacySortOptions === undefined) return legacyOrder(resources);
  const { orderFirst = [], orderLast = [] } = legacySortOptions;
  return legacyOrder(resources, orderFirst, orderLast);
}

class Builder {
  readonly #options: BuildOptions;

  constructor(options: BuildOptions) {
    this.#options = options;
  }

  /** Adds what a kustomization says to the resources, and transforms them all: a component gets those of its user. */
  async accumulate(
    resources: Resource[],
    kustomization: Kustomization,
    loader: Loader,
  ): Promise<void> {
    const { resources: paths = [], bases = [], components = [] } = kustomization;
    for (const path of [...paths, ...bases]) {
      await told('accumulating resources', () => this.#addPath(resources, path, loader));
    }
    this.#generate(resources, kustomization, loader);
    for (const path of components) {
      await told('accumulating components', () => this.#addComponent(resources, path, loader));
    }
    await transform(resources, kustomization, loader);
  }

  /** A path is a file, or else the folder of another kustomization. */
  async #addPath(resources: Resource[], path: string, loader: Loader): Promise<void> {
    refuseRemote(path);
    let problem: string;
    try {
      const objects = readObjects(loader.read(path), path);
      return add(
        resources,
        objects.map((object) => new Resource(object)),
        path,
      );
    } catch (error) {
      if (!(error instanceof KubistError)) throw error;
      problem = `accumulating resources from '${path}': ${error.message}`;
      if (error instanceof MalformedManifest) throw new KubistError(problem, { cause: error });
      if (error instanceof DuplicateError) problem = error.message;
    }
    await told(`accumulation err='${problem}'`, () => this.#addFolder(resources, path, loader));
  }

  async #addFolder(resources: Resource[], path: string, loader: Loader): Promise<void> {
    const inner = loader.enter(path);
    const kustomization = await told(`couldn't make target for path '${inner.root}'`, () =>
      readKustomization(inner, this.#options.warn),
    );
    if (kustomization.kind === 'Component') {
      throw new KubistError(`expected kind != 'Component' for path '${inner.root}'`);
    }
    const own: Resource[] = [];
    await told(`recursed accumulation of path '${inner.root}'`, () =>
      this.accumulate(own, kustomization, inner),
    );
    await told(`recursed merging from path '${inner.root}'`, () => add(resources, own));
  }

  async #addComponent(resources: Resource[], path: string, loader: Loader): Promise<void> {
    refuseRemote(path);
    const inner = enterComponent(loader, path);
    try {
      const kustomization = await told(`couldn't make target for path '${inner.root}'`, () =>
        readKustomization(inner, this.#options.warn),
      );
      if (kustomization.kind !== 'Component') {
        throw new KubistError(
          `expected kind 'Component' for path '${inner.root}' but got '${kustomization.kind ?? 'Kustomization'}'`,
        );
      }
      await told(`recursed accumulation of path '${inner.root}'`, () =>
        this.accumulate(resources, kustomization, inner),
      );
    } catch (error) {
      if (!(error instanceof KubistError)) throw error;
      throw new KubistError(`accumulateDirectory: ${JSON.stringify(error.message)}`, {
        cause: error,
      });
    }
  }

  #generate(resources: Resource[], kustomization: Kustomization, loader: Loader): void {
    const { configMapGenerator = [], secretGenerator = [], generatorOptions = {} } = kustomization;
    const sources = { loader, env: this.#options.env ?? {} };
    for (const entry of configMapGenerator) {
      absorb(resources, generate('ConfigMap', entry, generatorOptions, sources), entry.behavior);
    }
    for (const entry of secretGenerator) {
      absorb(resources, generate('Secret', entry, generatorOptions, sources), entry.behavior);
    }
  }
}

function enterComponent(loader: Loader, path: string): Loader {
  try {
    return loader.enter(path);
  } catch (error) {
    if (!(error instanceof KubistError)) throw error;
    throw new KubistError(`loader.New ${JSON.stringify(error.message)}`, { cause: error });
  }
}

/** Puts what is being done before the message of what goes wrong with it. */
async function told<T>(what: string, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof KubistError)) throw error;
    throw new KubistError(`${what}: ${error.message}`, { cause: error });
  }
}

/** Two objects of one identity. The message is complete. */
class DuplicateError extends KubistError {
  override name = 'DuplicateError';
}

function add(resources: Resource[], added: readonly Resource[], path?: string): void {
  for (const resource of added) {
    const { identity } = resource;
    if (resources.some((one) => sameIdentity(one.identity, identity))) {
      const from = path === undefined ? '' : `merging resources from '${path}': `;
      throw new DuplicateError(
        `${from}may not add resource with an already registered id: ${describeIdentity(identity)}`,
      );
    }
    resources.push(resource);
  }
}

/** The transformations of a kustomization, in their fixed order. */
async function transform(
  resources: Resource[],
  kustomization: Kustomization,
  loader: Loader,
): Promise<void> {
  const { namespace = '', namePrefix = '', nameSuffix = '' } = kustomization;
  applyStrategicPatches(resources, kustomization.patchesStrategicMerge ?? [], loader);
  for (const entry of kustomization.patches ?? []) await applyPatch(resources, entry, loader);
  if (namespace !== '') setNamespace(resources, namespace);
  if (namePrefix !== '') setAffix(resources, namePrefix, 'prefix');
  if (nameSuffix !== '') setAffix(resources, nameSuffix, 'suffix');
  setLabels(resources, kustomization);
  setPairs(resources, kustomization.commonAnnotations ?? {}, ANNOTATIONS);
  for (const entry of kustomization.patchesJson6902 ?? []) {
    await applyPatch(resources, entry, loader);
  }
  for (const entry of kustomization.replicas ?? []) setReplicas(resources, entry);
  const { images = [], imageTags = [] } = kustomization;
  for (const entry of [...images, ...imageTags]) setImage(resources, entry);
  for (const replacement of await readReplacements(kustomization, loader)) {
    replace(resources, replacement);
  }
}

const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'kustomize-v5.8.1' };

function setLabels(
  resources: readonly Resource[],
  { labels = [], commonLabels = {}, buildMetadata = [] }: Kustomization,
): void {
  for (const { pairs = {}, includeSelectors, includeTemplates, fields = [] } of labels) {
    const templates = includeTemplates === true ? TEMPLATE_LABELS : METADATA_LABELS;
    const specs = includeSelectors === true ? SELECTOR_LABELS : templates;
    setPairs(resources, pairs, [...specs, ...fields]);
  }
  setPairs(resources, commonLabels, SELECTOR_LABELS);
  if (buildMetadata.includes('managedByLabel')) setPairs(resources, MANAGED_BY, METADATA_LABELS);
}

async function readReplacements(
  { replacements = [] }: Kustomization,
  loader: Loader,
): Promise<Replacement[]> {
  const all: Replacement[] = [];
  for (const entry of replacements) {
    const { path = '' } = entry;
    if (path === '') all.push(entry);
    else all.push(...(replacementsOf(await parseYAML(loader.read(path))) as Replacement[]));
  }
  return all;
}
