import { consoleActs } from './console';
import { maintenanceActs } from './maintenance';
import { terraformActs } from './terraform';

/** What somebody else does, by name, with the weight with which it is drawn. */
export const acts = { ...consoleActs, ...terraformActs, ...maintenanceActs };

export type ActName = keyof typeof acts;

export const actNames = Object.keys(acts) as ActName[];
