// The part of bpmn-moddle that is used here; the package's main entry ships no types.
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    $type: string
    id?: string
    name?: string
    get(name: string): unknown
    $parent?: ModdleElement
    /** Attributes that the standard does not know. */
    $attrs?: Record<string, unknown>
  }
  export interface ModdleWarning {
    message: string
    property?: string
    value?: string
    element?: ModdleElement
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, object>)
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: ModdleWarning[] }>
    toXML(root: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>
  }
}
