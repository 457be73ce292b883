import { EngineVersion } from '../../../constructs/engine-version';

/** Where a version that is wanted lies from that which runs; `open`: it is a prefix of that, and RDS takes a version by itself. */
export type VersionOrder = 'same' | 'later' | 'earlier' | 'open';

/** Terraform's provider takes `15` and `8.0` too, which are no exact versions. */
export function versionOrder(engine: string, running: string, wanted: string): VersionOrder {
  if (running === wanted) return 'same';
  const [from, to] = [running, wanted].map((text) => EngineVersion.read(engine, text));
  if (from!.ok && to!.ok) return to!.version.compare(from!.version) > 0 ? 'later' : 'earlier';
  const [has, asked] = [running, wanted].map((text) => (text.match(/\d+/g) ?? []).map(Number));
  const differing = asked!.findIndex((number, index) => number !== has![index]);
  if (differing === -1) return 'open';
  return asked![differing]! > (has![differing] ?? -1) ? 'later' : 'earlier';
}
