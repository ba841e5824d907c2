/**
 * klog's text format: the head of a line, key and value pairs.
 * Source: https://github.com/kubernetes/klog (its documented output format).
 */

import { goQuote } from './formats/go-quote.ts';

/** `I0102 15:04:05.000000   12345 file.go:7] `, in local time. */
export function klogHead(severity: string, now: number, pid: number, source: string): string {
  const date = new Date(now);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = two(date.getMonth() + 1) + two(date.getDate());
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  // Microseconds: the clock may have fractions of a millisecond.
  const micros = String(Math.floor((((now % 1000) + 1000) % 1000) * 1000)).padStart(6, '0');
  return `${severity}${day} ${clock}.${micros} ${String(pid).padStart(7, ' ')} ${source}] `;
}

/** ` key="value" other=5`, each with a space before it. */
export function klogPairs(values: readonly (readonly [key: string, value: unknown])[]): string {
  return values.map(([key, value]) => ` ${key}=${klogValue(value)}`).join('');
}

/** Strings in quotes, or as an indented block when they have several lines; the rest as JSON. */
function klogValue(value: unknown): string {
  if (value instanceof Error) return klogValue(value.message);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'null';
  if (!value.includes('\n')) return goQuote(value);
  const lines = value.endsWith('\n') ? value.slice(0, -1) : value;
  return `<\n\t${lines.replaceAll('\n', '\n\t')}\n >`;
}
