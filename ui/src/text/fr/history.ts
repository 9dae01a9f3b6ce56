// French for enHistory.ts.
import { plural } from '../count';
import type { Translation } from '../speech.svelte';

export const history = {
  anew: {
    item: 'Relire ce dossier',
    asked: 'Ce dossier a été demandé au serveur.',
    later: 'Satchel lit ce dossier dès que le serveur est joignable.',
    whenResumed: 'La synchronisation est en pause. Satchel lit ce dossier quand vous la reprenez.',
    done: 'Ce dossier est maintenant tel que le serveur l’a.',
    checked: 'Vérifié',
    justNow: 'à l’instant',
  },

  history: {
    item: 'Historique de vos modifications…',
    key: 'Historique de vos modifications',
    title: 'Historique de vos modifications',
    explain: 'Ce qu’est devenu ce que vous avez fait dans ce dossier, le plus récent d’abord.',
    empty: 'Rien de ce que vous avez fait ici n’est encore sur le serveur',
    emptyHint:
      'Répondez, changez un champ ou joignez un fichier. Cette liste dit ensuite quand l’envoi a eu lieu et ce qu’il a remplacé, et permet de revenir en arrière.',
    waiting: (n) =>
      plural(n, {
        one: '# modification n’est pas encore envoyée.',
        other: '# modifications ne sont pas encore envoyées.',
      }),
    toOutbox: 'Ouvrir la boîte d’envoi',
    nothing: 'rien',

    did: {
      create: (name) => `Vous avez créé le dossier « ${name} »`,
      reply: 'Vous avez répondu au client',
      note: 'Vous avez écrit une note interne',
      comment: 'Vous avez écrit un commentaire',
      editComment: 'Vous avez modifié un commentaire',
      deleteComment: 'Vous avez supprimé un commentaire',
      rename: (name) => `Vous avez renommé le dossier en « ${name} »`,
      description: 'Vous avez modifié la description',
      set: (what, value) => `Vous avez mis « ${value} » (${what})`,
      clear: (what) => `Vous avez vidé : ${what}`,
      members: (what, names) => `Vous avez mis ${names} (${what})`,
      upload: (name) => `Vous avez joint « ${name} »`,
      deleteAttachment: (name) => `Vous avez supprimé le fichier « ${name} »`,
      delete: 'Vous avez supprimé le dossier',
      watch: 'Vous suivez le dossier',
      unwatch: 'Vous ne suivez plus le dossier',
      unknown: 'Un Satchel plus récent a noté ceci',
    },

    became: {
      sent: 'Envoyé',
      alreadyThere: 'Le serveur l’avait déjà',
      held: 'Attend votre décision',
      heldBecause: (why) => `Attend votre décision : ${why}`,
      heldByChoice: 'Vous l’avez mis de côté',
      sentByChoice: 'Vous avez choisi d’envoyer votre version',
      discarded: 'Retiré ; rien n’a été envoyé',
      withdrawn: 'Vous l’avez retiré pendant l’envoi',
      undone: 'Vous l’avez annulé avant l’envoi',
      superseded: 'Votre modification suivante l’a remplacé',
      merged: 'Quelqu’un d’autre l’a modifié aussi ; les deux modifications y sont',
      replaced: (theirs) => `A remplacé ${theirs}, que quelqu’un venait de mettre`,
    },
    anotherText: 'un autre texte',

    restore: 'Rétablir',
    restoreValue: (value) => `Rétablir ${value}`,
    restoreTheirs: 'Rétablir l’autre version',
    restoreDraft: 'Remettre dans la zone de saisie',
    restored: 'Rétabli. C’est envoyé comme toute autre modification ; jusque-là, vous pouvez l’annuler.',
    restoredDraft: 'Votre texte est de nouveau dans la zone de saisie.',
    showText: 'Afficher le texte',
    showDifference: 'Afficher ce qui a changé',
    added: 'ajouté',
    removed: 'retiré',
    left: (n) => plural(n, { one: '# mot inchangé', other: '# mots inchangés' }),
    tooDifferent: 'Trop différents pour une comparaison mot à mot.',
    before: 'Avant',
    mine: 'Votre version',

    overtaken: {
      replaced: (what, mine, theirs) =>
        `${what} : votre ${mine} a remplacé ${theirs}, que quelqu’un venait de mettre.`,
      replacedText: (what) => `${what} : votre texte en a remplacé un que quelqu’un venait d’écrire.`,
      merged: (what) => `${what} : votre texte a été fusionné avec celui de quelqu’un d’autre.`,
      look: 'Voir dans l’historique',
      dismiss: 'Masquer',
    },
    quoted: (value) => `« ${value} »`,
  },
} satisfies Translation;
