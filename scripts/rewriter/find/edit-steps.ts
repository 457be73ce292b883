import type { AppFile } from '../../checkout/app-files';
import { isJson } from '../../checkout/file-kinds';
import { type Replacement, type Span, shorten } from '../../checkout/source-text';
import type { VersionName } from '../../desired/code-versions';
import type { Candidate, Change, Mark, Obstacle } from './candidate';
import { literalChange, literalMark, obstacleOf } from './candidates';
import type { ObjectLiteral, Property } from './object-literals';
import { insertAfter, remove, setValue, turnInto } from './property-edits';

/** A property, and the object that it is in. */
export interface Holder {
  object: ObjectLiteral;
  property: Property;
}

/** The parts of an edit; values are texts as written in code. */
export type Step =
  | { does: 'replace'; file: AppFile; span: Span; before: string; after: string }
  | { does: 'give'; at: Holder; value: string }
  /** The property gets that name, too. */
  | { does: 'turn'; at: Holder; name: VersionName; value: string }
  /** A property is put behind this one. */
  | { does: 'insert'; at: Holder; name: VersionName; value: string }
  | { does: 'remove'; at: Holder };

/** The edit that consists of these steps; undefined if they would overlap. */
export function candidateOf(steps: readonly Step[], marks: Mark[]): Candidate | undefined {
  const [first, ...rest] = steps.map(changeOf);
  if (!first || getInTheWay([first, ...rest])) return undefined;
  const changes: Candidate['changes'] = [first, ...rest];
  const holders = steps.flatMap((step) => (step.does === 'replace' ? [] : [step.at]));
  const values = holders.filter(({ property }) => !property.literal);
  return {
    changes,
    marks,
    values: values.map(({ object: { file }, property }) => ({ ...property.value, file })),
    obstacle: obstacleTo(steps, changes),
  };
}

export function changeOf(step: Step): Change {
  if (step.does === 'replace') return literalChange(step.file, step.span, step.before, step.after);
  const { object, property } = step.at;
  const { start, end } = property;
  const change = (says: string, replacements: Change['replacements']): Change => ({
    file: object.file,
    span: { start, end },
    says,
    replacements,
  });
  const former = shorten(valueText(step.at));
  if (step.does === 'remove') return change(`${property.name} ${former} removed`, removed(step.at));
  const { value } = step;
  const shown = shorten(value);
  switch (step.does) {
    case 'give':
      return change(`${property.name} ${former} → ${shown}`, [setValue(property, value)]);
    case 'turn':
      return change(`${property.name} → ${step.name} ${shown}`, turnInto(object, property, step.name, value));
    case 'insert':
      return change(`${step.name} ${shown} added`, insertAfter(object, memberOf(step.at), step.name, value));
  }
}

export const valueText = ({ object: { file }, property: { value } }: Holder) => file.text.slice(value.start, value.end);

/** With the spread that would be left of nothing, where that is all there is to it. */
function removed({ object, property }: Holder): Replacement[] {
  const { spread } = object;
  if (leavesNothing(object) && spread?.orNothing) return remove(spread.into, spread.member);
  return remove(object, memberOf({ object, property }));
}

const memberOf = ({ object, property }: Holder) => object.members.find((member) => member.property === property)!;

/** In the quotes of the property itself, or else of its object, or of its file. */
export function quoted(version: string, { object: { file, members }, property }: Holder): string {
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

const leavesNothing = ({ spread, members }: ObjectLiteral) => spread !== undefined && members.length === 1;

const emptySpread: Obstacle = {
  code: 'COMPUTED',
  why: 'it is the only property of an object that is spread into another, so more than the property would have to be removed',
};

const severalFiles = (files: readonly AppFile[]): Obstacle => ({
  code: 'SEVERAL_FILES',
  why: `a change to both ${files.map(({ path }) => path).join(' and ')} could be interrupted halfway`,
});

function getInTheWay(changes: readonly Change[]): boolean {
  const all = changes.flatMap(({ file, replacements }) => replacements.map((each) => ({ ...each, file })));
  return all.some((a, index) =>
    all.slice(index + 1).some((b) => a.file === b.file && a.start < b.end && b.start < a.end),
  );
}

/** What replaces a property's value, to see whether it reaches the cluster. */
export function propertyMark(name: VersionName, { object: { file }, property }: Holder): Mark {
  const { shorthand, literal, value } = property;
  if (literal) return literalMark(name, file, literal, literal.says);
  const { start, end } = value;
  return shorthand
    ? { name, file, start: end, end, open: ": '", close: "'" }
    : { name, file, start, end, open: "'", close: "'" };
}
