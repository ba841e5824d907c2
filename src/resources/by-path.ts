import type { JSONObject, KubeObject } from '../api/types.ts';
import { gvkOf } from '../api/gvk.ts';
import type { APIResource } from '../discovery/mapper.ts';
import { NoKindMatchError } from '../discovery/no-match-error.ts';
import { KubistError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';
import { readYAMLDocuments } from '../formats/yaml/parse.ts';
import type { ParsedArguments } from './arguments.ts';
import { asObject, flatten } from './decode.ts';
import { Failures, throwAll } from './failures.ts';
import type { Info, Resolution, ResourceDependencies, ResourceRequest } from './info.ts';
import { type LabelSelector, parseLabelSelector } from './label-selector.ts';
import { expandFilenames, readSource, type Source } from './manifest-files.ts';
import { describeGVR } from './paths.ts';
import { retrieve } from './retrieve.ts';
import { refuseUntyped } from './untyped.ts';

type Visitor = (info: Info) => void | Promise<void>;

/** Resolves `-f` and `-k`. `errors` are those of the positional arguments; all are told at once. */
export async function manifestsOf(
  request: ResourceRequest,
  dependencies: ResourceDependencies,
  parsed: ParsedArguments | undefined,
  errors: Error[],
): Promise<Resolution> {
  const { filenames = [], recursive = false, kustomize = '' } = request;
  refuseMix(filenames, recursive, kustomize);
  const sources: Source[] =
    kustomize === ''
      ? await expandFilenames(filenames, recursive, errors)
      : [{ type: 'kustomization', path: kustomize }];
  throwAll(errors);
  if ((parsed?.typed.length ?? 0) > 0) {
    throw new KubistError('resource/name arguments cannot be provided when a path is specified');
  }
  if ((parsed?.types.length ?? 0) > 0) {
    throw new KubistError(
      'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
    );
  }
  const selector = request.labelSelector ? readSelector(request.labelSelector) : undefined;
  const walk = new ManifestWalk(request, dependencies, selector);
  return {
    single: sources.length === 1 && sources[0]?.type !== 'stdin',
    visit: (visitor) => walk.visit(sources, visitor),
  };
}

/** The objects of a text, which is read as a manifest that messages call `name`. Their namespaces are those they say. */
export function manifestsIn(
  text: string,
  name: string,
  dependencies: ResourceDependencies,
): Resolution {
  const walk = new ManifestWalk({ namespace: '' }, dependencies, undefined);
  return { single: false, visit: (visitor) => walk.visit([{ type: 'text', name, text }], visitor) };
}

function refuseMix(filenames: readonly string[], recursive: boolean, kustomize: string): void {
  if (kustomize === '') return;
  if (filenames.length > 0) throw new KubistError('only one of -f or -k can be specified');
  if (recursive) throw new KubistError("the -k flag can't be used with -f or -R");
}

function readSelector(text: string): LabelSelector {
  try {
    return parseLabelSelector(text);
  } catch (error) {
    const { message } = error as Error;
    throw new KubistError(`the provided selector ${goQuote(text)} is not valid: ${message}`, {
      cause: error,
    });
  }
}

/** Stands for a resource that no server was asked about. Whether it has namespaces is told by the manifest having one. */
function localResource(manifest: KubeObject): APIResource {
  return {
    ...gvkOf(manifest),
    resource: '',
    singular: '',
    namespaced: (manifest.metadata?.namespace ?? '') !== '',
    verbs: [],
    shortNames: [],
    categories: [],
    subresources: [],
  };
}

/**
 * Goes through manifests. Three levels of errors show in how they are worded: those of visiting stand beside
 * one group for all that reading gave, in which a list's items are a group of their own.
 */
class ManifestWalk {
  readonly #request: ResourceRequest;
  readonly #dependencies: ResourceDependencies;
  readonly #selector: LabelSelector | undefined;

  constructor(
    request: ResourceRequest,
    dependencies: ResourceDependencies,
    selector: LabelSelector | undefined,
  ) {
    this.#request = request;
    this.#dependencies = dependencies;
    this.#selector = selector;
  }

  async visit(sources: readonly Source[], visitor: Visitor): Promise<void> {
    const { stopOnError, concurrency } = this.#request;
    if (concurrency !== undefined) return this.#visitSideBySide(sources, concurrency, visitor);
    const outer = new Failures(stopOnError);
    const inner = new Failures(stopOnError);
    const checked: Visitor = (info) =>
      outer.attempt(() => {
        this.#checkNamespace(info);
        return visitor(info);
      });
    for (const source of sources) {
      await inner.attempt(() => this.#visitSource(source, inner, checked));
    }
    await outer.attempt(() => inner.rethrowGrouped());
    outer.rethrow();
  }

  async #visitSideBySide(
    sources: readonly Source[],
    concurrency: number,
    visitor: Visitor,
  ): Promise<void> {
    const errors: Error[] = [];
    const checked: Visitor = (info) => {
      this.#checkNamespace(info);
      return visitor(info);
    };
    const queue = sources.values();
    const worker = async (): Promise<void> => {
      for (const source of queue) {
        await this.#visitSource(source, new Failures(true), checked).catch((error: unknown) =>
          errors.push(error as Error),
        );
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker));
    throwAll(errors.slice(0, 1));
  }

  async #visitSource(source: Source, failures: Failures, visitor: Visitor): Promise<void> {
    const { name, bytes } = await readSource(source, this.#dependencies);
    const { documents, broken } = await readYAMLDocuments(bytes, { filename: name });
    for (const { value } of documents) {
      await failures.attempt(() => {
        if (this.#request.refuseUntyped) refuseUntyped(value, name);
        return this.#visitDocument(asObject(value, name), name, visitor);
      });
    }
    if (broken !== undefined) throw broken;
  }

  async #visitDocument(document: JSONObject, source: string, visitor: Visitor): Promise<void> {
    if (!Array.isArray(document['items'])) return this.#visitObject(document, source, visitor);
    if (this.#request.refuseLists) {
      throw new KubistError(
        'watch is only supported on individual resources and resource collections, but a list of resources is found',
      );
    }
    await this.#requireList(document, source);
    const failures = new Failures();
    for (const item of flatten(document, source)) {
      await failures.attempt(() => this.#visitObject(item, source, visitor, true));
    }
    failures.rethrowGrouped();
  }

  /** A list must be of a kind that the server has: `PodList` where there are Pods. A plain List is of any. */
  async #requireList(document: JSONObject, source: string): Promise<void> {
    const { kind } = document;
    if (typeof kind !== 'string' || !/.List$/.test(kind)) return;
    const unnamed = { ...document, metadata: {} };
    await this.#resourceFor(unnamed, source, false, kind.slice(0, -'List'.length));
  }

  async #visitObject(
    manifest: JSONObject,
    source: string,
    visitor: Visitor,
    inList = false,
  ): Promise<void> {
    if (this.#request.typed) {
      const { requireTyped } = await import('./typed/check.ts');
      requireTyped(manifest, source);
    }
    const resource = await this.#resourceFor(manifest, source, inList);
    const info = await this.#retrieve(this.#located(manifest, resource, source));
    if (this.#selector?.matches(info.object?.metadata?.labels ?? {}) === false) return;
    await visitor(info);
  }

  /** `kind` is what to look for, where that is not the manifest's own kind. */
  async #resourceFor(
    manifest: JSONObject,
    source: string,
    inList: boolean,
    kind?: string,
  ): Promise<APIResource> {
    if (this.#request.local) return localResource(manifest);
    const mapper = await this.#dependencies.mapper();
    const { metadata, ...type } = manifest as KubeObject;
    const gvk = gvkOf(type);
    try {
      const resource = await mapper.resourceForKind({ ...gvk, kind: kind ?? gvk.kind });
      // Without an apiVersion the reference asks for the kind below no version, and the server finds nothing there.
      return gvk.version === '' ? { ...resource, version: '' } : resource;
    } catch (error) {
      if (!(error instanceof NoKindMatchError)) throw error;
      const { message } = new NoKindMatchError(gvk, false);
      if (inList) throw new KubistError(`unable to recognize ${message}`, { cause: error });
      throw new KubistError(
        `resource mapping not found for name: ${goQuote(metadata?.name ?? '')} namespace: ${goQuote(metadata?.namespace ?? '')} ` +
          `from ${goQuote(source)}: ${message}\nensure CRDs are installed first`,
        { cause: error },
      );
    }
  }

  /** The namespace of a manifest: its own, else the one in force, which it then also says itself. */
  #located(object: KubeObject, resource: APIResource, source: string): Info {
    const { namespace: inForce, allNamespaces } = this.#request;
    const name = object.metadata?.name ?? '';
    const own = object.metadata?.namespace ?? '';
    const fallback = allNamespaces ? '' : inForce;
    const namespace = resource.namespaced ? own || fallback : '';
    const { namespace: _, ...clusterScoped } = object.metadata ?? {};
    const metadata = resource.namespaced
      ? { ...object.metadata, ...(namespace === '' ? {} : { namespace }) }
      : clusterScoped;
    return { resource, namespace, name, source, object: { ...object, metadata } };
  }

  async #retrieve(info: Info): Promise<Info> {
    if (!this.#request.latest || info.name === '') return info;
    if (info.resource.namespaced && info.namespace === '') {
      throw new KubistError(
        `no namespace set on resource ${describeGVR(info.resource)} ${goQuote(info.name)}`,
      );
    }
    const client = await this.#dependencies.client();
    return { ...info, object: await retrieve(client, info, this.#request.shape) };
  }

  #checkNamespace({ resource, namespace }: Info): void {
    const { explicitNamespace, allNamespaces, namespace: wanted } = this.#request;
    if (!explicitNamespace || allNamespaces || !resource.namespaced || namespace === wanted) return;
    throw new KubistError(
      `the namespace from the provided object ${goQuote(namespace)} does not match the namespace ${goQuote(wanted)}. ` +
        `You must pass '--namespace=${namespace}' to perform this operation.`,
    );
  }
}
