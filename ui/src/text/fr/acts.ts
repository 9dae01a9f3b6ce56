// French for enActs.ts.
import { number, plural, within } from '../count';
import type { Translation } from '../speech.svelte';

export const acts = {
  mark: {
    onHold: 'Mis de côté',
    withdrawn: 'Retrait en cours',
    edited: 'Modification en attente d’envoi',
    deleted: 'Sera supprimé',
    deleting: 'Suppression en cours',
    takeBack: 'Retirer',
    sendNow: 'Envoyer maintenant',
    withdrawing: 'Retrait en cours. Si l’envoi est déjà arrivé, il est annulé sur le serveur.',
  },

  sets: {
    names: { assignees: 'Responsables', teams: 'Équipes', contacts: 'Contacts', tags: 'Étiquettes' },
    none: { assignees: 'Sans responsable', teams: 'Aucune', contacts: 'Aucun', tags: 'Aucune' },
    assigneesHint: 'Changer les responsables (a) · M’attribuer le dossier (m)',
    change: (set) => `Modifier : ${within(set)}`,
    find: {
      assignees: 'Chercher des personnes',
      teams: 'Chercher des équipes',
      contacts: 'Chercher des contacts',
      tags: 'Chercher des étiquettes',
    },
    you: 'vous',
    assignToMe: 'M’attribuer le dossier',
    done: 'Terminé',
    isMine: 'Vous en êtes déjà responsable.',
    unknownMe: 'Ce serveur ne dit pas qui vous êtes. Choisissez-vous vous-même dans la liste.',
  },

  watch: {
    name: 'Suivi',
    start: 'Suivre',
    startHint: 'Être informé de ce qui se passe dans ce dossier (w)',
    stopHint: 'Vous êtes informé de ce qui se passe dans ce dossier. Ne plus suivre (w)',
    on: 'Vous suivez ce dossier.',
    off: 'Vous ne suivez plus ce dossier.',
  },

  deleteCase: {
    more: 'Plus',
    item: 'Supprimer le dossier…',
    title: 'Supprimer ce dossier ?',
    everybody: 'Il est supprimé sur le serveur pour tout le monde, avec sa conversation et ses fichiers.',
    onlyHere: 'Le serveur ne l’a pas encore ; il disparaît aussitôt de cet ordinateur.',
    unsent: (n) =>
      plural(n, {
        one: '# de vos modifications, pas encore envoyée, disparaît avec lui.',
        other: '# de vos modifications, pas encore envoyées, disparaissent avec lui.',
      }),
    undo: 'Tant que ce n’est pas envoyé, vous pouvez l’annuler ici et dans la boîte d’envoi.',
    sure: 'Supprimer le dossier',
    keep: 'Le garder',
    gone: 'Supprimé. Il n’était que sur cet ordinateur.',
    waiting: 'Sur le serveur, pour tout le monde.',
    closed: 'Rien ne peut être ajouté à un dossier qui va être supprimé.',
    kept: 'Gardé. Le dossier reste.',
  },

  thread: {
    edit: 'Modifier',
    editLabel: 'Texte du commentaire',
    delete: 'Supprimer',
    deleteFile: (name) => `Supprimer ${name}`,
    kept: 'Gardé. Rien n’a été supprimé.',
    saving: 'Récupération…',
  },

  attach: {
    button: 'Joindre des fichiers',
    hint: 'Joindre des fichiers. Vous pouvez aussi les coller ou les déposer n’importe où sur le dossier.',
    drop: 'Déposez pour joindre à ce dossier',
    dragHint: 'Tirez-le vers un autre programme pour l’y copier',
    dropHint: '25 Mo au plus par fichier',
    done: (names) =>
      names.length === 1 ? `${names[0]} est joint.` : `${number(names.length)} fichiers sont joints.`,
    files: 'les fichiers',
    reading: (name) => `Lecture de ${name}`,
    tooLarge: (name, size) =>
      `Le serveur accepte les fichiers jusqu’à 25 Mo ; « ${name} » fait ${size}. Réduisez-le ou transmettez-le autrement.`,
    unreadable: (name) =>
      `« ${name} » ne peut pas être lu. Pour joindre un dossier de fichiers, faites-en d’abord une archive.`,
    screenshot: (day, time) => `Capture ${day} ${time}`,
    dismiss: 'Masquer',
  },

  cover: {
    title: 'Joindre cette image ?',
    titleWaiting: 'Masquer des parties de l’image',
    tools: 'Dessiner sur l’image',
    kinds: { cover: 'Masquer', arrow: 'Flèche' },
    add: 'Ajouter',
    addHint:
      'Place un cache ou une flèche au milieu : les flèches le déplacent, avec Maj elles le redimensionnent',
    removeLast: 'Retirer le dernier',
    stroke: (kind, n, of) => `${kind}, ${number(n)} sur ${number(of)}`,
    strokeHint: 'Les flèches le déplacent, avec Maj elles le redimensionnent, Suppr le retire',
    hint: 'Dessinez sur ce que personne ne doit voir. Ce qui est masqué ne se trouve plus dans le fichier envoyé.',
    notDrawn: 'Cette image ne peut pas être montrée ici ; rien ne peut donc y être masqué.',
    attach: 'Joindre',
    leave: 'Ne pas joindre',
    use: 'Utiliser cette image',
    asItIs: 'Laisser telle quelle',
    drawing: 'Dessin en cours…',
    notAttached: 'Non jointe.',
    open: 'Masquer des parties…',
  },

  second: {
    editReply: 'Modifier la réponse',
    editNote: 'Modifier la note interne',
    deleteReply: 'Supprimer la réponse',
    deleteNote: 'Supprimer la note interne',
    upload: 'Fichier',
    deleteAttachment: 'Supprimer le fichier',
    delete: 'Supprimer le dossier',
    watch: 'Suivre le dossier',
    unwatch: 'Ne plus suivre le dossier',
    deleted: 'Le supprimer',
    tryAgain: 'Réessayer',
    anyway: 'Supprimer quand même',
    hold: 'Mettre de côté : attend que je l’envoie',
    rewrite: 'Réécrire',
    held: 'Mis de côté. L’envoi attend votre signal.',
    rewritten: 'Réécrit.',
    up: 'Envoyer plus tôt',
    down: 'Envoyer plus tard',
    discardFile: 'Abandonner ce fichier ?',
    discardEdit: 'Abandonner cette modification ?',
    onHold: 'Les derniers dossiers du serveur sont ici. Ce qui est mis de côté attend votre signal.',
  },

  moreKeys: {
    group: 'Modifier',
    paste: 'Joindre l’image copiée',
    assign: 'Responsables',
    assignMe: 'M’attribuer le dossier',
    watch: 'Suivre ou ne plus suivre',
    move: 'Avancer, reculer dans la boîte d’envoi',
  },
} satisfies Translation;
