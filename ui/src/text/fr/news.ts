// French for enNews.ts.
import { list, plural } from '../count';
import type { Translation } from '../speech.svelte';

export const news = {
  news: {
    isNew: 'nouveau dossier',
    toMe: 'attribué à vous',
    topics: {
      standing: 'n’est plus là',
      status: 'statut',
      priority: 'priorité',
      assignees: 'responsables',
      name: 'nom',
      account: 'société',
      contacts: 'contacts',
      teams: 'équipes',
      tags: 'étiquettes',
      caseType: 'type',
      description: 'description',
    },
    replies: (n) => plural(n, { one: '# réponse', other: '# réponses' }),
    notes: (n) => plural(n, { one: '# note', other: '# notes' }),
    mails: (n) => plural(n, { one: '# e-mail', other: '# e-mails' }),
    files: (n) => plural(n, { one: '# fichier', other: '# fichiers' }),
    rowHint: (what) => `Depuis votre dernier regard : ${list(what)}`,

    since: (when) => `Depuis votre dernier regard (${when})`,
    sinceFirst: 'Depuis la création de cette copie',
    changed: (topic, before, after) => `${topic} : ${before} → ${after}`,
    changedText: (topic) => `Modification : ${topic}`,
    joined: (topic, names) => `${topic} : ajout de ${list(names)}`,
    left: (topic, names) => `${topic} : retrait de ${list(names)}`,
    both: (topic, added, removed) => `${topic} : ajout de ${list(added)}, retrait de ${list(removed)}`,
    by: (what, who) => `${what} (${who})`,
    fields: {
      standing: 'Sur le serveur',
      status: 'Statut',
      priority: 'Priorité',
      assignees: 'Responsables',
      name: 'Nom',
      account: 'Société',
      contacts: 'Contacts',
      teams: 'Équipes',
      tags: 'Étiquettes',
      caseType: 'Type',
      description: 'Description',
    },
    standings: {
      visible: 'présent',
      new: 'nouveau',
      inactive: 'désactivé',
      merged: 'fusionné dans un autre dossier',
      denied: 'plus visible pour vous',
      gone: 'supprimé',
    },
    nothing: 'rien',
    showText: 'Ce qui a changé dans le texte',
    divider: 'Nouveau depuis votre dernier regard',

    markUnread: 'Marquer comme non lu',
    markedUnread: 'De nouveau non lu.',
    newAgain: (n) =>
      plural(n, { one: '# dossier est de nouveau nouveau.', other: '# dossiers sont de nouveau nouveaux.' }),
    seen: (n) => plural(n, { one: '# dossier marqué comme vu.', other: '# dossiers marqués comme vus.' }),
  },

  away: {
    title: 'Pendant votre absence',
    nav: 'En votre absence',
    navSaid: (n) => plural(n, { one: '# dossier vous demande', other: '# dossiers vous demandent' }),
    strip: (from) => `Pendant votre absence (depuis ${from}) :`,
    asks: (n) =>
      plural(n, {
        zero: 'Rien ne vous demande.',
        one: '# dossier vous demande.',
        other: '# dossiers vous demandent.',
      }),
    others: (n) => plural(n, { one: '# autre dossier a changé.', other: '# autres dossiers ont changé.' }),
    look: 'Regarder',
    later: 'Pas maintenant',
    between: (from, to) => `De ${from} à ${to}, et ce qui est venu depuis.`,
    introAll: 'Tout ce que vous n’avez pas encore regardé.',
    meanwhile: 'Entre-temps, Satchel a :',
    sent: (n) => plural(n, { one: 'envoyé # de vos modifications', other: 'envoyé # de vos modifications' }),
    merged: (n) =>
      plural(n, {
        one: 'fusionné # modification avec celle de quelqu’un d’autre',
        other: 'fusionné # modifications avec celles d’autres personnes',
      }),
    replaced: (n) =>
      plural(n, {
        one: 'remplacé # valeur de quelqu’un d’autre',
        other: 'remplacé # valeurs d’autres personnes',
      }),
    held: (n) =>
      plural(n, {
        one: 'retenu # modification pour votre décision',
        other: 'retenu # modifications pour votre décision',
      }),
    decide: 'Décider',
    allSeen: 'Tout marquer comme vu',
    showOthers: 'Montrer tout ce qui a changé',
    keys: {
      move: 'se déplacer',
      opens: 'ouvrir',
      reply: 'répondre',
      mine: 'm’attribuer',
      seen: 'vu',
    },
    listLabel: 'Dossiers qui vous demandent',
    weights: {
      urgent: 'Urgent',
      toMe: 'Désormais à vous',
      saidOnMine: 'Dit dans vos dossiers',
      changedOnMine: 'Changé dans vos dossiers',
      watched: 'Dans les dossiers que vous suivez',
    },
    open: 'Ouvrir',
    reply: 'Répondre',
    seen: 'Marquer comme vu',
    assigned: 'Attribué à vous.',
    empty: 'Rien ne vous demande',
    emptyHint: 'Ce que font les autres en votre absence apparaît ici, le plus urgent d’abord.',
    emptyOthers: 'Les autres changements concernent les dossiers d’autres personnes.',
    key: 'Pendant votre absence',
  },
} satisfies Translation;
