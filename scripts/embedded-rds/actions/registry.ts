import type { Action } from './action';

/** Every operation of the RDS API that the embedded RDS plays, by its name on the wire. All others answer InvalidAction. */
// biome-ignore lint/suspicious/noExplicitAny: each action has the input and output types of its own operation
export const actions: Record<string, Action<any, any>> = {};
