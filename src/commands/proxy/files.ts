import type { IncomingMessage, ServerResponse } from 'node:http';
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Media types by the ends of names, as Go knows them. */
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  gif: 'image/gif',
  htm: 'text/html; charset=utf-8',
  html: 'text/html; charset=utf-8',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  mjs: 'text/javascript; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  webp: 'image/webp',
  xml: 'text/xml; charset=utf-8',
};

/** Serves a file or a folder below `root`. `path` is decoded and clean, and begins with a slash. */
export async function serveFile(
  root: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Clean, so it stays within the folder; a zero byte is no name.
  if (path.includes('\0')) return notFound(response);
  if (path.endsWith('/index.html')) return redirect(response, 301, './');
  let file = join(root, path.replace(/\/$/, ''));
  let status = await stat(file).catch(() => undefined);
  if (status === undefined) return notFound(response);
  if (status.isDirectory()) {
    if (!path.endsWith('/')) return redirect(response, 301, `${path.split('/').at(-1) ?? ''}/`);
    const index = join(file, 'index.html');
    const indexStatus = await stat(index).catch(() => undefined);
    if (indexStatus === undefined) return listFolder(file, status.mtime, response);
    file = index;
    status = indexStatus;
  } else if (path.endsWith('/')) {
    return redirect(response, 301, `../${path.split('/').at(-2) ?? ''}`);
  }
  const modified = new Date(Math.floor(status.mtimeMs / 1000) * 1000);
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  response.setHeader('Last-Modified', modified.toUTCString());
  if (modified.getTime() <= since) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('Content-Type', await typeOf(file));
  response.setHeader('Accept-Ranges', 'bytes');
  const range = readRange(request.headers.range, status.size);
  if (range === 'wrong') {
    response.writeHead(416, { 'Content-Range': `bytes */${status.size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: status.size - 1 };
  if (range !== undefined) {
    response.setHeader('Content-Range', `bytes ${start}-${end}/${status.size}`);
  }
  response.writeHead(range === undefined ? 200 : 206, { 'Content-Length': end - start + 1 });
  if (request.method === 'HEAD' || status.size === 0) {
    response.end();
    return;
  }
  const content = createReadStream(file, { start, end });
  content.on('error', () => response.destroy());
  content.pipe(response);
}

/** `404 page not found`, as Go says it. */
export function notFound(response: ServerResponse): void {
  plain(response, 404, '404 page not found\n');
}

/** An answer in plain text that a browser must not take for anything else. */
export function plain(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

function redirect(response: ServerResponse, code: number, location: string): void {
  response.writeHead(code, { Location: encodeURI(location), 'Content-Length': 0 }).end();
}

async function listFolder(folder: string, modified: Date, response: ServerResponse): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .sort((a, b) => (a < b ? -1 : 1));
  const links = names.map((name) => `<a href="${link(name)}">${escapeHTML(name)}</a>\n`);
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Last-Modified': modified.toUTCString(),
  });
  response.end(
    `<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n${links.join('')}</pre>\n`,
  );
}

/** A name with a colon before any slash would read as a scheme. */
function link(name: string): string {
  const path = encodeURI(name).replace(/[?#]/g, encodeURIComponent).replaceAll('"', '%22');
  return escapeHTML(name.includes(':') ? `./${path}` : path);
}

function escapeHTML(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&#34;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}

/** By the end of its name, or else by whether it looks like text. */
async function typeOf(file: string): Promise<string> {
  const end = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  const known = Object.hasOwn(TYPES, end) ? TYPES[end] : undefined;
  if (known !== undefined) return known;
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    const binary = buffer
      .subarray(0, bytesRead)
      .some((byte) => byte < 9 || byte === 11 || (byte > 13 && byte < 32 && byte !== 27));
    return binary ? 'application/octet-stream' : 'text/plain; charset=utf-8';
  } finally {
    await handle.close();
  }
}

/** One range of a file; several are answered with the whole file, which is allowed. */
function readRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'wrong' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || size === 0) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start > end ? 'wrong' : { start, end };
}
