// The list of keys; opened by ?, closed by Escape.
import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'

const groups = {
  anywhere: ['?', 'g w', 'g b', 'g m', 'g n', 'g i', 'g d', 'g z', 'g r', 'g a', 'g o', 'g p', 'g e', 'g c', 'g t', 'g s', 'g u', 'g l', '/'],
  lists: ['j', 'k', 'Enter', 'm'],
  work: ['t 1', 'c', 'x', 'X', 'a'],
  case: ['1–9', 'n', 'b', 'm', 'r', 'u', 'Ctrl+Enter', 'Esc'],
} as const

export function KeyHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('shell.keys')} width={640} destroyOnHidden>
      <div className="key-help">
        {Object.entries(groups).map(([group, keys]) => (
          <section key={group}>
            <h2>{t(`keys.${group}`)}</h2>
            <dl className="facts">
              {keys.map((key) => (
                <div key={key}>
                  <dt>
                    <kbd>{key === 't 1' ? '1–4' : key}</kbd>
                  </dt>
                  <dd>{t(`keys.of.${group}.${key}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
