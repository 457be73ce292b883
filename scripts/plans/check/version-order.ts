import { EngineVersion } from '../../../constructs/engine-version';

/** How the wanted version compares with the running one; `open`: it is a prefix of the running one, so RDS chooses the version. */
export type VersionOrder = 'same' | 'later' | 'earlier' | 'open';

/** Terraform's provider also accepts `15` and `8.0`, which are not exact versions. */
export function versionOrder(engine: string, running: string, wanted: string): VersionOrder {
  if (running === wanted) return 'same';
  const [from, to] = [running, wanted].map((text) => EngineVersion.read(engine, text));
  if (from!.ok && to!.ok) return to!.version.compare(from!.version) > 0 ? 'later' : 'earlier';
  const [has, asked] = [running, wanted].map((text) => (text.match(/\d+/g) ?? []).map(Number));
  const differing = asked!.findIndex((number, index) => number !== has![index]);
  if (differing === -1) return 'open';
  return asked![differing]! > (has![differing] ?? -1) ? 'later' : 'earlier';
}
