// HTML as a tagged template: every value is escaped unless it is HTML made here. It never reads a request and holds no words.

/** Markup that is safe to send: made by `html` alone. */
export interface Html {
  readonly markup: string
}

/** What may stand in a template: text is escaped, lists are joined, nothing is printed for false, null and undefined. */
export type Child = Html | string | number | bigint | boolean | null | undefined | readonly Child[]

const made = new WeakSet<object>()

/** Builds markup: html`<p>${name}</p>`. Values in attributes must stand between double quotes. */
export function html(strings: TemplateStringsArray, ...children: readonly Child[]): Html {
  const markup = strings.reduce((text, part, at) => text + (at === 0 ? '' : print(children[at - 1])) + part, '')
  return bless(markup)
}

/** Joins pieces, with markup or text between them. */
export function joined(children: readonly Child[], between: Child = ''): Html {
  return bless(children.map(print).join(print(between)))
}

/** An attribute that is there only when it has a value: ` name="value"`; true gives the bare name. */
export function attribute(name: string, value: string | number | boolean | undefined): Html {
  if (value === undefined || value === false) return bless('')
  return bless(value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`)
}

function bless(markup: string): Html {
  const piece = { markup }
  made.add(piece)
  return piece
}

function print(child: Child): string {
  if (child === null || child === undefined || child === false || child === true) return ''
  if (isList(child)) return child.map(print).join('')
  if (typeof child === 'object') {
    // Parsed JSON could look like markup; only what this file made is trusted.
    if (!made.has(child)) throw new Error('an object that is not markup reached a page')
    return child.markup
  }
  return escape(String(child))
}

function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (one) => entities[one] ?? one)
}
