import type { Problem } from '../problem';
import { isUnresolved } from './validate-identifiers';

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html */
export function tagProblems(prop: string, tags: Readonly<Record<string, string>> | undefined): Problem[] {
  if (tags === undefined || isUnresolved(tags)) return [];
  const entries = Object.entries(tags).filter(([key, value]) => !isUnresolved(key) && !isUnresolved(value));
  const problems = entries.flatMap(([key, value]) => {
    const why = whyNot(key, String(value));
    return why === undefined
      ? []
      : [{ prop: `${prop}["${key}"]`, message: why, remedy: 'Write another, or remove it.' }];
  });
  if (entries.length <= 50) return problems;
  const remedy = 'Remove some.';
  return [
    { prop, message: `There are ${entries.length}, but a resource can have at most 50 tags.`, remedy },
    ...problems,
  ];
}

function whyNot(key: string, value: string): string | undefined {
  if (/^aws:/i.test(key)) return 'Keys that begin with aws: belong to AWS.';
  if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@%]{1,128}$/u.test(key)) {
    return 'A key has 1 to 128 letters, digits, spaces or characters from _.:/=+-@%.';
  }
  if (/^[\p{L}\p{Z}\p{N}_.:/=+\-@%]{0,256}$/u.test(value)) return undefined;
  return 'A value has up to 256 letters, digits, spaces or characters from _.:/=+-@%.';
}
