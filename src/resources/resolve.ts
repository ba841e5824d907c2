import type { APIResource, RESTMapper } from '../discovery/mapper.ts';
import { KubistError } from '../errors.ts';
import { parseArguments, splitTypes } from './arguments.ts';
import { locate, visitNames } from './by-name.ts';
import { visitLists } from './by-selector.ts';
import { throwAll } from './failures.ts';
import type { Resolution, ResourceDependencies, ResourceRequest } from './info.ts';
import { describeGVR } from './paths.ts';

const NOTHING_GIVEN = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

/**
 * Turns what the command line names into things to visit. Rejects in the reference's words when it names
 * nothing, or contradicts itself; no object is asked for until `visit`.
 */
export async function resolve(
  request: ResourceRequest,
  dependencies: ResourceDependencies,
): Promise<Resolution> {
  const filenames = request.filenames ?? [];
  const hasFiles = filenames.length > 0 || (request.kustomize ?? '') !== '';
  const errors: Error[] = [];
  const parsed = collect(errors, () =>
    parseArguments(request.args ?? [], dependencies.program, request.typeOfNames),
  );
  if (hasFiles) {
    const { manifestsOf } = await import('./by-path.ts');
    return manifestsOf(request, dependencies, parsed, errors);
  }
  throwAll(errors);
  const { typed = [], types = [], names = [] } = parsed ?? {};

  if (selects(request, types, names)) {
    refuseWithSelector(request, types, typed, names);
    const resources = await resourcesOf(await expand(types, dependencies), request, dependencies);
    return {
      single: false,
      visit: (visitor) => visitLists(resources, request, dependencies, visitor),
    };
  }
  if (typed.length > 0) {
    const mapper = await dependencies.mapper();
    const found = new Map<string, APIResource>();
    for (const { type } of typed)
      found.set(type, found.get(type) ?? (await mapper.resourceFor(type)));
    if (request.singleResourceType && new Set([...found.values()].map(describeGVR)).size > 1) {
      throw new KubistError('you may only specify a single resource type');
    }
    const infos = locate(
      typed.map(({ type, name }) => ({ resource: found.get(type) as APIResource, name })),
      request,
    );
    return visitable(infos, request, dependencies);
  }
  if (names.length > 0) {
    const expanded = await expand(types, dependencies);
    const resources = await resourcesOf(expanded, request, dependencies);
    if (resources.length > 1) throw new KubistError('you must specify only one resource');
    const infos = locate(
      resources.flatMap((resource) => names.map((name) => ({ resource, name }))),
      request,
    );
    return visitable(infos, request, dependencies);
  }
  if (types.length > 0) {
    await resourcesOf(await expand(types, dependencies), request, dependencies);
    throw new KubistError('resource(s) were provided, but no name was specified');
  }
  throw new KubistError(NOTHING_GIVEN);
}

/** Runs a step of reading the command line; its error is kept, so that all can be told at once. */
function collect<T>(errors: Error[], step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    errors.push(error as Error);
    return undefined;
  }
}

function selects(
  request: ResourceRequest,
  types: readonly string[],
  names: readonly string[],
): boolean {
  if ((request.labelSelector ?? '') !== '' || (request.fieldSelector ?? '') !== '') return true;
  if (request.selectAll) return true;
  return request.typeMeansAll === true && types.length > 0 && names.length === 0;
}

function refuseWithSelector(
  request: ResourceRequest,
  types: readonly string[],
  typed: readonly unknown[],
  names: readonly string[],
): void {
  if (names.length > 0) {
    throw new KubistError('name cannot be provided when a selector is specified');
  }
  if (typed.length > 0) {
    throw new KubistError(
      'selectors and the all flag cannot be used when passing resource/name arguments',
    );
  }
  if (types.length === 0) {
    throw new KubistError('at least one resource must be specified to use a selector');
  }
  if (request.subresource) {
    throw new KubistError('subresource cannot be used when bulk resources are specified');
  }
}

/** Replaces categories (`all`) by their members. */
async function expand(
  types: readonly string[],
  dependencies: ResourceDependencies,
): Promise<string[]> {
  const mapper = await dependencies.mapper();
  const expanded: string[] = [];
  for (const type of types) {
    const members = await mapper.category(type);
    if (members === undefined) expanded.push(type);
    else expanded.push(...members.map(nameWithGroup));
  }
  return splitTypes(expanded.join(','));
}

function nameWithGroup({ resource, group }: APIResource): string {
  return group === '' ? resource : `${resource}.${group}`;
}

/** Looks the types up; two names of one resource count once. */
async function resourcesOf(
  types: readonly string[],
  request: ResourceRequest,
  dependencies: ResourceDependencies,
): Promise<APIResource[]> {
  if (types.length > 1 && request.singleResourceType) {
    throw new KubistError('you may only specify a single resource type');
  }
  const mapper: RESTMapper = await dependencies.mapper();
  const found = new Map<string, APIResource>();
  for (const type of types) {
    const resource = await mapper.resourceFor(type);
    const key = `${resource.group}/${resource.version}/${resource.kind}`;
    if (!found.has(key)) found.set(key, resource);
  }
  return [...found.values()];
}

function visitable(
  infos: ReturnType<typeof locate>,
  request: ResourceRequest,
  dependencies: ResourceDependencies,
): Resolution {
  return {
    single: infos.length === 1,
    visit: (visitor) => visitNames(infos, request, dependencies, visitor),
  };
}
