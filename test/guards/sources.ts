// The sources that the guards look at, parsed once by the compiler's own parser. Nothing is resolved and no type is asked.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { API } from 'typescript/unstable/sync'
import { createVirtualFileSystem } from 'typescript/unstable/fs'
import {
  isArrowFunction, isCallExpression, isClassDeclaration, isConstructorDeclaration, isExportDeclaration, isFunctionDeclaration, isFunctionExpression, isGetAccessorDeclaration,
  isIdentifier, isImportDeclaration, isImportTypeNode, isInterfaceDeclaration, isLiteralTypeNode, isMethodDeclaration, isNoSubstitutionTemplateLiteral, isStringLiteral, isTemplateExpression,
  isTypeAliasDeclaration, SyntaxKind, type Node, type SourceFile,
} from 'typescript/unstable/ast'

/** Texts by path from the project's root, `/` between folders. */
export type Files = Record<string, string>

/** A way from one file to another; `isValue` when the other one is loaded at run time. */
export interface Import {
  path: string
  line: number
  isValue: boolean
}

/** A function with the lines it takes, its first and last included. */
export interface Measured {
  name: string
  line: number
  lines: number
}

/** What the guards ask of one TypeScript file. */
export interface Source {
  file: string
  text: string
  imports: Import[]
  functions: Measured[]
  /** Names of functions, classes, interfaces and types declared anywhere in the file. */
  names: { name: string; line: number }[]
  /** String and template literals, where SQL stands. */
  literals: { text: string; line: number }[]
}

/** One broken rule, told so that it can be found. */
export interface Violation {
  rule: string
  file: string
  line: number
  what: string
}

const folders = ['src', 'web/portal', 'web/desk', 'test', 'bench', 'scripts', 'packs']
const ignored = new Set(['node_modules', 'dist'])

/** Reads the project's own files from the disk: everything under the folders of the map. */
export function readProject(root: string): Files {
  const files: Files = {}
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        if (!ignored.has(entry.name) && !entry.name.startsWith('dist.')) walk(path)
      } else files[path] = readFileSync(join(root, path), 'utf8')
    }
  }
  for (const folder of folders) walk(folder)
  return files
}

export const isTypeScript = (file: string) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts')

/** Files that only tests use; they may reach further than what they test. */
export const isTestFile = (file: string) => /(\.test\.tsx?$)|(\/test-[^/]+\.ts$)|(\/testing\.ts$)/.test(file)

/** Parses all TypeScript among the files. */
export function parseSources(files: Files): Source[] {
  const names = Object.keys(files).filter(isTypeScript)
  const config = { compilerOptions: { noLib: true, noResolve: true, types: [], allowImportingTsExtensions: true, noEmit: true, jsx: 'preserve' }, files: names }
  const onDisk = Object.fromEntries(names.map((name) => [`/project/${name}`, files[name] ?? '']))
  const api = new API({ cwd: '/project', fs: createVirtualFileSystem({ ...onDisk, '/project/tsconfig.json': JSON.stringify(config) }) })
  try {
    const [project] = api.updateSnapshot({ openProject: '/project/tsconfig.json' }).getProjects()
    return names.map((name) => {
      const parsed = project?.program.getSourceFile(`/project/${name}`)
      if (!parsed) throw new Error(`${name} could not be parsed`)
      return look(name, parsed)
    })
  } finally {
    api.close()
  }
}

function look(file: string, parsed: SourceFile): Source {
  const { text } = parsed
  const source: Source = { file, text, imports: [], functions: [], names: [], literals: [] }
  const starts = lineStarts(text)
  const lineAt = (at: number) => lineOf(starts, at)
  const visit = (node: Node): undefined => {
    const line = lineAt(startOf(text, node))
    const found = importOf(node)
    if (found) source.imports.push({ ...found, line })
    if (isFunction(node)) source.functions.push({ name: nameOf(node) ?? 'a function', line, lines: lineAt(node.end) - line + 1 })
    if (isFunctionDeclaration(node) || isClassDeclaration(node) || isInterfaceDeclaration(node) || isTypeAliasDeclaration(node)) source.names.push({ name: nameOf(node) ?? '', line })
    if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) source.literals.push({ text: node.text, line })
    if (isTemplateExpression(node)) source.literals.push({ text: text.slice(node.pos, node.end), line })
    node.forEachChild(visit)
    return undefined
  }
  parsed.forEachChild(visit)
  return source
}

/** `import { type A }` still loads the other file; only `import type` does not. */
function importOf(node: Node): Omit<Import, 'line'> | undefined {
  if (isImportDeclaration(node) && isStringLiteral(node.moduleSpecifier)) return { path: node.moduleSpecifier.text, isValue: node.importClause?.phaseModifier !== SyntaxKind.TypeKeyword }
  if (isExportDeclaration(node) && node.moduleSpecifier && isStringLiteral(node.moduleSpecifier)) return { path: node.moduleSpecifier.text, isValue: !node.isTypeOnly }
  if (isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword) {
    const [path] = node.arguments
    return path && isStringLiteral(path) ? { path: path.text, isValue: true } : undefined
  }
  if (isImportTypeNode(node) && isLiteralTypeNode(node.argument) && isStringLiteral(node.argument.literal)) return { path: node.argument.literal.text, isValue: false }
  return undefined
}

const isFunction = (node: Node) =>
  isFunctionDeclaration(node) || isFunctionExpression(node) || isArrowFunction(node) || isMethodDeclaration(node) || isConstructorDeclaration(node) || isGetAccessorDeclaration(node)

function nameOf(node: Node): string | undefined {
  const name = 'name' in node ? (node.name as Node | undefined) : undefined
  return name && isIdentifier(name) ? name.text : undefined
}

/** Where a node begins without the blanks and comments before it. */
function startOf(text: string, node: Node): number {
  const blank = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y
  blank.lastIndex = node.pos
  blank.exec(text)
  return Math.min(blank.lastIndex, node.end)
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function lineOf(starts: number[], at: number): number {
  let [low, high] = [0, starts.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= at) low = middle
    else high = middle
  }
  return low + 1
}
