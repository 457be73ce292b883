import { type AppFile, isJson } from './app-files';
import type { Candidate, Change, Mark, Obstacle } from './candidate';
import { literalChange, literalMark, obstacleOf } from './candidates';
import type { ObjectLiteral, Property } from './object-literals';
import { insertAfter, remove, setValue, turnInto, valueText } from './property-edits';
import type { Span } from './source-text';
import type { VersionName } from './versions';

/** A property, and the object that it is in. */
export interface Holder {
  object: ObjectLiteral;
  property: Property;
}

/** What an edit is made of. */
export type Step =
  | { does: 'replace'; file: AppFile; span: Span; before: string; after: string }
  /** `engineVersion` gets the other's value, whatever that is, and the other becomes `previousEngineVersion` with its value. */
  | { does: 'exchange'; at: Holder; upgradeTo: Property }
  /** The property gets that name and says that version. */
  | { does: 'turn'; at: Holder; name: VersionName; version: string }
  /** The property of that name is put behind this one. */
  | { does: 'insert'; at: Holder; name: VersionName; version: string }
  | { does: 'remove'; at: Holder };

/** The edit that these steps are; undefined where they would get into each other's way. */
export function candidateOf(steps: readonly Step[], marks: Mark[]): Candidate | undefined {
  const [first, ...rest] = steps.flatMap(changesOf);
  if (!first || getInTheWay([first, ...rest])) return undefined;
  const changes: Candidate['changes'] = [first, ...rest];
  const values = steps.flatMap(valuesOf).filter(({ property }) => !property.literal);
  return {
    changes,
    marks,
    values: values.map(({ object: { file }, property }) => ({ ...property.value, file })),
    obstacle: obstacleTo(steps, changes),
  };
}

function changesOf(step: Step): Change[] {
  if (step.does === 'replace') return [literalChange(step.file, step.span, step.before, step.after)];
  const { object, property } = step.at;
  const change = (span: Property, says: string, replacements: Change['replacements']): Change => ({
    file: object.file,
    span: { start: span.start, end: span.end },
    says,
    replacements,
  });
  if (step.does === 'exchange') {
    const [before, after] = [valueText(object, property), valueText(object, step.upgradeTo)];
    return [
      change(property, `${property.name} ${before} → ${after}`, [setValue(property, after)]),
      change(
        step.upgradeTo,
        `upgradeTo → previousEngineVersion ${before}`,
        turnInto(object, step.upgradeTo, 'previousEngineVersion', before),
      ),
    ];
  }
  if (step.does === 'remove') {
    return [
      change(property, `${property.name} ${valueText(object, property)} removed`, remove(object, memberOf(step.at))),
    ];
  }
  const { name, version } = step;
  const value = quoted(version, step.at);
  return step.does === 'turn'
    ? [change(property, `${property.name} → ${name} ${value}`, turnInto(object, property, name, value))]
    : [change(property, `${name} ${value} added`, insertAfter(object, memberOf(step.at), name, value))];
}

/** Properties whose values are moved or taken out, or that something is put beside. */
function valuesOf(step: Step): Holder[] {
  if (step.does === 'replace') return [];
  return step.does === 'exchange' ? [step.at, { object: step.at.object, property: step.upgradeTo }] : [step.at];
}

const memberOf = ({ object, property }: Holder) => object.members.find((member) => member.property === property)!;

/** In the quotes that the property itself has, or else its object, or its file. */
function quoted(version: string, { object: { file, members }, property }: Holder): string {
  if (isJson(file.path)) return `"${version}"`;
  const literals = members.flatMap((member) => (member.property?.literal ? [member.property.value] : []));
  const quotes = [property.value, ...literals].map(({ start }) => file.text[start]);
  const quote = quotes.find((each) => each === '"' || each === "'") ?? /['"]/.exec(file.text)?.[0] ?? "'";
  return quote + version + quote;
}

function obstacleTo(steps: readonly Step[], changes: readonly Change[]): Obstacle | undefined {
  const files = [...new Set(changes.map(({ file }) => file))];
  const closed = files.map(obstacleOf).find((each) => each !== undefined);
  if (closed) return closed;
  if (files.length > 1) return severalFiles(files);
  const empties = steps.some(({ does, ...step }) => does === 'remove' && 'at' in step && leavesNothing(step.at.object));
  return empties ? emptySpread : undefined;
}

const leavesNothing = ({ spread, members }: ObjectLiteral) => spread && members.length === 1;

const emptySpread: Obstacle = {
  code: 'COMPUTED',
  why: 'it is all that its object holds, and what spreads that object would stay behind without a purpose',
};

const severalFiles = (files: readonly AppFile[]): Obstacle => ({
  code: 'SEVERAL_FILES',
  why: `the change is one of ${files.length} files, ${files.map(({ path }) => path).join(' and ')}, and is made completely or not at all`,
});

function getInTheWay(changes: readonly Change[]): boolean {
  const all = changes.flatMap(({ file, replacements }) => replacements.map((each) => ({ ...each, file })));
  return all.some((a, index) =>
    all.slice(index + 1).some((b) => a.file === b.file && a.start < b.end && b.start < a.end),
  );
}

/** What is put in place of a property's value, to see whether it arrives. */
export function propertyMark(name: VersionName, { object: { file }, property }: Holder): Mark {
  const { shorthand, literal, value } = property;
  if (literal) return literalMark(name, file, literal);
  const { start, end } = value;
  return shorthand
    ? { name, file, start: end, end, open: ": '", close: "'" }
    : { name, file, start, end, open: "'", close: "'" };
}
