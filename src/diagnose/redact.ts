/** Shapes of secrets in texts of servers and programs, and what of a match may stay. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  // A key or certificate, whole or cut off.
  [/-----BEGIN [A-Z ]+-----[^]*?(?:-----END [A-Z ]+-----|$)/g, '[redacted PEM]'],
  // user:password@ of a URL.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+:[^\s/@]*@/gi, '$1[redacted]@'],
  [/\b(authorization:?\s*(?:\w+\s+)?|bearer\s+)[\w.~+/=-]{6,}/gi, '$1[redacted]'],
  [
    /((?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&]+)/gi,
    '$1[redacted]',
  ],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, '[redacted AWS key]'],
  [/\bAIza[\w-]{35}\b/g, '[redacted Google key]'],
  [/\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,})/g, '[redacted token]'],
  [/\bxox[abeoprs]-[\w-]{10,}/g, '[redacted token]'],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '[redacted JWT]'],
  // Docker Hub names the account whose pulls are used up.
  [/(pull rate limit as )['"]?[\w.-]+['"]?/gi, "$1'[redacted]'"],
];

/** A text of a server or a program without what looks like a secret. */
export function redact(value: string): string {
  return SHAPES.reduce((result, [shape, kept]) => result.replace(shape, kept), value);
}

/** Escape sequences of terminals. Source: ECMA-48, CSI and OSC. */
// oxlint-disable-next-line no-control-regex
const SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)?/g;

/** Untrusted text as it may be shown: no escape sequences, no control characters but line feeds and tabs. */
export function printable(value: string): string {
  return value.replace(SEQUENCES, '').replace(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu, '');
}
