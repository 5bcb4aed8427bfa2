// The English words of the life of an account; zh-life.ts has the same keys (tested).
export const enLife = {
  life: {
    frozenSince: 'Frozen since', frozenBy: 'Frozen by', frozenGround: { officer: 'an administrator', failures: 'the rule: many wrong second proofs', self: 'its holder' },
  },
}
