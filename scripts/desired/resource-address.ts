/** Which instance of a resource with `count` or `for_each`. */
type InstanceKey = number | string;

/** One call of a module on the way to a resource: `module.a["x"]`. */
interface ModuleStep {
  name: string;
  key?: InstanceKey;
}

type Mode = 'managed' | 'data' | 'ephemeral';

/**
 * Where Terraform has a resource, or one instance of it: `module.a["x"].aws_rds_cluster.orders[0]`, `data.aws_region.here`
 * (https://developer.hashicorp.com/terraform/cli/state/resource-addressing).
 */
export class ResourceAddress {
  private constructor(
    /** From the outermost call inwards; none for the root module. */
    readonly modules: readonly ModuleStep[],
    readonly mode: Mode,
    /** `aws_rds_cluster` */
    readonly type: string,
    readonly name: string,
    /** Undefined: the resource as it stands in the code, with whatever instances it has. */
    readonly key: InstanceKey | undefined,
  ) {}

  /** Undefined where a text is no address of a resource: that of a module or of an output, say. */
  static parse(text: string): ResourceAddress | undefined {
    const read = ResourceAddress.beginningOf(text);
    return read?.rest === '' ? read.address : undefined;
  }

  /** The address that a text begins with, and what follows it: `aws_rds_cluster.orders` and `.lifecycle`. */
  static beginningOf(text: string): { address: ResourceAddress; rest: string } | undefined {
    const modules: ModuleStep[] = [];
    let rest = text;
    for (let step = modulePattern.exec(rest); step !== null; step = modulePattern.exec(rest)) {
      modules.push({ name: step[1]!, key: keyOf(step[2]) });
      rest = rest.slice(step[0].length);
    }
    const found = resourcePattern.exec(rest);
    if (found === null) return undefined;
    const [all, mode = 'managed', type, name, key] = found;
    const address = new ResourceAddress(modules, mode as Mode, type!, name!, keyOf(key));
    return { address, rest: rest.slice(all.length) };
  }

  /** Whether an address means this: without a key it means every instance, of a module likewise. */
  covers(other: ResourceAddress): boolean {
    const [own, theirs] = [this.steps(), other.steps()];
    return (
      this.mode === other.mode &&
      own.length === theirs.length &&
      own.every(({ name, key }, at) => name === theirs[at]!.name && (key === undefined || key === theirs[at]!.key))
    );
  }

  /** As it stands in the code, without any keys. */
  resource(): ResourceAddress {
    const modules = this.modules.map(({ name }) => ({ name }));
    return new ResourceAddress(modules, this.mode, this.type, this.name, undefined);
  }

  /** Another resource of the same type in the same module. */
  sibling(name: string): ResourceAddress {
    return new ResourceAddress(this.modules, this.mode, this.type, name, this.key);
  }

  /** `module.a["x"]`; empty for the root module. */
  get modulePath(): string {
    return this.modules.map((step) => `module.${step.name}${keyText(step.key)}`).join('.');
  }

  toString(): string {
    const mode = this.mode === 'managed' ? [] : [this.mode];
    const path = this.modulePath === '' ? [] : [this.modulePath];
    return [...path, ...mode, this.type, `${this.name}${keyText(this.key)}`].join('.');
  }

  private steps(): ModuleStep[] {
    return [...this.modules, { name: this.type }, { name: this.name, key: this.key }];
  }
}

/** Whether an address matches the address in the code: `aws_rds_cluster.orders[0]` for `aws_rds_cluster.orders`. */
export function isCovered(address: string | undefined, by: string): boolean {
  // Without keys an address is meant by itself alone.
  if (!address?.includes('[') || address === by) return address === by;
  const [theirs, own] = [ResourceAddress.parse(address), ResourceAddress.parse(by)];
  return theirs !== undefined && own?.covers(theirs) === true;
}

/** Terraform's identifiers, which may have dashes; a key is quoted as in HCL, where brackets and dots mean nothing. */
const word = String.raw`[\p{ID_Continue}-]+`;
const keyPart = String.raw`(?:\[(\d+|"(?:[^"\\]|\\.)*")\])?`;
const modulePattern = new RegExp(String.raw`^module\.(${word})${keyPart}\.`, 'u');
const resourcePattern = new RegExp(
  String.raw`^(?:(data|ephemeral)\.)?(?!(?:data|ephemeral|module)\.)(${word})\.(${word})${keyPart}`,
  'u',
);

function keyOf(text: string | undefined): InstanceKey | undefined {
  if (text === undefined) return undefined;
  return text.startsWith('"') ? unquoted(text) : Number(text);
}

const keyText = (key: InstanceKey | undefined) =>
  key === undefined ? '' : `[${typeof key === 'number' ? key : quoted(key)}]`;

const escapes: Record<string, string> = { '\\n': '\n', '\\r': '\r', '\\t': '\t', '\\"': '"', '\\\\': '\\' };
const escapeOf = new Map(Object.entries(escapes).map(([written, character]) => [character, written]));

/** HCL's escapes (https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences). */
const unquoted = (text: string) =>
  text
    .slice(1, -1)
    .replace(/\\U([0-9a-fA-F]{8})|\\u([0-9a-fA-F]{4})|\\["\\nrt]|([$%])\3(?=\{)/g, (all, long, short, introducer) =>
      long || short ? String.fromCodePoint(Number.parseInt(long ?? short, 16)) : (introducer ?? escapes[all]),
    );

function quoted(key: string): string {
  const text = key.replace(/["\\\n\r\t]|[$%](?=\{)|(?! )[\p{C}\p{Z}]/gu, (character) => {
    if (character === '$' || character === '%') return character + character;
    return escapeOf.get(character) ?? unicode(character.codePointAt(0)!);
  });
  return `"${text}"`;
}

const unicode = (code: number) =>
  code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
