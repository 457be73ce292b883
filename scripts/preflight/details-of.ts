import type { Finding } from './finding';

/** What the messages of several findings cut short, for one error that names them all. */
export const detailsOf = (findings: readonly Finding[]): string[] => findings.flatMap(({ details = [] }) => details);
