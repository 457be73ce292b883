import ts from 'typescript';
import { type AppFile, isScript } from './app-files';
import type { ClusterRef, Place } from './edit';
import { parseSource } from './literals';
import { placeOf, type Replacement } from './source-text';

/** A change that a person may make where the cluster is created: it is tried, but never made, because it replaces code. */
export interface HandEdit extends Replacement {
  file: AppFile;
  place: Place;
}

const limit = 6;

/**
 * Where the code gives a cluster its version by anything but a literal: `engineVersion: version`, `{ engineVersion }`,
 * `` engineVersion: `${major}.6` ``, or an object that spreads another. Those beside this cluster's identifier come first.
 */
export function findHandEdits(files: AppFile[], { clusterIdentifier, path }: ClusterRef, to: string): HandEdit[] {
  const id = path?.split('/').at(-1);
  const found: (HandEdit & { rank: number })[] = [];
  for (const file of files) {
    if (file.notOwn || !/engineVersion|\.\.\./.test(file.text)) continue;
    const source = isScript(file.path) ? parseSource(file.path, file.text) : undefined;
    if (!source) continue;
    const quote = /^[^'"]*"/.test(file.text) ? '"' : "'";
    const visit = (node: ts.Node) => {
      if (ts.isObjectLiteralExpression(node)) {
        const edit = editOf(node, source, `${quote}${to}${quote}`);
        if (edit) {
          const { shown, ...replacement } = edit;
          const place = placeOf(file.path, file.text, { start: shown.getStart(source), end: shown.getEnd() });
          found.push({ ...replacement, file, place, rank: rank(node, clusterIdentifier, id) });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found.sort((a, b) => a.rank - b.rank).slice(0, limit);
}

type Edit = Replacement & { shown: ts.Node };

function editOf(object: ts.ObjectLiteralExpression, source: ts.SourceFile, literal: string): Edit | undefined {
  for (const property of object.properties) {
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === 'engineVersion') {
      const end = property.getEnd();
      return { start: end, end, text: `: ${literal}`, shown: property };
    }
    if (!ts.isPropertyAssignment(property) || property.name.getText(source) !== 'engineVersion') continue;
    const value = property.initializer;
    if (ts.isStringLiteralLike(value)) return undefined;
    return { start: value.getStart(source), end: value.getEnd(), text: literal, shown: property };
  }
  const last = object.properties.at(-1);
  const creates = object.properties.some((property) => property.name?.getText(source) === 'clusterIdentifier');
  const spread = object.properties.find(ts.isSpreadAssignment);
  if (!last || !spread || !creates) return undefined;
  return { start: last.getEnd(), end: last.getEnd(), text: `, engineVersion: ${literal}`, shown: spread };
}

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
