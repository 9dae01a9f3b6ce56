// French for enKept.ts.
import { fileSize, plural } from '../count';
import type { Translation } from '../speech.svelte';

const files = (n: number) => plural(n, { one: '# fichier', other: '# fichiers' });
const size = (kb: number): string => fileSize(kb * 1024);

export const kept = {
  kept: {
    title: 'Les fichiers gardés ici',
    explain:
      'Les fichiers de vos dossiers sont récupérés quand il n’y a rien d’autre à faire, pour s’ouvrir sans réseau : d’abord ceux des dossiers épinglés, puis de vos dossiers ouverts, des urgents, et les plus récents.',
    kinds: 'Récupérer sans qu’on le demande',
    kind: {
      nothing: 'Rien avant que je l’ouvre',
      pictures: 'Les images',
      documents: 'Les images et les documents',
      everything: 'Tout',
    },
    budget: 'Place pour les fichiers',
    limit: 'Jusqu’à cette taille chacun',
    metered: 'Traiter ce réseau comme limité',
    meteredHint:
      'Les fichiers attendent, le texte est synchronisé comme toujours. Un fichier que vous ouvrez est récupéré quand même.',
    size: (mb) => size(mb * 1024),
    now: (n, kb) => `${files(n)} ici, ${size(kb)}.`,
    none: 'Aucun fichier ici pour l’instant.',
    waiting: (n) => `Encore à récupérer : ${files(n)}.`,
    estimate: (kb) =>
      `S’ils ressemblent à ceux qui sont ici, il leur faut environ ${size(kb)} ; le serveur ne dit pas les tailles à l’avance.`,
    unknown: 'La place nécessaire se verra en chemin : le serveur ne dit pas les tailles à l’avance.',
    tooBig: (n) => plural(n, { one: '# fichier est plus grand.', other: '# fichiers sont plus grands.' }),
    notAsked: (n) =>
      plural(n, {
        one: '# fichier reste sur le serveur jusqu’à ce que vous l’ouvriez.',
        other: '# fichiers restent sur le serveur jusqu’à ce que vous les ouvriez.',
      }),
    failed: (n) =>
      plural(n, {
        one: '# fichier n’a pas pu être récupéré ; un nouvel essai suivra.',
        other: '# fichiers n’ont pas pu être récupérés ; un nouvel essai suivra.',
      }),
    pinned: (n, kb) =>
      plural(n, {
        one: `# dossier épinglé, ${size(kb)} : jamais effacé.`,
        other: `# dossiers épinglés, ${size(kb)} : jamais effacés.`,
      }),
    free: (kb) => `${size(kb)} libres sur ce disque.`,
    freeUp: 'Libérer de la place maintenant',
    freeUpHint:
      'Efface les fichiers gardés ici ; ils restent sur le serveur. Les épinglés et les non envoyés restent. Quand la place est pleine, ceux des dossiers clos et anciens partent d’abord, d’eux-mêmes.',
    freed: (kb) => (kb > 0 ? `${size(kb)} libérés.` : 'Il n’y avait rien à libérer.'),
    pin: 'Garder ses fichiers ici',
    unpin: 'Ne plus garder ses fichiers',
    pinSaid: 'Ses fichiers sont récupérés et gardés.',
    unpinSaid: 'Ses fichiers peuvent être effacés quand il faut de la place.',
    isPinned: 'Fichiers gardés ici',
    state: {
      here: 'Sur cet ordinateur',
      waits: 'Attend d’être récupéré',
      tooBig: 'Plus grand que votre limite : ouvrez-le pour le récupérer',
      notAsked: 'Sur le serveur : ouvrez-le pour le récupérer',
      failed: 'N’a pas pu être récupéré ; nouvel essai plus tard',
    },
    wait: {
      metered: 'Les fichiers attendent : réseau limité',
      treatedAsMetered: 'Les fichiers attendent : vous traitez ce réseau comme limité',
      savingPower: 'Les fichiers attendent : la batterie est ménagée',
      diskLow: 'Les fichiers attendent : le disque est presque plein',
      noRoom: 'Les fichiers attendent : leur place est pleine',
    },
    files: 'Fichiers',
    underWay: (n) => (n > 1 ? `En cours, encore ${files(n)}` : 'En cours'),
  },
} satisfies Translation;
