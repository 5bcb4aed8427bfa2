// The part of saxen that is used here; the package ships no types.
declare module 'saxen' {
  export interface XmlContext {
    line: number
    column: number
    data: string
  }
  type Decode = (text: string) => string
  export class Parser {
    constructor(options?: { proxy?: boolean })
    ns(namespaces?: Record<string, string>): Parser
    on(event: 'openTag', hook: (name: string, attributes: () => Record<string, string>, decode: Decode, selfClosing: boolean, context: () => XmlContext) => void): Parser
    on(event: 'closeTag', hook: (name: string, decode: Decode, selfClosing: boolean, context: () => XmlContext) => void): Parser
    on(event: 'error' | 'warn', hook: (error: Error, context: () => XmlContext) => void): Parser
    on(event: 'text', hook: (value: string, decode: Decode, context: () => XmlContext) => void): Parser
    on(event: 'cdata', hook: (value: string, context: () => XmlContext) => void): Parser
    parse(xml: string): Error | undefined
  }
}
