import type { JSONObject } from '../api/types.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { sections } from './schema.ts';

/** Replaces what must not be read over a shoulder: tokens and passwords, and data that only makes noise. Changes `config`. */
export function redact(config: Kubeconfig): void {
  for (const name of ['clusters', 'users'] as const) {
    for (const entry of config[name].values()) {
      const stanza = entry.value as JSONObject;
      for (const field of sections[name].struct.fields) {
        if (field.secret !== true || !stanza[field.name]) continue;
        stanza[field.name] = field.type.kind === 'bytes' ? 'DATA+OMITTED' : 'REDACTED';
      }
    }
  }
}
