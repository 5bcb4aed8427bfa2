// QR codes (ISO/IEC 18004) as one vector path: sharp at any size, never a bitmap.
import QRCode from 'qrcode'
import type { Drawing } from './document.ts'

/** Draws a code with error correction M and the quiet zone of four modules. */
export function drawCode(text: string, size: number): Drawing {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const unit = size / (modules.size + 8)
  const parts: string[] = []
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) parts.push(square((column + 4) * unit, (row + 4) * unit, unit))
    }
  }
  return { width: size, height: size, alt: `QR: ${text}`, marks: [{ kind: 'path', path: parts.join(''), fill: 'black' }] }
}

function square(x: number, y: number, side: number): string {
  const [left, top, length] = [x, y, side].map((number) => Number(number.toFixed(3)))
  return `M${left} ${top}h${length}v${length}h-${length}z`
}
