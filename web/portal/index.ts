// stream: the portal: server-rendered pages for residents and companies. It reaches the platform through the public API alone.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { injectInto, type Send } from './api.ts'
import type { Assets } from './layout.ts'
import { addAfter } from './pages/after-acts.ts'
import { addAbout } from './pages/about.ts'
import { addAccount } from './pages/account.ts'
import { addActing } from './pages/acting.ts'
import { addGuardians } from './pages/guardians.ts'
import { addApply } from './pages/apply.ts'
import { addBatch } from './pages/batch.ts'
import { addCertificates } from './pages/certificates.ts'
import { addCase } from './pages/case.ts'
import { addCaseActs } from './pages/case-acts.ts'
import { addGrants } from './pages/grants.ts'
import { addCompanies } from './pages/companies.ts'
import { addCode } from './pages/code.ts'
import { addChannels } from './pages/channels.ts'
import { addData } from './pages/data.ts'
import { addDataRights } from './pages/data-rights.ts'
import { addPurposes } from './pages/purposes.ts'
import { addDates } from './pages/dates.ts'
import { addClosing } from './pages/closing.ts'
import { addFreezing } from './pages/freezing.ts'
import { addGuide } from './pages/guide.ts'
import { addProxies } from './pages/proxies.ts'
import { addHome } from './pages/home.ts'
import { addHumanReview } from './pages/human-review.ts'
import { addIdentity } from './pages/identity.ts'
import { addItems } from './pages/items.ts'
import { addLicenceMatters } from './pages/licence-matters.ts'
import { addKnown } from './pages/known.ts'
import { addLetterCheck } from './pages/letter-check.ts'
import { addLetters } from './pages/letters.ts'
import { addLicences } from './pages/licences.ts'
import { addInvitations } from './pages/invitations.ts'
import { addMaterials } from './pages/materials.ts'
import { addOwed } from './pages/owed.ts'
import { addPromise } from './pages/promise.ts'
import { addMy } from './pages/my.ts'
import { addProcedure } from './pages/procedure-acts.ts'
import { addPublicity } from './pages/publicity.ts'
import { addParties } from './pages/parties.ts'
import { addPapers } from './pages/papers.ts'
import { addNotifications } from './pages/notifications.ts'
import { addProgress } from './pages/progress.ts'
import { addQuestions } from './pages/questions.ts'
import { addRecovery } from './pages/recovery.ts'
import { addRegister } from './pages/register.ts'
import { addReviews } from './pages/reviews.ts'
import { addScan } from './pages/scan.ts'
import { addSentCodes } from './pages/sent-codes.ts'
import { addSecond } from './pages/second.ts'
import { addSigningInFor } from './pages/signing-in-for.ts'
import { addUpstreams } from './pages/upstreams.ts'
import { addSignIn } from './pages/sign-in.ts'
import { addConfirmation } from './pages/confirmation.ts'
import { addVerdict } from './pages/verdict.ts'
import { makeSite } from './site.ts'
import { readStyle } from './style.ts'

interface PortalOptions {
  /** The public address; cookies are marked secure where it is https. */
  origin: string
  /** How the API is called; in-process by default. */
  call?: Send
  /** The largest upload in bytes that is handed on to the API, whose own limit decides. */
  uploadBytesMax: number
}

/**
 * Puts the portal's pages on a server: `/` and everything below it that no other route takes. Register it after the API;
 * it stays in a scope of its own, so that its parsers and error pages touch nobody else's.
 */
export async function registerPortal(app: FastifyInstance, options: PortalOptions): Promise<void> {
  const send = options.call ?? injectInto(app)
  const files = await readAssets()
  await app.register(async (scope) => {
    if (!scope.hasRequestDecorator('cookies')) await scope.register(cookie)
    takeBodies(scope, options.uploadBytesMax)
    await scope.register(formbody)
    for (const file of files.values()) {
      scope.get(file.path, async (_request, reply) => reply.type(file.type).header('cache-control', 'public, max-age=31536000, immutable').send(file.body))
    }
    const site = makeSite(scope, send, assetPaths(files), options.origin.startsWith('https:'))
    const pages = [
      addHome, addItems, addGuide, addSignIn, addUpstreams, addSigningInFor, addSecond, addCertificates, addSentCodes, addScan, addAccount, addFreezing, addRecovery, addClosing,
      addIdentity, addCompanies, addRegister, addApply, addQuestions, addMaterials, addParties, addInvitations, addPromise, addMy, addCase, addCaseActs,
      addProcedure, addPublicity, addOwed, addHumanReview, addVerdict, addConfirmation, addLicences, addLicenceMatters, addAfter, addGrants,
      addKnown, addPapers, addActing, addGuardians, addBatch, addDates, addCode, addData, addDataRights, addPurposes, addLetters, addLetterCheck, addNotifications,
      addChannels, addReviews, addProgress, addProxies, addAbout,
    ]
    for (const add of pages) add(site)
  })
}

// Uploads go on to the API as they came: the portal must not take them apart, whatever the server around it does.
function takeBodies(scope: FastifyInstance, bytesMax: number): void {
  if (scope.hasContentTypeParser('multipart/form-data')) scope.removeContentTypeParser('multipart/form-data')
  scope.addContentTypeParser(/^multipart\/form-data/, { parseAs: 'buffer', bodyLimit: bytesMax }, (_request, body, done) => done(null, body))
}

interface Asset {
  path: string
  type: string
  body: Buffer
}

async function readAssets(): Promise<Map<keyof Assets, Asset>> {
  const own = (name: string) => readFile(fileURLToPath(new URL(`./assets/${name}`, import.meta.url)))
  const [style, script, icon] = await Promise.all([readStyle(), own('portal.js'), own('icon.svg')])
  return new Map([
    ['style', asset('portal.css', 'text/css; charset=utf-8', style)],
    ['script', asset('portal.js', 'text/javascript; charset=utf-8', script)],
    ['icon', asset('icon.svg', 'image/svg+xml; charset=utf-8', icon)],
  ])
}

// The address changes with the content, so a browser may keep it for ever.
function asset(name: string, type: string, body: Buffer): Asset {
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 12)
  return { path: `/assets/${digest}/${name}`, type, body }
}

function assetPaths(files: Map<keyof Assets, Asset>): Assets {
  const path = (name: keyof Assets): string => files.get(name)?.path ?? ''
  return { style: path('style'), script: path('script'), icon: path('icon') }
}
