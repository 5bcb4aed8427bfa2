// The part of dmn-js that is used; the package gives no types of its own.
declare module 'dmn-js/lib/Modeler' {
  type View = { id?: string; type: string; name?: string; element: { id: string; $type: string; name?: string } }
  type Viewer = { get: <T>(name: string) => T }
  export default class Modeler {
    constructor(options: { container: HTMLElement; common?: object; drd?: object; decisionTable?: object; literalExpression?: object; boxedExpression?: object })
    importXML(xml: string): Promise<{ warnings: unknown[] }>
    saveXML(options: { format: boolean }): Promise<{ xml: string }>
    getViews(): View[]
    getActiveView(): View | undefined
    open(view: View): Promise<unknown>
    on(name: string, heard: (event: { viewer: Viewer; activeView?: View }) => void): void
    destroy(): void
  }
}
