import type { ObjectRef, Place } from '../model.ts';

/** `deployment/web`. */
export function nameOf({ kind, name }: ObjectRef): string {
  return `${kind.toLowerCase()}/${name}`;
}

/** `shop/deployment/web`. */
export function pathOf(target: ObjectRef): string {
  return target.namespace === '' ? nameOf(target) : `${target.namespace}/${nameOf(target)}`;
}

/** The command of a fix as it is to be typed. */
export function commandOf(command: string, program: string): string {
  return command.replaceAll('{program}', program);
}

/** True for a place in a file, which a code host can show; standard input, URLs and what is rendered it cannot. */
export function isFile(place: Place | undefined): place is Place {
  return place !== undefined && !/^STDIN$|:\/\/| \(rendered\)$/.test(place.file);
}
