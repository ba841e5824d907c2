import type { JSONObject, JSONValue } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { ManifestError, parseYAML } from '../../formats/yaml/parse.ts';
import type { FieldSpec } from './field-spec.ts';
import type { Loader } from './loader.ts';
import { checkShape } from './shape.ts';
import { DEPRECATED, KUSTOMIZATION, UNSUPPORTED } from './kustomization-shape.ts';

/** Which objects a patch or a replacement means; names are regular expressions for patches. */
export interface Selector {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly annotationSelector?: string;
}

/** One entry of `patches`: a file or text, strategic or JSON 6902. */
export interface PatchEntry {
  readonly path?: string;
  readonly patch?: string;
  readonly target?: Selector;
  readonly options?: Readonly<Record<string, boolean>>;
}

/** One entry of `images`. */
export interface ImageEntry {
  readonly name?: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly tagSuffix?: string;
  readonly digest?: string;
}

/** `options` of a generator, and `generatorOptions` for all of them. */
export interface GeneratorOptions {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly disableNameSuffixHash?: boolean;
  readonly immutable?: boolean;
}

/** One entry of `configMapGenerator` or `secretGenerator`. */
export interface GeneratorEntry {
  readonly name?: string;
  readonly namespace?: string;
  readonly behavior?: string;
  readonly type?: string;
  readonly literals?: readonly string[];
  readonly files?: readonly string[];
  readonly envs?: readonly string[];
  readonly env?: string;
  readonly options?: GeneratorOptions;
}

/** One entry of `labels`. */
export interface LabelEntry {
  readonly pairs?: Readonly<Record<string, string>>;
  readonly includeSelectors?: boolean;
  readonly includeTemplates?: boolean;
  readonly fields?: readonly FieldSpec[];
}

/** How a source is cut out of a text, and a target is replaced within one. */
export interface FieldOptions {
  readonly delimiter?: string;
  readonly index?: number;
  readonly encoding?: string;
  readonly create?: boolean;
}

/** One of `replacements`: a value, and the fields that it goes to. */
export interface Replacement {
  readonly source?: Selector & { readonly fieldPath?: string; readonly options?: FieldOptions };
  readonly sourceValue?: string;
  readonly targets?: readonly {
    readonly select?: Selector;
    readonly reject?: readonly Selector[];
    readonly fieldPaths?: readonly string[];
    readonly options?: FieldOptions;
  }[];
}

/** A kustomization file, deprecated fields included. Source: https://kubectl.docs.kubernetes.io/references/kustomize/ */
export interface Kustomization {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly resources?: readonly string[];
  readonly bases?: readonly string[];
  readonly components?: readonly string[];
  readonly namePrefix?: string;
  readonly nameSuffix?: string;
  readonly namespace?: string;
  readonly commonLabels?: Readonly<Record<string, string>>;
  readonly commonAnnotations?: Readonly<Record<string, string>>;
  readonly labels?: readonly LabelEntry[];
  readonly patches?: readonly PatchEntry[];
  readonly patchesStrategicMerge?: readonly string[];
  readonly patchesJson6902?: readonly PatchEntry[];
  readonly images?: readonly ImageEntry[];
  readonly imageTags?: readonly ImageEntry[];
  readonly replicas?: readonly { readonly name?: string; readonly count?: number | bigint }[];
  readonly replacements?: readonly (Replacement & { readonly path?: string })[];
  readonly configMapGenerator?: readonly GeneratorEntry[];
  readonly secretGenerator?: readonly GeneratorEntry[];
  readonly generatorOptions?: GeneratorOptions;
  readonly buildMetadata?: readonly string[];
  readonly sortOptions?: {
    readonly order?: string;
    readonly legacySortOptions?: {
      readonly orderFirst?: readonly string[];
      readonly orderLast?: readonly string[];
    };
  };
}

/** Names that a kustomization file may have; a folder has one of them. */
const FILENAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;
const COMPONENT = 'kustomize.config.k8s.io/v1alpha1';
const KIND = 'kustomize.config.k8s.io/v1beta1';

/** Reads the kustomization file of a folder. Deprecated fields are told to `warn`. Throws KubistError. */
export async function readKustomization(
  loader: Loader,
  warn: (message: string) => void,
): Promise<Kustomization> {
  const found = FILENAMES.filter((name) => loader.has(name));
  const [name] = found;
  if (name === undefined) {
    throw new KubistError(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${loader.root}'`,
    );
  }
  if (found.length > 1) {
    throw new KubistError(`Found multiple kustomization files under: ${loader.root}`);
  }
  const value = await parse(loader.read(name));
  for (const [field, successor] of DEPRECATED) {
    if (!isEmptyValue(value[field])) {
      warn(
        `# Warning: '${field}' is deprecated. Please use '${successor}' instead.${field === 'vars' ? ' [EXPERIMENTAL]' : ''} ` +
          "Run 'kustomize edit fix' to update your Kustomization automatically.",
      );
    }
  }
  if (Object.keys(value).every((key) => IDENTITY.has(key) || isEmptyValue(value[key]))) {
    throw new KubistError('kustomization.yaml is empty');
  }
  const kustomization = value as Kustomization;
  checkType(kustomization, loader.root);
  refuseUnsupported(value);
  return kustomization;
}

const IDENTITY = new Set(['apiVersion', 'kind', 'metadata']);

async function parse(bytes: Uint8Array): Promise<JSONObject> {
  try {
    const value = (await parseYAML(bytes)) ?? {};
    checkShape(value, KUSTOMIZATION);
    return value as JSONObject;
  } catch (error) {
    if (!(error instanceof KubistError)) throw error;
    const message =
      error instanceof ManifestError
        ? error.message.replace('error converting YAML to JSON: ', '')
        : error.message;
    throw new KubistError(`invalid Kustomization: ${message}`, { cause: error });
  }
}

function isEmptyValue(value: JSONValue | undefined): boolean {
  return value === undefined || value === null || value === '' || value === false;
}

function checkType({ kind = '', apiVersion = '' }: Kustomization, root: string): void {
  const problems: string[] = [];
  if (!['', 'Kustomization', 'Component'].includes(kind)) {
    problems.push('kind should be Kustomization or Component');
  }
  const wanted = kind === 'Component' ? COMPONENT : KIND;
  if (apiVersion !== '' && apiVersion !== wanted) {
    problems.push(`apiVersion for ${kind || 'Kustomization'} should be ${wanted}`);
  }
  if (problems.length === 0) return;
  throw new KubistError(
    [`Failed to read kustomization file under ${root}:`, ...problems].join('\n'),
  );
}

/** Fields that exist and are not understood here: better no output than a wrong one. */
function refuseUnsupported(value: JSONObject): void {
  const metadata = value['buildMetadata'];
  if (Array.isArray(metadata) && metadata.some((one) => one !== 'managedByLabel')) {
    throw new KubistError(
      "the field 'buildMetadata' of a kustomization is not supported: only managedByLabel can be asked for",
    );
  }
  for (const [field, why] of UNSUPPORTED) {
    const found = value[field] ?? null;
    const isUsed = typeof found === 'object' && found !== null && Object.keys(found).length > 0;
    if (isUsed) {
      throw new KubistError(`the field '${field}' of a kustomization is not supported: ${why}`);
    }
  }
}
