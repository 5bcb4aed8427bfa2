// A pad to sign on, by finger, pen or mouse; what is drawn is kept as a picture (PNG). Who cannot draw confirms by the code on the receipt.
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

const size = { width: 600, height: 200 }

export function SignaturePad({ busy, done }: { busy: boolean; done: (picture: Blob) => void }) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawing = useRef(false)
  const [drawn, setDrawn] = useState(false)
  const place = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return [((event.clientX - box.left) * size.width) / box.width, ((event.clientY - box.top) * size.height) / box.height] as const
  }
  const begin = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const pen = canvas.current?.getContext('2d')
    if (pen == null) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drawing.current = true
    pen.lineWidth = 3
    pen.lineCap = 'round'
    pen.beginPath()
    pen.moveTo(...place(event))
  }
  const go = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const pen = canvas.current?.getContext('2d')
    if (pen == null || !drawing.current) return
    pen.lineTo(...place(event))
    pen.stroke()
    setDrawn(true)
  }
  const clear = () => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, size.width, size.height)
    setDrawn(false)
  }
  return (
    <div className="signature-pad">
      <canvas ref={canvas} {...size} role="img" aria-label={t('confirm.pad')} onPointerDown={begin} onPointerMove={go} onPointerUp={() => (drawing.current = false)} />
      <div className="buttons">
        <Button onClick={clear} disabled={!drawn}>
          {t('confirm.clear')}
        </Button>
        <Button type="primary" disabled={!drawn} loading={busy} onClick={() => canvas.current?.toBlob((picture) => picture !== null && done(picture), 'image/png')}>
          {t('confirm.sign')}
        </Button>
      </div>
    </div>
  )
}
