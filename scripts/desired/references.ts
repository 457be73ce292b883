import { escaped } from '../runtime/escaped';
import { isRecord } from '../runtime/is-record';
import type { NamedCluster } from './named-cluster';
import type { SynthesizedStack } from './read-stacks';
import type { StackJson } from './stack-json';

/** A resource or an output, and the stack that declares it. */
export interface Reference {
  stack: string;
  /** `aws_iam_policy.connect`, `output.resource_id` */
  address: string;
}

/**
 * References to a cluster that a switchover breaks, or that are not guaranteed to survive one: reported before anything is created.
 * Resource ids change at the switchover
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 */
export interface References {
  /** To `cluster_resource_id` or `dbi_resource_id`, directly, through locals, data sources and outputs of other stacks. */
  resourceId: Reference[];
  /** Resource ids that are written out: `arn:aws:rds-db:…:dbuser:cluster-ABC…/app`. */
  writtenIds: (Reference & { id: string })[];
  proxyTargets: Reference[];
  eventSubscriptions: Reference[];
  alarms: Reference[];
  activityStreams: Reference[];
  /** To the endpoint of a single instance: outputs, and resources of the same stack. */
  instanceEndpoints: Reference[];
}

interface Block extends Reference {
  kind: 'resource' | 'data' | 'local' | 'module' | 'output';
  /** Of a resource or a data source. */
  type?: string;
  /** What others call its value: `data.aws_iam_policy_document.connect`, `local.id`; undefined where nothing flows on. */
  passesOnAs?: string;
  text: string;
  /** Whether a resource id of whatever cluster is read in it. */
  readsResourceId: boolean;
  /** Resource ids that are written out in it. */
  writtenIds: string[];
}

/** Blocks of all stacks, with what is the same for every cluster of the app: an app of 1,000 clusters has some 10,000 of them. */
export function blocksOf(stacks: readonly Pick<SynthesizedStack, 'name' | 'json'>[]): Block[] {
  return stacks.flatMap(({ name, json }) => blocksOfStack(name, json));
}

export function referencesOf({ annotation, stack }: NamedCluster, all: readonly Block[]): References {
  const { address, clusterIdentifier, instances } = annotation;
  const own = new Set([address, ...instances.map((instance) => instance.address)]);
  const others = all.filter((block) => block.stack !== stack || !own.has(block.address));
  const ids = [
    pattern(`${address}.cluster_resource_id`),
    ...instances.map((instance) => pattern(`${instance.address}.dbi_resource_id`)),
  ];
  const names = [`"${escaped(clusterIdentifier)}"`, `\\$\\{${escaped(address)}\\.(?:id|cluster_identifier)\\}`];
  const named = new RegExp(names.join('|'));
  const ofType = (type: string) =>
    others.filter((block) => block.stack === stack && isOf(type)(block) && named.test(block.text));
  const arn = pattern(`${address}.arn`);
  const endpoints = instances.map((instance) => pattern(`${instance.address}.endpoint`));
  const single = others.filter(
    (block) =>
      block.stack === stack &&
      ['output', 'resource', 'module'].includes(block.kind) &&
      endpoints.some((endpoint) => endpoint.test(block.text)),
  );
  const streams = others.filter((block) => isOf('aws_rds_cluster_activity_stream')(block) && arn.test(block.text));
  return {
    resourceId: reached(others, stack, ids).map(bare),
    writtenIds: others.flatMap((block) => block.writtenIds.map((id) => ({ ...bare(block), id }))),
    proxyTargets: ofType('aws_db_proxy_target').map(bare),
    eventSubscriptions: ofType('aws_db_event_subscription').map(bare),
    alarms: ofType('aws_cloudwatch_metric_alarm').map(bare),
    activityStreams: streams.map(bare),
    instanceEndpoints: single.map(bare),
  };
}

/** Follows a value from block to block, also into stacks that read this one's outputs. */
function reached(all: readonly Block[], stack: string, beginning: RegExp[]): Block[] {
  const found = new Set<Block>();
  let wanted: { stack?: string; words: RegExp }[] = beginning.map((words) => ({ stack, words }));
  let among: readonly Block[] = all.filter((block) => block.readsResourceId);
  while (wanted.length > 0) {
    const next = among.filter(
      (block) =>
        !found.has(block) &&
        wanted.some((each) => (each.stack ?? block.stack) === block.stack && each.words.test(block.text)),
    );
    for (const block of next) found.add(block);
    among = all;
    wanted = next.flatMap(({ passesOnAs, kind, stack: within }) => {
      if (passesOnAs === undefined) return [];
      // Any stack may read an output; everything else has its name in its own stack only.
      return [{ ...(kind === 'output' ? {} : { stack: within }), words: pattern(passesOnAs) }];
    });
  }
  return [...found].filter(({ kind }) => kind !== 'local' && kind !== 'data');
}

function blocksOfStack(stack: string, json: StackJson): Block[] {
  const found: Block[] = [];
  const add = (kind: Block['kind'], address: string, value: unknown, more: Pick<Block, 'type' | 'passesOnAs'>) => {
    const text = textOf(value);
    const readsResourceId = /\.(?:cluster_resource_id|dbi_resource_id)(?![\w-])/.test(text);
    const writtenIds = [...new Set(text.match(/\b(?:cluster|db)-[A-Z0-9]{20,32}\b/g))];
    found.push({
      stack,
      kind,
      address,
      text,
      readsResourceId,
      writtenIds,
      ...more,
    });
  };
  for (const [type, resources] of Object.entries(json.resource ?? {})) {
    for (const [id, value] of Object.entries(resources)) add('resource', `${type}.${id}`, value, { type });
  }
  for (const [type, sources] of records(json.data)) {
    for (const [id, value] of records(sources))
      add('data', `data.${type}.${id}`, value, { type, passesOnAs: `data.${type}.${id}` });
  }
  for (const [name, value] of records(json.locals))
    add('local', `local.${name}`, value, { passesOnAs: `local.${name}` });
  for (const [name, value] of records(json.module))
    add('module', `module.${name}`, value, { passesOnAs: `module.${name}` });
  for (const [name, value] of records(json.output))
    add('output', `output.${name}`, value, { passesOnAs: `outputs.${name}` });
  return found;
}

const isOf = (type: string) => (block: Block) => block.kind === 'resource' && block.type === type;

/** Of another stack or of no stack: any stack may read it. */
export const isOutput = ({ address }: Reference) => address.startsWith('output.');

const records = (value: unknown): [string, unknown][] => (isRecord(value) ? Object.entries(value) : []);

/** Without cdktf's comments, which name constructs and no values. */
const textOf = (value: unknown) => JSON.stringify(value, (key, each) => (key === '//' ? undefined : each));

/** An expression's words, not a part of a longer name. */
const pattern = (words: string) => new RegExp(`(?<![\\w-])${escaped(words)}(?![\\w-])`);

const bare = ({ stack, address }: Block): Reference => ({ stack, address });
