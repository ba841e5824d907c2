import type { Logger } from '../../src/log.ts';

/** A logger that keeps its lines as `LEVEL SOURCE MESSAGE`. */
export function memoryLog(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    enabled: () => true,
    info: (level, source, message) => void lines.push(`${level} ${source} ${message}`),
    warn: (source, message) => void lines.push(`W ${source} ${message}`),
    error: (source, message) => void lines.push(`E ${source} ${message}`),
  };
}
