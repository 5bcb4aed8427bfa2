// A drawer that asks the few questions of one act and sends it; Ctrl+Enter sends, Escape closes. It keeps what was typed after a refusal.
import { App, Button, Drawer, Form } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { isConflict } from '../api/problem.ts'
import { type ActContext, type ActField, ActFields, startValues } from './act-fields.tsx'
import { RefusalNotice } from './refusal-notice.tsx'

export type Body = Record<string, unknown>
type Act = {
  title: string
  explanation: string
  fields: ActField[]
  plain?: boolean
  grave?: boolean
  context: ActContext
  send: (body: Body, key: string) => Promise<unknown>
  stale: readonly string[]
  /** What stands under the questions, given what is typed so far. */
  below?: (read: () => Body) => ReactNode
  /** Called when the act is on its way and the caller shows something else meanwhile; what comes back refused is given to `failed`. */
  leave?: (() => void) | undefined
  failed?: (error: unknown, values: Body) => void
  /** What was typed before, and how it was refused. */
  before?: { values: Body; error: unknown } | undefined
  /** What the server answered, where the caller goes on with it. */
  onDone?: (answer: unknown) => void
  onClose: (changed: boolean) => void
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || value === null || (typeof value === 'object' && !Array.isArray(value) && !(value instanceof File) && Object.keys(value).length === 0)
}

/** Leaves out what was not answered, inside faces too: an absent answer is no answer. */
function dropEmpty(values: Body): Body {
  const inner = Object.entries(values).map(([name, value]) => [name, typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof File) ? dropEmpty(value as Body) : value] as const)
  return Object.fromEntries(inner.filter(([, value]) => !isEmpty(value)))
}

export function ActDrawer({ title, explanation, fields, plain = false, grave = false, context, send, stale, below, leave, failed, before, onDone, onClose }: Act) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Body>()
  const inside = useRef<HTMLDivElement>(null)
  const sent = useRef(false)
  const hasLeft = useRef(false)
  const act = useAct<Body, unknown>(send, stale, (answer) => {
    void message.success(t('parts.done', { title }))
    onDone?.(answer)
    if (!hasLeft.current) onClose(true)
  }, (error, values) => hasLeft.current && failed?.(error, values))
  const error = act.error ?? (act.isIdle ? before?.error : null)
  const submit = (values: Body) => {
    act.mutate(dropEmpty(values))
    if (leave === undefined) return
    hasLeft.current = true
    leave()
  }
  useEffect(() => {
    // Strict effects run twice; a plain act is sent once.
    if (plain && !sent.current) {
      sent.current = true
      act.mutate({})
    }
  }, [plain, act.mutate])
  const conflict = isConflict(error)
  const maySend = !plain && !conflict && !act.isPending
  useEffect(() => {
    // On the window, since a drawer that asks nothing holds no field that could have the focus.
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && maySend) form.submit()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [form, maySend])
  if (plain && act.error === null) return null
  const focus = (open: boolean) => open && inside.current?.querySelector<HTMLElement>('textarea, input:not([type=hidden])')?.focus()
  return (
    <Drawer
      open
      title={title}
      size={460}
      onClose={() => onClose(conflict)}
      afterOpenChange={focus}
      destroyOnHidden
      footer={
        <div className="drawer-foot">
          <RefusalNotice error={error ?? null} again={conflict || plain ? () => onClose(true) : undefined} />
          {!plain && (
            <Button type="primary" danger={grave} onClick={() => form.submit()} loading={act.isPending} disabled={conflict}>
              {title} <kbd>Ctrl ⏎</kbd>
            </Button>
          )}
          <Button onClick={() => onClose(conflict)}>{t('parts.cancel')}</Button>
        </div>
      }
    >
      <div ref={inside}>
        {explanation !== '' && <p className="explanation">{explanation}</p>}
        {!plain && (
          <Form form={form} layout="vertical" initialValues={{ ...startValues(fields, context), ...before?.values }} onFinish={submit} scrollToFirstError>
            <ActFields fields={fields} context={context} form={form} />
          </Form>
        )}
        {below?.(() => dropEmpty(form.getFieldsValue(true) as Body))}
      </div>
    </Drawer>
  )
}
