import ts from 'typescript';
import type { AppFile } from '../../checkout/app-files';
import { isScript } from '../../checkout/file-kinds';
import type { Replacement, Span } from '../../checkout/source-text';
import { type VersionName, versionNames } from '../../desired/code-versions';
import type { ClusterRef } from '../edit';
import { onlyEngineVersion, type VersionChange } from '../version-change';
import type { Change } from './candidate';
import { obstacleOf } from './candidates';
import { parseSource } from './literals';

/** A change that a person may make where the cluster is created: it is tried, but never written, because it replaces code. */
export type HandEdit = Change & { rank: number };

const limit = 6;

/**
 * Where the code gives a cluster its versions other than by literals: `engineVersion: version`, `{ engineVersion }`,
 * `` engineVersion: `${major}.6` ``, or an object that spreads another. Those next to this cluster's identifier come first.
 */
export function findHandEdits(files: readonly AppFile[], cluster: ClusterRef, change: VersionChange): HandEdit[] {
  const id = cluster.path?.split('/').at(-1);
  const isNamed = (text: string) =>
    [cluster.clusterIdentifier, id].some((each) => each !== undefined && text.includes(each));
  const found: HandEdit[] = [];
  for (const file of files) {
    if (obstacleOf(file) || !(/engineVersion|\.\.\./.test(file.text) || isNamed(file.text))) continue;
    const source = isScript(file.path) ? parseSource(file) : undefined;
    if (!source) continue;
    const visit = (node: ts.Node) => {
      const add = (edit: Pick<Change, 'span' | 'replacements'>, at: number) =>
        found.push({ ...edit, file, says: 'versions of its own', rank: at });
      if (ts.isObjectLiteralExpression(node)) {
        const edit = editOf(node, source, change);
        if (edit) add(edit, rank(node, cluster.clusterIdentifier, id));
      }
      const props = ts.isNewExpression(node) ? propsOf(node, [cluster.clusterIdentifier, id]) : undefined;
      if (props) add(spreadOf(props, source, change), 0);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found.sort((a, b) => a.rank - b.rank).slice(0, limit);
}

/** What is given to the construct of that name, where that is no object literal: `new AuroraCluster(stack, 'orders', props)`. */
function propsOf({ arguments: given = [] }: { arguments?: readonly ts.Expression[] }, names: readonly unknown[]) {
  const last = given.at(-1);
  const isNamed = given.slice(0, -1).some((each) => ts.isStringLiteralLike(each) && names.includes(each.text));
  return isNamed && last && !ts.isObjectLiteralExpression(last) ? last : undefined;
}

/** `{ ...props, engineVersion: '16.4', upgradeTo: undefined }` */
function spreadOf(props: ts.Expression, source: ts.SourceFile, { from, to }: VersionChange) {
  const changing = versionNames.filter((name) => from[name] !== to[name]);
  const versions = changing.map((name) => `${name}: ${textOf(to[name], source)}`);
  const { start, end } = spanOf(props, source);
  const replacements: Replacement[] = [
    { start, end: start, text: '{ ...' },
    { start: end, end, text: `, ${versions.join(', ')} }` },
  ];
  return { span: { start, end }, replacements };
}

/** In the quotes of the file. */
const textOf = (version: string | undefined, { text }: ts.SourceFile) => {
  const quote = /^[^'"]*"/.test(text) ? '"' : "'";
  return version === undefined ? 'undefined' : quote + version + quote;
};

/** Every version that changes, as a literal in this object. */
function editOf(object: ts.ObjectLiteralExpression, source: ts.SourceFile, { from, to }: VersionChange) {
  const spread = object.properties.find(ts.isSpreadAssignment);
  const last = object.properties.at(-1);
  const own = (name: VersionName) => object.properties.find((property) => property.name?.getText(source) === name);
  const engineVersion = own('engineVersion');
  const isLiteral =
    engineVersion && ts.isPropertyAssignment(engineVersion) && ts.isStringLiteralLike(engineVersion.initializer);
  // That one was tried as what it is.
  if (isLiteral && onlyEngineVersion({ from, to })) return undefined;
  const creates = engineVersion ?? (named(object, source, 'clusterIdentifier') ? spread : undefined);
  if (!creates || !last) return undefined;
  const replacements: Replacement[] = [];
  const added: string[] = [];
  for (const name of versionNames) {
    if (from[name] === to[name]) continue;
    const value = textOf(to[name], source);
    const property = own(name);
    if (!property) added.push(`, ${name}: ${value}`);
    else if (ts.isShorthandPropertyAssignment(property)) {
      replacements.push({ start: property.getEnd(), end: property.getEnd(), text: `: ${value}` });
    } else if (ts.isPropertyAssignment(property)) {
      replacements.push({ ...spanOf(property.initializer, source), text: value });
    } else return undefined;
  }
  if (added.length > 0) replacements.push({ start: last.getEnd(), end: last.getEnd(), text: added.join('') });
  return { span: spanOf(creates, source), replacements };
}

const spanOf = (node: ts.Node, source: ts.SourceFile): Span => ({ start: node.getStart(source), end: node.getEnd() });

const named = (object: ts.ObjectLiteralExpression, source: ts.SourceFile, name: string) =>
  object.properties.some((property) => property.name?.getText(source) === name);

/** 0: this cluster's identifier or construct id stands beside it. 1: it is given to a constructor. 2: anything else. */
function rank(object: ts.ObjectLiteralExpression, identifier: string, id?: string): number {
  const creation = ts.isNewExpression(object.parent) ? object.parent : undefined;
  const names = [...object.properties, ...(creation?.arguments ?? [])].flatMap((node) => {
    const value = ts.isPropertyAssignment(node) ? node.initializer : node;
    return ts.isStringLiteralLike(value) ? [value.text] : [];
  });
  if (names.some((name) => name === identifier || name === id)) return 0;
  return creation ? 1 : 2;
}
