// How the protocol keeps its things on our database. Whoever reads the tables can sign in nowhere: what the other side holds is kept as a digest.
import type { Ground } from '#base/context'
import { sha256 } from '#base/crypto'
import type { Caller } from '#base/http'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { assuranceLevelOf, levelOfSession, sessionsGoingOn } from '#core/people'
import { noteSignIn } from './acts.ts'
import type { Registration } from './client.ts'
import { findInForce } from './store.ts'
import { consumeRecord, deleteByGrant, deleteRecord, findByUid, findRecord, saveRecord } from './store-records.ts'

/** What a record needs to know of the call it is made in. */
export interface Surroundings {
  /** Who is signed in with us in this browser. */
  caller(): Promise<Caller | undefined>
  /** What is thrown where something that works once is used again at the same moment. */
  usedAlready(): Error
  /** What is thrown where a code would tell of somebody who is not the one signed in. */
  notSignedIn(): Error
}

/** Makes the adapter of one kind of thing. */
export function recordsOf(ground: Ground, model: string, around: Surroundings): Adapter {
  const { sql } = ground
  const idOf = (id: string) => sha256(id)
  const withId = (payload: Record<string, unknown> | undefined, id: string) => payload && ({ ...payload, jti: id } as AdapterPayload)
  return {
    find: async (id) => (model === 'Client' ? metadataOf(await findInForce(sql, id)) : withId(await findRecord(sql, model, idOf(id)), id)),
    // A session is looked up by its uid only to see whether it goes on and whose it is: ours may have ended this moment.
    findByUid: async (uid) => {
      const found = await findByUid(sql, model, uid)
      const isOver = found?.session != null && !(await sessionsGoingOn(sql, [found.session], ground.clock.now())).has(found.session)
      return isOver ? undefined : (found?.payload as AdapterPayload | undefined)
    },
    findByUserCode: async () => undefined,
    upsert: async (id, { jti: _held, ...payload }) => {
      const caller = model === 'Session' || model === 'AuthorizationCode' ? await around.caller() : undefined
      const isCallers = caller !== undefined && caller.id === payload.accountId
      if (model === 'AuthorizationCode' && !isCallers) throw around.notSignedIn()
      // The protocol's session remembers how surely somebody was known when it began; a code tells how surely he is known now, in this session, and when he proved it last.
      if (model === 'AuthorizationCode' && isCallers) Object.assign(payload, { acr: String(levelOfSession(caller, await assuranceLevelOf(sql, caller.id, ground.clock.now()))), authTime: Math.floor(caller.provedAt.epochMilliseconds / 1000) })
      await saveRecord(sql, {
        model, id: idOf(id), uid: textOr(payload.uid), grantId: textOr(payload.grantId), account: textOr(payload.accountId), code: textOr(payload.clientId), session: isCallers ? caller.session : null, payload,
        endsAt: Temporal.Instant.fromEpochMilliseconds((payload.exp ?? 0) * 1000),
      })
      if (model === 'AuthorizationCode' && isCallers) await note(ground, caller, payload)
    },
    consume: async (id) => {
      if (!(await consumeRecord(sql, model, idOf(id), Math.floor(Date.now() / 1000)))) throw around.usedAlready()
    },
    destroy: async (id) => deleteRecord(sql, model, idOf(id)),
    revokeByGrantId: async (grantId) => deleteByGrant(sql, grantId),
  }
}

async function note(ground: Ground, caller: Caller, payload: AdapterPayload): Promise<void> {
  const { clientId: code, sid, acr } = payload
  await ground.runAct({ actor: { id: caller.id, kind: caller.kind }, locks: [], comesOrGoes: true }, (act) => noteSignIn(act, { session: caller.session, code: String(code), sid: sid ?? '', account: caller.id }, String(acr)))
}

const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** A registration as the protocol wants it (OpenID Connect Dynamic Client Registration 1.0 §2). */
function metadataOf(one: Registration | undefined): AdapterPayload | undefined {
  if (!one) return undefined
  const { name, redirects, logout, scopes, keys } = one.content
  return {
    client_id: one.code, client_name: name.zh, redirect_uris: redirects, response_types: ['code'], grant_types: ['authorization_code', 'refresh_token'], application_type: 'web', subject_type: 'pairwise',
    token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: keys.map((key) => ({ ...key })) }, id_token_signed_response_alg: 'ES256', scope: ['openid', 'offline_access', ...scopes].join(' '),
    require_pushed_authorization_requests: true, ...(logout === undefined ? {} : { backchannel_logout_uri: logout, backchannel_logout_session_required: true }),
  }
}
