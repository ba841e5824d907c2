import { readFileSync } from 'node:fs';
import { request as http } from 'node:http';
import { request as https } from 'node:https';

import { at, type Instance } from './instance.ts';

/** The status and body of a GET to one of the instance's servers, as administrator. Rejects when it cannot be reached. */
export function get(instance: Instance, url: string): Promise<{ status: number; body: string }> {
  const pem = (name: string): Buffer => readFileSync(at(instance, 'pki', name));
  const secure = url.startsWith('https:');
  return new Promise((resolve, reject) => {
    const options = secure
      ? {
          ca: pem('ca.crt'),
          cert: pem('admin.crt'),
          key: pem('admin.key'),
          // The controller manager and the scheduler serve certificates that they make up themselves.
          rejectUnauthorized: url.startsWith(apiUrl(instance)),
        }
      : {};
    const req = (secure ? https : http)(url, { ...options, timeout: 5000 }, (res) => {
      let body = '';
      res.setEncoding('utf8');
      res.on('data', (chunk: string) => (body += chunk));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, body }));
      res.on('error', reject);
    });
    req.on('timeout', () => req.destroy(new Error(`no answer from ${url}`)));
    req.on('error', reject);
    req.end();
  });
}

/** The API server's address. */
export function apiUrl(instance: Instance): string {
  return `https://127.0.0.1:${instance.ports.apiserver}`;
}
