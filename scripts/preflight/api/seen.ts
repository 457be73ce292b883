import type { Looked } from '../../view/looked';

/** What a look has seen; undefined where it could not be taken (unchecked.ts tells that). */
export const seen = <T>(looked: Looked<T> | undefined): T | undefined =>
  looked?.kind === 'seen' ? looked.value : undefined;
