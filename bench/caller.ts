// One signed-in person who calls a running server over HTTP, for benches.
// Calls say they come from many addresses, as the server's limits are for each address and a bench is a whole city.

export interface Caller {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: unknown): Promise<T>
  put(path: string, body: unknown): Promise<void>
}

let calls = 0
const addresses = 200

/** Signs in as a demonstration account. */
export async function openCaller(origin: string, login: string): Promise<Caller> {
  const send = async (method: string, path: string, cookie: string, body?: unknown) => {
    const answer = await fetch(`${origin}${path}`, {
      method, body: body === undefined ? null : JSON.stringify(body),
      headers: { cookie, 'x-forwarded-for': `10.0.0.${(calls++ % addresses) + 1}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 300)}`)
    return { answer, text }
  }
  const { answer } = await send('POST', '/api/session/demonstration', '', { login })
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  return {
    get: async (path) => JSON.parse((await send('GET', path, cookie)).text),
    post: async (path, body) => JSON.parse((await send('POST', path, cookie, body)).text || 'null'),
    put: async (path, body) => void (await send('PUT', path, cookie, body)),
  }
}
