import { isRecord } from '../runtime/is-record';
import type { SynthesizedStack } from './read-stacks';
import { resolveArguments } from './resolve-arguments';
import { ResourceAddress } from './resource-address';
import { blocks, isExpression, type ResourceJson, type StackJson } from './stack-json';

/** A cluster or an instance that some stack of the app declares by name, as far as the synthesis shows the name. */
export interface DeclaredIdentifier {
  stack: string;
  /** `aws_rds_cluster.orders`, `module.orders` */
  address: string;
  /** A module may declare either. */
  kind: 'cluster' | 'instance' | 'any';
  /**
   * The literal parts of the name, lower-cased; between two of them stands what only Terraform knows: `['orders']` is exactly
   * that, `['orders-', '']` begins with it, `['', '']` may be anything.
   */
  name: readonly string[];
  /** Of an instance: its cluster, in the same form. */
  cluster?: readonly string[];
}

/**
 * Every cluster and every instance that the stacks declare, with AuroraCluster or otherwise: whatever is declared is in use, even if
 * everything else suggests its removal. Stacks of other regions and accounts count too: a name is reason enough for caution.
 */
export function declaredIdentifiers(stacks: readonly Pick<SynthesizedStack, 'name' | 'json'>[]): DeclaredIdentifier[] {
  return stacks.flatMap(({ name: stack, json }) => [
    ...types.flatMap(({ type, kind, argument, cluster }) =>
      Object.entries(json.resource?.[type] ?? {}).map(([id, resource]) => ({
        stack,
        address: `${type}.${id}`,
        kind,
        name: nameOf(json, resource, argument),
        ...(cluster === undefined ? {} : { cluster: partsOf(json, resource, cluster) }),
      })),
    ),
    ...modules(stack, json),
    ...imports(stack, json),
  ]);
}

const types: { type: string; kind: 'cluster' | 'instance'; argument: string; cluster?: string }[] = [
  { type: 'aws_rds_cluster', kind: 'cluster', argument: 'cluster_identifier' },
  { type: 'aws_rds_cluster_instance', kind: 'instance', argument: 'identifier', cluster: 'cluster_identifier' },
  { type: 'aws_db_instance', kind: 'instance', argument: 'identifier' },
];

/**
 * The declaration that a cluster, or one of its instances, may belong to; a certain one comes first.
 * @param cluster  for an instance, the cluster of which it is a member
 */
export function declarationOf(
  all: readonly DeclaredIdentifier[],
  kind: 'cluster' | 'instance',
  identifier: string,
  cluster?: string,
): DeclaredIdentifier | undefined {
  const found = all.filter(
    (each) =>
      (each.kind === kind || each.kind === 'any') &&
      couldBe(each.name, identifier) &&
      // A name that is known in part only is no reason where the instance is known to belong elsewhere.
      (isCertain(each) || cluster === undefined || couldBe(each.cluster ?? anything, cluster)),
  );
  return found.find(isCertain) ?? found[0];
}

/**
 * Why a cluster must be kept: one sentence for itself and one for each of its instances that the code declares, or may declare. Empty
 * if it declares none of them.
 */
export function whyDeclared(
  all: readonly DeclaredIdentifier[],
  cluster: string,
  instances: readonly string[],
): string[] {
  const own = declarationOf(all, 'cluster', cluster);
  return [
    ...(own === undefined ? [] : [describeDeclaration(own)]),
    ...instances.flatMap((name) => {
      const found = declarationOf(all, 'instance', name, cluster);
      return found === undefined ? [] : [`as for its instance ${name}, ${describeDeclaration(found)}`];
    }),
  ];
}

/** Whether the complete name is known. */
export const isCertain = ({ name }: DeclaredIdentifier) => name.length === 1;

/** `the stack orders declares it (aws_rds_cluster.reports)` */
export function describeDeclaration(declared: DeclaredIdentifier): string {
  const { stack, address, name } = declared;
  if (isCertain(declared)) return `the stack ${stack} declares it (${address})`;
  const known = name.every((part) => part === '') ? 'whose name' : `whose name (${name.join('…')})`;
  return `the stack ${stack} declares ${address}, ${known} only Terraform knows: it may be this one`;
}

const anything = ['', ''] as const;

/** Without a name the provider makes one: `tf-` or the prefix, and what is unique. */
function nameOf(json: StackJson, resource: ResourceJson, argument: string): string[] {
  if ((resource[argument] ?? undefined) !== undefined) return partsOf(json, resource, argument);
  const prefix = `${argument}_prefix`;
  const begin = (resource[prefix] ?? undefined) === undefined ? ['tf-'] : partsOf(json, resource, prefix);
  return [...begin, ''];
}

function partsOf(json: StackJson, resource: ResourceJson, argument: string): string[] {
  const resolved = resolveArguments(json, { [argument]: resource[argument] }).attributes[argument];
  return literalParts(resolved ?? resource[argument]);
}

function literalParts(value: unknown): string[] {
  if (typeof value !== 'string') return [...anything];
  if (!isExpression(value)) return [value.toLowerCase()];
  const parts = value.toLowerCase().split(/[$%]\{[^{}]*\}/);
  // An expression with braces of its own is not taken apart.
  return parts.length > 1 && parts.every((part) => !/[{}]/.test(part)) ? parts : [...anything];
}

/** What a module declares is not in the synthesis, but what it is given is: a name that is written there is one. */
function modules(stack: string, json: StackJson): DeclaredIdentifier[] {
  return Object.entries(isRecord(json.module) ? json.module : {}).flatMap(([id, block]) =>
    [...new Set(textsIn(block))].map((text) => ({
      stack,
      address: `module.${id}`,
      kind: 'any' as const,
      name: [text.toLowerCase()],
    })),
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return isExpression(value) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isRecord(value) ? Object.entries(value).flatMap(([key, each]) => (key === '//' ? [] : textsIn(each))) : [];
}

/** What is on its way into a state is meant to be kept. */
function imports(stack: string, json: StackJson): DeclaredIdentifier[] {
  return blocks(json.import).flatMap(({ to, id }) => {
    const kind = types.find(({ type }) => type === ResourceAddress.parse(String(to))?.type)?.kind;
    return kind === undefined ? [] : [{ stack, address: String(to), kind, name: literalParts(id) }];
  });
}

function couldBe(name: readonly string[], identifier: string): boolean {
  const wanted = identifier.toLowerCase();
  if (name.length === 1) return name[0] === wanted;
  const [first = '', last = ''] = [name[0], name.at(-1)];
  if (wanted.length < first.length + last.length) return false;
  if (!wanted.startsWith(first) || !wanted.endsWith(last)) return false;
  // The parts between, in their order, in what is left.
  let rest = wanted.slice(first.length, wanted.length - last.length);
  for (const part of name.slice(1, -1)) {
    const at = rest.indexOf(part);
    if (at < 0) return false;
    rest = rest.slice(at + part.length);
  }
  return true;
}
