import { Token } from 'cdktf';
import type { Problem } from '../problem';

/** RDS adds `-green-` and six characters to every name in a green environment; names may have 63 characters. */
const greenSuffixLength = '-green-xxxxxx'.length;
/** In characters: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html */
export const longestName = 63;

/** The rules of RDS for identifiers of clusters and instances (CreateDBCluster, DBClusterIdentifier). */
export function identifierProblems(prop: string, identifier: string): Problem[] {
  return nameProblems(prop, identifier, longestName);
}

/** The same rules with another limit: parameter groups may have 255 characters (CreateDBParameterGroup). */
export function parameterGroupNameProblems(prop: string, name: string): Problem[] {
  if (!isUnresolved(name) && name.startsWith('default.')) {
    return [
      {
        prop,
        message: `"${name}" belongs to AWS and cannot be declared or changed.`,
        remedy: 'Choose a name of your own; the group is created with the right family.',
      },
    ];
  }
  return nameProblems(prop, name, 255);
}

/** RDS knows more characters here (CreateDBSubnetGroup); the rules of the others are on the safe side. */
export function subnetGroupNameProblems(prop: string, name: string): Problem[] {
  return isUnresolved(name) ? [] : nameProblems(prop, name, 255);
}

function nameProblems(prop: string, name: string, longest: number): Problem[] {
  if (typeof name !== 'string' || name === '') {
    return [{ prop, message: 'A name is missing.', remedy: 'Write the name that the resource has on AWS.' }];
  }
  if (isUnresolved(name)) {
    return [
      {
        prop,
        message: 'Only Terraform knows the name, but the upgrade commands need it when the app is synthesized.',
        remedy: 'Write a literal, or compute it in TypeScript.',
      },
    ];
  }
  const rule = rules.find(({ holds }) => !holds(name, longest));
  if (!rule) return [];
  return [{ prop, message: `"${name}" ${rule.broken(longest)}.`, remedy: suggestion(name, longest) }];
}

const rules: { holds(name: string, longest: number): boolean; broken(longest: number): string }[] = [
  {
    holds: (name) => name === name.toLowerCase(),
    broken: () => 'has upper-case letters, which RDS stores in lower case, so every plan would show a change',
  },
  {
    holds: (name) => /^[a-z0-9-]*$/.test(name),
    broken: () => 'has characters other than letters, digits and hyphens',
  },
  { holds: (name) => /^[a-z]/.test(name), broken: () => 'does not start with a letter' },
  { holds: (name) => !name.endsWith('-'), broken: () => 'ends with a hyphen' },
  { holds: (name) => !name.includes('--'), broken: () => 'has two hyphens in a row' },
  {
    holds: (name, longest) => name.length <= longest,
    broken: (longest) => `is longer than the ${longest} characters that RDS allows`,
  },
];

function suggestion(name: string, longest: number): string {
  const better = name
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, longest)
    .replace(/-+$/, '');
  return better ? `Write "${better}" or another valid name.` : 'Write a name that starts with a letter.';
}

/** A sentence if the name leaves no room for the suffix of a green environment. What RDS does then is not documented. */
export function greenNameWarning(kind: string, identifier: string): string | undefined {
  if (identifier.length + greenSuffixLength <= longestName) return undefined;
  return (
    `The ${kind} identifier "${identifier}" has ${identifier.length} characters: a blue/green deployment adds ` +
    `"-green-" and six characters, which exceeds the ${longestName} that RDS allows. ` +
    `Names of at most ${longestName - greenSuffixLength} characters are safe.`
  );
}

/** Whether a value holds a Terraform expression, so that only Terraform knows it. */
export function isUnresolved(value: unknown): boolean {
  return Token.isUnresolved(value) || (typeof value === 'string' && value.includes('${'));
}
