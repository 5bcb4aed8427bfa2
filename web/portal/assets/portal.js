// Niceties only: every page works without this file. Saves what is typed, sends large files in pieces, shows how far they are.
// Moves focus to the error summary, stops a form from being sent twice, brings
// follow-up questions and computed values at once, and lets a signature be drawn.
document.querySelector('.govuk-error-summary')?.focus()
for (const form of document.querySelectorAll('form[method="post"]')) {
  let sentAt = 0
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    const now = Date.now()
    if (now - sentAt < 1500) event.preventDefault()
    else sentAt = now
  })
}

const live = document.querySelector('form[data-live]')
if (live) keepLive(live)
// A page of work under way looks again by itself, after as many seconds as it says.
const refreshing = document.querySelector('[data-refresh-page]')
if (refreshing) setTimeout(() => location.reload(), Number(refreshing.dataset.refreshPage) * 1000)
for (const form of document.querySelectorAll('form[data-scan]')) awaitPhone(form)
for (const form of document.querySelectorAll('form[data-save]')) keepSaved(form)
for (const form of document.querySelectorAll('form[data-upload]')) sendInPieces(form)
drawSignatures()
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) for (const form of document.querySelectorAll('form[data-passkey]')) usePasskey(form)

// A computer that waits for a telephone asks quietly, and goes on by itself once it was let in, or its code is over.
function awaitPhone(form) {
  const timer = setInterval(async () => {
    const answer = await fetch(form.dataset.scan).catch(() => undefined)
    if (!answer || (answer.ok ? !(await answer.json()).confirmed : answer.status !== 401)) return
    clearInterval(timer)
    if (answer.ok) form.submit()
    else location.assign(form.dataset.here)
  }, 3000)
}

// The browser is asked for a passkey, and its answer goes with the form; the server says what is asked, and judges it.
function usePasskey(form) {
  form.hidden = false
  document.querySelector('[data-without-passkeys]')?.remove()
  form.addEventListener('submit', async (event) => {
    if (form.elements.response.value) return
    event.preventDefault()
    const failed = form.querySelector('[role="alert"]')
    failed.hidden = true
    try {
      const asked = await fetch(form.dataset.passkey, { method: 'POST', headers: { 'content-type': 'application/json' }, body: form.dataset.ask })
      // The session ended, or the proof has grown old: the form goes as it is, and the server leads on.
      if (!asked.ok) return form.submit()
      const { ticket, options } = await asked.json()
      const isNew = 'pubKeyCredParams' in options
      const given = isNew
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
      form.elements.challenge.value = ticket
      form.elements.response.value = JSON.stringify(given.toJSON())
      form.submit()
    } catch {
      failed.hidden = false
    }
  })
}

// What follows from the answers is reckoned by the one interpreter, on the server: this asks it, and saves nothing.
function keepLive(form) {
  // A button that is replaced while it is held down is never clicked; the press itself is what leaves the last field and asks.
  let released = Promise.resolve()
  form.addEventListener('pointerdown', () => {
    released = new Promise((resolve) => {
      for (const kind of ['pointerup', 'pointercancel']) addEventListener(kind, () => setTimeout(resolve), { once: true })
    })
  })
  const typed = (button) => {
    const data = new URLSearchParams(new FormData(form))
    if (button) data.append(button.name, button.value)
    return data
  }
  const look = async (button) => {
    const sent = typed(button)
    const asked = new URLSearchParams(sent)
    asked.set('then', 'look')
    const answer = await fetch(form.action, { method: 'POST', body: asked, headers: { accept: 'text/html' } })
    if (!answer.ok) throw new Error('no answer')
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    await released
    const fresh = page.querySelector('[data-questions]')
    if (!fresh) throw new Error('no questions')
    // Somebody typed on meanwhile: what comes back is old.
    if (typed(button).toString() !== sent.toString()) return look(button)
    place(form.querySelector('[data-questions]'), fresh)
    drawSignatures()
  }
  form.addEventListener('change', () => look().catch(() => {}))
  form.addEventListener('click', (event) => {
    const button = event.target.closest('button[name="row-change"]')
    if (!button) return
    event.preventDefault()
    // Without an answer the plain way is still there.
    look(button).then(() => focusRow(button.value), () => form.requestSubmit(button))
  })
}

// Questions that stay keep their nodes, and with them what is typed and where the cursor is.
function place(old, fresh) {
  const focused = document.activeElement?.id
  const before = new Map([...old.children].map((node) => [node.dataset.field, node]))
  const after = [...fresh.children].map((node) => {
    const known = before.get(node.dataset.field)
    return known && (!node.hasAttribute('data-refresh') || known.isEqualNode(node)) ? known : document.importNode(node, true)
  })
  old.replaceChildren(...after)
  if (focused) document.getElementById(focused)?.focus()
}

function focusRow(change) {
  const [group, what] = change.split(' ')
  const rows = document.getElementById(group)?.querySelectorAll('.yw-row')
  const row = rows?.[rows.length - 1]
  if (what === 'add') row?.querySelector('input:not([type=hidden]),select,textarea')?.focus()
  else document.getElementById(group)?.focus()
}

function drawSignatures() {
  for (const box of document.querySelectorAll('[data-sign]:not([data-ready])')) drawIn(box)
}

function drawIn(box) {
  box.setAttribute('data-ready', '')
  const value = box.querySelector('input')
  box.querySelector('svg')?.remove()
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 600 200')
  svg.setAttribute('class', 'yw-sign__field')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', box.dataset.label)
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  for (const [name, set] of Object.entries({ fill: 'none', stroke: 'currentColor', 'stroke-width': '4', 'stroke-linecap': 'round', 'stroke-linejoin': 'round', d: value.value })) path.setAttribute(name, set)
  svg.append(path)
  const words = document.createElement('p')
  words.className = 'govuk-hint'
  words.textContent = box.dataset.label
  const clear = document.createElement('button')
  clear.type = 'button'
  clear.className = 'govuk-button govuk-button--secondary'
  clear.textContent = box.dataset.clear
  const draw = (stroke) => {
    if (value.value.length + stroke.length > 20000) return
    value.value = `${value.value}${stroke}`.trim()
    path.setAttribute('d', value.value)
  }
  const at = (event) => {
    const field = svg.getBoundingClientRect()
    const within = (share, most) => Math.max(0, Math.min(most, Math.round(share * most)))
    return `${within((event.clientX - field.left) / field.width, 600)} ${within((event.clientY - field.top) / field.height, 200)}`
  }
  svg.addEventListener('pointerdown', (event) => {
    svg.setPointerCapture(event.pointerId)
    draw(` M${at(event)}`)
  })
  svg.addEventListener('pointermove', (event) => {
    if (svg.hasPointerCapture(event.pointerId)) draw(` L${at(event)}`)
  })
  clear.addEventListener('click', () => {
    value.value = ''
    path.setAttribute('d', '')
  })
  box.append(words, svg, clear)
}

// Saves a second after the last key, and when the page is left. A page without this saves when it is sent.
function keepSaved(form) {
  const words = form.querySelector('[data-save-words]')
  const say = (text) => { if (words) words.textContent = text }
  const read = () => {
    const data = new URLSearchParams(new FormData(form))
    data.delete('key')
    data.set('then', 'save')
    return data.toString()
  }
  let kept = read()
  let timer
  let isSending = false
  const save = async (keepalive) => {
    const body = read()
    if (body === kept || isSending) return
    isSending = true
    try {
      const answer = await fetch(form.action, { method: 'POST', body, keepalive, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
      if (answer.status === 401) return say(form.dataset.out)
      if (!answer.ok) throw new Error('not saved')
      kept = body
      say(form.dataset.saved.replace('{time}', new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })))
    } catch {
      say(form.dataset.cut)
      later(5000)
    } finally {
      isSending = false
      if (read() !== body) later(1000)
    }
  }
  const later = (ms) => {
    clearTimeout(timer)
    timer = setTimeout(save, ms, false)
  }
  form.addEventListener('input', () => later(1000))
  addEventListener('online', () => later(0))
  form.addEventListener('submit', () => clearTimeout(timer))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && save(true))
}

const largeBytes = 5 * 1024 * 1024

// A large file goes in pieces to the same API as everything else; what is there already is not sent again.
function sendInPieces(form) {
  form.addEventListener('submit', (event) => {
    const file = form.querySelector('input[type=file]')?.files?.[0]
    if (!file || file.size <= largeBytes || form.dataset.plain) return
    event.preventDefault()
    // What cannot be sent in pieces is sent whole, so that the page says what is wrong with it.
    send(form, file).then(() => location.reload(), () => { form.dataset.plain = '1'; form.submit() })
  })
}

async function send(form, file) {
  const base = `${form.dataset.upload}/uploads`
  const material = form.querySelector('[name=material]').value
  const begun = await call(base, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ material, name: file.name, bytes: file.size, mark: `${file.name} ${file.size} ${file.lastModified}`.slice(-300) }) })
  const bar = document.createElement('progress')
  bar.className = 'yw-progress'
  bar.max = file.size
  const words = document.createElement('p')
  words.className = 'govuk-body'
  words.setAttribute('role', 'status')
  const told = form.dataset.progress.replace('{name}', file.name)
  bar.setAttribute('aria-label', told)
  form.querySelector('button').disabled = true
  form.append(words, bar)
  for (let at = begun.received; at < file.size; ) {
    words.textContent = told
    bar.value = at
    const body = new FormData()
    body.append('file', file.slice(at, at + begun.pieceBytesMax), 'piece')
    try {
      at = (await call(`${base}/${begun.id}/pieces?at=${at}`, { method: 'POST', body })).received
    } catch (error) {
      if (error.refused && error.received === undefined) throw error
      if (error.received !== undefined) at = error.received
      else {
        words.textContent = form.dataset.waiting
        await new Promise((done) => setTimeout(done, 3000))
      }
    }
  }
  bar.value = file.size
  await call(`${base}/${begun.id}/completion`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
}

async function call(path, options) {
  const answer = await fetch(path, options)
  const body = await answer.json().catch(() => ({}))
  if (answer.ok) return body
  throw Object.assign(new Error(body.code), { refused: answer.status < 500, received: body.facts?.received })
}
