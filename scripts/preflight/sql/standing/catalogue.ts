import type { SqlCheck } from '../sql-check';
import { globalsOf } from './globals';
import { greenWriters } from './green-writers';
import { newLargeObjects } from './new-large-objects';
import { objectsBeside } from './objects';
import { refreshedViews } from './refreshed-views';
import { schemaOf } from './schema';
import { standingSlots } from './slots';
import { slotsLeft } from './slots-left';

/** What is asked of production and of green while green stands, beside checks of the catalogue that are made then too. */
export const standingChecks: readonly SqlCheck[] = [
  standingSlots,
  schemaOf,
  globalsOf,
  objectsBeside,
  refreshedViews,
  newLargeObjects,
  greenWriters,
  slotsLeft,
];
