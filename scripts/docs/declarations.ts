import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A member of an interface or a class, as its docstring and its type say it. */
export interface Member {
  name: string;
  /** Without modifiers such as `readonly`. */
  type: string;
  isOptional: boolean;
  isPrivate: boolean;
  isReadonly: boolean;
  /** Names of parameters, of a method. */
  parameters?: string[];
  /** The docstring's paragraphs, each on one line: the first is the short text that tables show. */
  paragraphs: string[];
  /** `@default` */
  byDefault?: string;
}

/** Interfaces, classes and type aliases of some folders, by name. Only read, not checked: that takes no time. */
export class Declarations {
  private readonly byName = new Map<string, ts.Statement>();

  constructor(...folders: string[]) {
    for (const path of folders.flatMap(sourcesIn)) {
      const text = readFileSync(path, 'utf8');
      for (const statement of ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true).statements) {
        const { name } = statement as { name?: ts.Node };
        if (name !== undefined) this.byName.set(name.getText(), statement);
      }
    }
  }

  isInterface(name: string): boolean {
    const found = this.byName.get(name);
    return found !== undefined && ts.isInterfaceDeclaration(found);
  }

  /** Whether it is an interface or a class. */
  hasMembers(name: string): boolean {
    const found = this.byName.get(name);
    return this.isInterface(name) || (found !== undefined && ts.isClassDeclaration(found));
  }

  /** The docstring of a declaration; empty where it has none. */
  docOf(name: string): string {
    return docOf(this.of(name));
  }

  /** Its own, without those that it inherits, in the order of the code. */
  membersOf(name: string): Member[] {
    const found = this.of(name);
    if (ts.isInterfaceDeclaration(found) || ts.isClassDeclaration(found)) {
      return (found.members as ts.NodeArray<ts.TypeElement | ts.ClassElement>)
        .filter((each) => each.name)
        .map(memberOf);
    }
    throw new TypeError(`${name} has no members.`);
  }

  /** The members of each part of a union of object types, such as a type of events. */
  partsOf(name: string): Member[][] {
    const found = this.byName.get(name);
    if (found === undefined || !ts.isTypeAliasDeclaration(found)) throw new TypeError(`${name} is not a type alias.`);
    const parts = ts.isUnionTypeNode(found.type) ? found.type.types : [found.type];
    return parts.map((part) => this.membersOfType(part));
  }

  private of(name: string): ts.Statement {
    const found = this.byName.get(name);
    if (found === undefined) throw new RangeError(`Nothing is called ${name}.`);
    return found;
  }

  private membersOfType(type: ts.TypeNode): Member[] {
    if (ts.isTypeLiteralNode(type)) return type.members.map(memberOf);
    if (ts.isParenthesizedTypeNode(type)) return this.membersOfType(type.type);
    if (ts.isIntersectionTypeNode(type)) return type.types.flatMap((each) => this.membersOfType(each));
    if (ts.isTypeReferenceNode(type) && this.isInterface(type.typeName.getText())) {
      return this.membersOf(type.typeName.getText());
    }
    return [];
  }
}

const sourcesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));

function memberOf(node: ts.TypeElement | ts.ClassElement): Member {
  const { type, questionToken } = node as Partial<ts.MethodDeclaration>;
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === 'default');
  const modifiers = (ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : []).map(({ kind }) => kind);
  return {
    name: node.name!.getText(),
    type: (type?.getText() ?? '').replace(/\breadonly /g, '').replace(/\bReadonly<(.*)>$/s, '$1'),
    isOptional: questionToken !== undefined,
    isPrivate: modifiers.includes(ts.SyntaxKind.PrivateKeyword),
    isReadonly: modifiers.includes(ts.SyntaxKind.ReadonlyKeyword),
    parameters: ts.isMethodDeclaration(node) ? node.parameters.map(spoken) : undefined,
    paragraphs: docOf(node)
      .split(/\n\s*\n/)
      .map(oneLine),
    byDefault: tag && oneLine(ts.getTextOfJSDocComment(tag.comment) ?? ''),
  };
}

function docOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).slice(-1);
  return ts.getTextOfJSDocComment(doc?.comment) ?? '';
}

const spoken = ({ name, questionToken, initializer }: ts.ParameterDeclaration) =>
  name.getText() + (questionToken || initializer ? '?' : '');

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
