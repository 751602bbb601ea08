import type { Defect } from './defect.js';

export const authDefects: readonly Defect[] = [
  {
    id: 'AUTH-03:basic-accepted',
    requirement: 'AUTH-03',
    companions: [],
    title: 'a key is also accepted as the password of Basic credentials',
    apply: (parts) => ({
      ...parts,
      credential: (request) => {
        const value = request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
        const basic = /^basic (.+)$/i.exec(value)?.[1];
        if (basic === undefined) return parts.credential(request);
        return Buffer.from(basic, 'base64').toString('utf8').split(':')[1] ?? null;
      },
    }),
  },
];
