import type { EngineVersion } from '../../constructs/engine-version';
import { readVersion } from '../desired/parsed-versions';
import { fact, type View } from './view';

/**
 * What production runs, to be compared. The fact holds AWS's own word: what decides nothing by it (an abort, a cluster that
 * Terraform upgrades) goes on where nobody can read it.
 */
export const runningVersion = (view: View): EngineVersion =>
  readVersion(view.desired, fact(view, 'production').cluster.engineVersion);
