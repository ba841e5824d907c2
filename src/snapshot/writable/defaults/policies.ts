import type { JSONObject } from '../../../api/types.ts';
import { isMap } from '../../../resources/patch/values.ts';
import { listAt, mapAt } from '../../values.ts';
import { fill, maps } from './fill.ts';

/** Webhooks of a configuration. Changes the object. */
export function fillWebhooks(object: JSONObject, defaults: JSONObject): void {
  for (const webhook of maps(object['webhooks'])) {
    fill(webhook, {
      failurePolicy: 'Fail',
      matchPolicy: 'Equivalent',
      namespaceSelector: {},
      objectSelector: {},
      timeoutSeconds: 10,
      ...defaults,
    });
    const service = mapAt(webhook, ['clientConfig'])['service'];
    if (isMap(service)) fill(service, { port: 443 });
    fillRules(webhook['rules']);
  }
}

/** An admission policy. Changes the specification. */
export function fillAdmissionPolicy(spec: JSONObject): void {
  fill(spec, { failurePolicy: 'Fail' });
  const constraints = spec['matchConstraints'];
  if (!isMap(constraints)) return;
  fill(constraints, { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} });
  fillRules(constraints['resourceRules']);
  fillRules(constraints['excludeResourceRules']);
}

function fillRules(rules: JSONObject[string] | undefined): void {
  for (const rule of maps(rules)) fill(rule, { scope: '*' });
}

/** Who a role is bound to. Changes the object. */
export function fillBinding(object: JSONObject): void {
  const apiGroup = 'rbac.authorization.k8s.io';
  const role = mapAt(object, ['roleRef']);
  if (role['apiGroup'] === '') delete role['apiGroup'];
  fill(role, { apiGroup });
  for (const subject of maps(object['subjects'])) {
    if (subject['kind'] !== 'ServiceAccount') fill(subject, { apiGroup });
  }
}

/** Limits: what is not requested is what is given by default, and that is the most there may be. Changes the specification. */
export function fillLimits(spec: JSONObject): void {
  for (const limit of maps(spec['limits'])) {
    if (limit['type'] !== 'Container') continue;
    const most = mapAt(limit, ['max']);
    const given = { ...most, ...mapAt(limit, ['default']) };
    if (Object.keys(given).length > 0) limit['default'] = given;
    const requested = { ...mapAt(limit, ['min']), ...given, ...mapAt(limit, ['defaultRequest']) };
    if (Object.keys(requested).length > 0) limit['defaultRequest'] = requested;
  }
}

/** How fast an autoscaler scales, where it says anything about that. Changes the specification. */
export function fillBehavior({ behavior }: JSONObject): void {
  if (!isMap(behavior)) return;
  const everything = { type: 'Percent', value: 100, periodSeconds: 15 };
  fill(behavior, { scaleUp: {}, scaleDown: {} });
  fill(mapAt(behavior, ['scaleUp']), {
    selectPolicy: 'Max',
    stabilizationWindowSeconds: 0,
    policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, everything],
  });
  fill(mapAt(behavior, ['scaleDown']), { selectPolicy: 'Max', policies: [everything] });
}

/** Ports of endpoints. Changes the object. */
export function fillSlicePorts(object: JSONObject): void {
  for (const port of listAt(object, ['ports'])) {
    if (isMap(port)) fill(port, { name: '', protocol: 'TCP' });
  }
}
