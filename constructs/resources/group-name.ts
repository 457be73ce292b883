import { familyShort } from '../engine-version';
import { type AuroraEngine, engines } from '../engines';

/** One value for each family: `{ 'aurora-postgresql14': …, 'aurora-postgresql15': … }`. */
export type ByFamily<Value> = Readonly<Record<string, Value>>;

/**
 * The names of one group in all families. A name depends on the family alone and never on whether it is the current, the next or
 * the previous one: a group keeps its name, and so itself, when an upgrade is done.
 */
export interface GroupNames {
  /** Undefined where the code gives none for the family. */
  in(family: string): string | undefined;
  /** A regular expression (RE2, as Terraform's) for the names in any family; undefined where they have no common form. */
  pattern?: string;
}

/** `orders-pg15-params`, by default. */
export function derivedNames(engine: AuroraEngine, before: string, after: string): GroupNames {
  const name = (short: string) => `${before}-${short}-${after}`;
  const { short, digits } = engines[engine].family;
  return { in: (family) => name(familyShort(family)), pattern: `^${name(short + digits)}$` };
}

/**
 * As the code gives them. A text that says a family stands for all of them: `orders-pg15-params` gives `aurora-postgresql16` the
 * name `orders-pg16-params`, so that the text may stay as it is through every upgrade. Any other text is one and the same name.
 */
export function explicitNames(engine: AuroraEngine, name: string | ByFamily<string>): GroupNames {
  if (typeof name !== 'string') return { in: (family) => name[family] };
  if (familySaid(engine, name) === undefined) return { in: () => name };
  const put = (first: string, second: string) =>
    name.replace(engines[engine].family.mention, (said) =>
      said.replace(twoDigits, (_, between) => first + between + second),
    );
  return {
    in(family) {
      const [first, second] = digitsOf(family);
      return put(first!, second!);
    },
    pattern: `^${put('[0-9]', '[0-9]')}$`,
  };
}

/** The one family that a name says, in any of the usual spellings; undefined if it says none, or several. */
export function familySaid(engine: AuroraEngine, name: string): string | undefined {
  const { between, mention } = engines[engine].family;
  const said = (name.match(mention) ?? []).map((text) => engine + digitsOf(text).join(between));
  return new Set(said).size === 1 ? said[0] : undefined;
}

/** Every family of either engine ends with two: `aurora-postgresql15`, `aurora-mysql8.0`. */
const twoDigits = /\d([.-]?)\d$/;

const digitsOf = (text: string) => [...text.replace(/[^0-9]/g, '')].slice(-2);

/** Whether a text is the name of a family of the engine, `aurora-postgresql15` or `aurora-mysql8.0`. */
export const isFamilyOf = (engine: AuroraEngine, text: string) => engines[engine].family.whole.test(text);
