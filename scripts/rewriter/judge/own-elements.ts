import { declaredGroups } from '../../desired/group-addresses';
import { ResourceAddress } from '../../desired/resource-address';
import { type Json, record, type SynthesizedCluster } from '../synthesized-clusters';

/** Resources and data sources of a stack, by `resource.<address>` and `data.<address>`. */
export type Elements = Record<string, unknown>;

/** Of a key of `Elements`. */
export const addressOf = (key: string) => ResourceAddress.parse(key.replace(/^resource\./, ''));

const sections = ['resource', 'data'] as const;

/** What belongs to each of the clusters, and the rest of the stack: its other elements and sections. */
export function takeOut(stack: unknown, clusters: readonly SynthesizedCluster[]): { rest: Json; own: Elements[] } {
  const { resource: _resource, data: _data, ...rest } = record(stack) ?? {};
  const own: Elements[] = clusters.map(() => ({}));
  for (const section of sections) {
    for (const [type, all] of Object.entries(record(record(stack)?.[section]) ?? {})) {
      for (const [name, body] of Object.entries(record(all) ?? {})) {
        const address = `${type}.${name}`;
        const owner = clusters.findIndex((cluster) => belongs(section, address, body, cluster));
        const side = own[owner] ?? rest;
        side[`${section}.${address}`] = body;
      }
    }
  }
  return { rest, own };
}

/** What the annotation names, and what the construct has made below itself. */
function belongs(section: string, address: string, body: unknown, { annotation, address: itself }: SynthesizedCluster) {
  if (section === 'resource') {
    const instances = (annotation?.instances ?? []).map((instance) => instance.address);
    const groups = annotation ? declaredGroups(annotation).map((group) => group.address) : [];
    if ([itself, ...instances, ...groups].includes(address)) return true;
  }
  const path = record(record(record(body)?.['//'])?.metadata)?.path;
  return typeof path === 'string' && annotation !== undefined && path.startsWith(`${annotation.path}/`);
}
