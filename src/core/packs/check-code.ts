// A pack is data: no program may hide in it (design §5), and no file lies where nobody reads it.
import type { Report } from './faults.ts'
import type { Folder } from './folder.ts'

const known = [
  /^(pack|regions|organisations|people|licences|purposes|assessments)\.yaml$/,
  /^calendar\/\d{4}\.yaml$/,
  /^(licence-types|forms)\/[a-z0-9-]+\.yaml$/,
  /^processes\/[a-z0-9-]+\.bpmn$/,
  /^decisions\/[a-z0-9-]+\.dmn$/,
  /^letters\/[a-z0-9-]+\.md$/,
  /^words\/(zh|en)\.yaml$/,
  /^items\/[a-z0-9-]+\/(item\.yaml|guide\.(zh|en)\.md)$/,
  /^items\/[a-z0-9-]+\/examples\/[a-z0-9-]+\.yaml$/,
  /^(items\/[a-z0-9-]+\/samples|pictures)\/[a-z0-9-]+\.(png|jpe?g|svg)$/,
  /^([a-z-]+\/)*README(\.zh-CN)?\.md$/,
]

const programs = /\.([cm]?[jt]sx?|wasm|s?html?|vue|py|rb|sh|bat|ps1|exe|dll|so|jar|class|php|lua)$/i
const hidden: [RegExp, string][] = [
  [/<\s*script\b/i, '<script>'],
  [/\bjavascript\s*:/i, 'javascript:'],
  [/<[^>]*\son[a-z]+\s*=\s*["']/i, 'on…='],
  [/<\s*(iframe|object|embed|foreignObject)\b/i, '<iframe>, <object>, <embed>, <foreignObject>'],
]

/** Reports programs, markup that runs, and files that no rule knows. */
export function checkNoCode(folder: Folder, report: Report): void {
  for (const [path, text] of folder) {
    if (programs.test(path)) report.add('code-in-pack', { file: path, line: 1 }, { what: path })
    else if (!known.some((shape) => shape.test(path))) report.add('unknown-file', { file: path, line: 1 }, { name: path })
    for (const [shape, what] of hidden) {
      const match = shape.exec(text)
      if (match) report.add('code-in-pack', { file: path, line: text.slice(0, match.index).split('\n').length }, { what })
    }
  }
}
