import { type Fields, fields, text, texts } from '../../../describe/fields.ts';
import { compareQuantities, parseQuantity } from '../../../formats/quantity.ts';
import { metadataOf, nameOf, namespaceOf } from '../../world.ts';

/** Why a volume does not fit a claim, as what is said of the volume: `has 1Gi, not 5Gi`. Nothing when it does. */
export function mismatches(claim: Fields, volume: Fields): readonly string[] {
  const asks = fields(claim['spec']);
  const has = fields(volume['spec']);
  const found: string[] = [];
  const bound = fields(has['claimRef']);
  const own = bound['name'] === nameOf(claim) && bound['namespace'] === namespaceOf(claim);
  if (text(bound['name']) !== '' && !own)
    found.push(`belongs to the claim ${text(bound['namespace'])}/${text(bound['name'])}`);
  const modes = texts(asks['accessModes']).filter(
    (mode) => !texts(has['accessModes']).includes(mode),
  );
  if (modes.length > 0)
    found.push(`is ${texts(has['accessModes']).join(', ')}, not ${modes.join(', ')}`);
  const size = text(fields(has['capacity'])['storage']);
  const wanted = text(fields(fields(asks['resources'])['requests'])['storage']);
  if (isLess(size, wanted)) found.push(`has ${size}, and the claim asks for ${wanted}`);
  const [mode, wantedMode] = [has, asks].map((one) => text(one['volumeMode']) || 'Filesystem');
  if (mode !== wantedMode) found.push(`is a ${mode} volume, not a ${wantedMode} one`);
  const selector = fields(fields(asks['selector'])['matchLabels']);
  const labels = fields(metadataOf(volume)['labels']);
  const missing = Object.keys(selector).filter((key) => labels[key] !== selector[key]);
  if (missing.length > 0)
    found.push(
      `has not the label ${missing.map((key) => `${key}=${text(selector[key])}`).join(', ')}`,
    );
  return found;
}

function isLess(size: string, wanted: string): boolean {
  try {
    return compareQuantities(parseQuantity(size), parseQuantity(wanted)) < 0;
  } catch {
    return false;
  }
}
