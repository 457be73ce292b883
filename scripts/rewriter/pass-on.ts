import ts from 'typescript';
import type { Replacement } from '../checkout/source-text';
import type { Candidate, Change } from './find/candidate';
import { changeOf, type Holder, valueText } from './find/edit-steps';
import { parseSource } from './find/literals';
import { propertyOf } from './find/object-literals';
import type { Proposal } from './refusal-texts';

const name = 'previousEngineVersion';

/**
 * If a cluster is created from data, as in `engineVersion: each.version`, a property that is added to the data must be passed on: the
 * edit to the data, together with `previousEngineVersion: each.previousEngineVersion`. For a person to apply: it is code, not a value.
 */
export function passingOn({ changes }: Candidate, creation: Holder | undefined): Proposal | undefined {
  if (!creation || propertyOf(creation.object, name)) return undefined;
  const value = valueText(creation);
  const owner = /^([\w$.?![\]]+\.)[\w$]+$/.exec(value)?.[1];
  if (owner !== undefined) {
    return { changes: [...changes, changeOf({ does: 'insert', at: creation, name, value: owner + name })] };
  }
  const taken = takenApart(value, creation);
  return taken && { changes: [...changes, taken, changeOf({ does: 'insert', at: creation, name, value: name })] };
}

/** `{ id, engineVersion }` of a loop, a parameter or a declaration, with one name more. */
function takenApart(variable: string, { object: { file, start } }: Holder): Change | undefined {
  const source = parseSource(file);
  const element = source && declarationOf(variable, source, start);
  if (!element) return undefined;
  const end = element.getEnd();
  const replacements: Replacement[] = [{ start: end, end, text: `, ${name}` }];
  const type = typeOf(element.parent.parent);
  const typed = type?.members.find((member) => member.name?.getText(source) === propertyName(element, source));
  if (typed) {
    const [behind] = /[;,]?$/.exec(typed.getText(source))!;
    const at = typed.getEnd();
    replacements.push({ start: at, end: at, text: `${behind === '' ? ';' : ''} ${name}?: string${behind}` });
  }
  return { file, span: { start: element.getStart(source), end }, says: `${name} passed on`, replacements };
}

const propertyName = (element: ts.BindingElement, source: ts.SourceFile) =>
  (element.propertyName ?? element.name).getText(source);

const typeOf = (owner: ts.Node) =>
  (ts.isParameter(owner) || ts.isVariableDeclaration(owner)) && owner.type && ts.isTypeLiteralNode(owner.type)
    ? owner.type
    : undefined;

/** The nearest of that name around a place. */
function declarationOf(variable: string, source: ts.SourceFile, place: number): ts.BindingElement | undefined {
  let nearest: { element: ts.BindingElement; scope: ts.Node } | undefined;
  const visit = (node: ts.Node) => {
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent) && node.name.getText(source) === variable) {
      const scope = scopeOf(node);
      const isAround = scope.getStart(source) <= place && place < scope.getEnd();
      if (isAround && (!nearest || scope.getWidth(source) <= nearest.scope.getWidth(source))) {
        nearest = { element: node, scope };
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return nearest?.element;
}

function scopeOf(node: ts.Node): ts.Node {
  let scope = node.parent;
  while (
    !(ts.isFunctionLike(scope) || ts.isBlock(scope) || ts.isIterationStatement(scope, false) || ts.isSourceFile(scope))
  ) {
    scope = scope.parent;
  }
  return scope;
}
