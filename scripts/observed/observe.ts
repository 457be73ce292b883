import type { Fact, Facts, View } from '../view/view';
import { readers } from './readers';
import type { Sources } from './sources';

/** In the order in which facts build on each other: that of the table. */
const order = Object.keys(readers) as Fact[];

/**
 * Reads the named facts that this view does not have yet, with those that they depend on.
 * @throws UpgradeError CLUSTER_NOT_FOUND if there is no production
 */
export async function observe(view: View, names: readonly Fact[], sources: Sources): Promise<void> {
  const wanted = new Set(names.flatMap(withFoundations));
  for (const name of order) if (wanted.has(name) && view.facts[name] === undefined) await read(name, view, sources);
}

const withFoundations = (name: Fact): Fact[] => [name, ...(readers[name].on ?? []).flatMap(withFoundations)];

async function read<F extends Fact>(name: F, view: View, sources: Sources): Promise<void> {
  const value: Facts[F] = await readers[name].read(view, sources);
  view.facts[name] = value;
}
